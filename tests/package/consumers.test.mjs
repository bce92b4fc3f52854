// The package as others use it: packed, installed into fresh projects, built by their own tools, and the demo account exported by each.
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openBrowser, waitForFile } from "../browser/browsers.mjs";
import { assertChecksumsHold, assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { startPortal } from "../portal/server.mjs";
import { develop, packed, run, serve, shown } from "./projects.mjs";

const BADGES = 6;

/** How many lines somebody has to write, comments and empty lines not counted. */
const linesOf = async (folder, ...files) =>
  (await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")))).join("\n").split("\n").filter((line) => /\S/.test(line) && !/^\s*(\/\/|<!doctype|<\/?html|<title)/.test(line)).length;

async function assertWhole(zip) {
  const folder = await unpack(zip);
  await assertChecksumsHold(folder);
  const report = await assertReportAddsUp(folder);
  assert.ok(report.complete && report.records.filter(({ section }) => section === "badges").length >= BADGES, JSON.stringify(report.counts));
}

describe("the package, installed", { concurrency: 2 }, () => {
  let portal, packing, downloads;
  before(async () => {
    [portal, packing] = await Promise.all([startPortal({ badges: BADGES }), packed()]);
    downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
  });
  after(async () => {
    await Promise.all([portal.close(), packing.close(), rm(downloads, { recursive: true })]);
  });

  /** Opens a page in Chromium, lets somebody save the account, and looks at the file. */
  async function exported(t, { url }, saving) {
    const own = await mkdtemp(join(downloads, "one-"));
    const browser = await openBrowser("chromium", { downloads: own });
    t.after(() => browser.close());
    await browser.context.addInitScript(() => delete globalThis.showSaveFilePicker); // nobody is there to answer it
    await browser.page.goto(url);
    await saving(browser.page);
    await assertWhole(await waitForFile(own, /^badges-[\d-]+\.zip$/));
    assert.deepEqual(browser.problems, []);
    return browser.page;
  }

  /** What somebody does with `<badge-export>`. */
  async function byElement(page) {
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("Use an access token").click();
    await page.getByLabel("Access token").fill("demo");
    await page.getByLabel("Access token").press("Enter");
    await page.getByRole("button", { name: "Save ZIP" }).click();
  }

  /** What somebody does on a page that has a button of its own. */
  async function byButton(page) {
    page.on("dialog", (dialog) => dialog.accept("demo"));
    await page.getByRole("button", { name: "Save my badges" }).click();
    await page.getByText(/^Saved \d+ records\.$/).waitFor();
  }

  async function served(t, folder, options) {
    const site = await serve(folder, new URL(portal.url).origin, options);
    t.after(() => site.close());
    return site;
  }

  it("by Vite, built and while developing", async (t) => {
    const folder = await packing.project("vite", portal.url);
    assert.ok((await linesOf(folder, "index.html", "main.js")) <= 10);
    const developing = await develop(folder);
    t.after(() => developing.close());
    await exported(t, developing, byElement);
    await run(folder, "npm", "run", "build");
    const page = await exported(t, await served(t, join(folder, "dist")), byElement);
    await page.waitForFunction(() => /^\d+ of \d+ badges and records saved$/.test(document.title));
  });

  for (const version of [5, 7]) {
    it(`by Vite ${version}, with the line of docs/bundlers.md while developing`, async (t) => {
      const config = await shown("docs/bundlers.md", "Vite 5, 6 and 7", "js");
      const folder = await packing.project("vite", portal.url, { as: `vite-${version}`, versions: { vite: `^${version}.0.0` }, files: { "vite.config.js": config } });
      const developing = await develop(folder);
      t.after(() => developing.close());
      await exported(t, developing, byElement);
      await rm(join(folder, "vite.config.js")); // nothing is needed to build
      await run(folder, "npm", "run", "build");
      await exported(t, await served(t, join(folder, "dist")), byElement);
    });
  }

  it("by React 19, in strict TypeScript", async (t) => {
    const folder = await packing.project("react", portal.url);
    assert.ok((await linesOf(folder, "main.tsx")) <= 10);
    await run(folder, "npm", "run", "build");
    const page = await exported(t, await served(t, join(folder, "dist")), byElement);
    await page.getByText(/^\d+ badges and records are in your Downloads\.$/).waitFor();
  });

  it("by React 19 on a page that a server rendered, as docs/bundlers.md tells", async (t) => {
    const page = (imports, start) => `${imports}\nimport { Badges } from "./badges";\n${start(`<main><h1>Mine</h1><Badges portal="${portal.url}" /></main>`)}\n`;
    const files = {
      "main.tsx": page('import { hydrateRoot } from "react-dom/client";', (shown) => `hydrateRoot(document.getElementById("root")!, ${shown});`),
      "server.tsx": page('import { renderToString } from "react-dom/server";', (shown) => `console.log(renderToString(${shown}));`),
    };
    const folder = await packing.project("react", portal.url, { as: "react-server", files });
    await run(folder, "npm", "run", "build");
    await run(folder, "npm", "run", "build", "--", "--ssr", "server.tsx", "--outDir", "server");
    const rendered = (await run(folder, process.execPath, "server/server.js")).trim();
    assert.equal(rendered, "<main><h1>Mine</h1></main>");
    const file = join(folder, "dist/index.html");
    await writeFile(file, (await readFile(file, "utf8")).replace('<div id="root">', `$&${rendered}`));
    const opened = await exported(t, await served(t, join(folder, "dist")), byElement);
    await opened.getByText(/^\d+ badges and records saved\.$/).waitFor();
  });

  it("by webpack 5", async (t) => {
    const folder = await packing.project("webpack", portal.url);
    assert.ok((await linesOf(folder, "main.js")) <= 10);
    await run(folder, "npm", "run", "build");
    await exported(t, await served(t, folder, { trusted: false }), byButton); // webpack sets addresses of scripts
  });

  it("by esbuild", async (t) => {
    const folder = await packing.project("esbuild", portal.url);
    assert.ok((await linesOf(folder, "main.js")) <= 10);
    await run(folder, "npm", "run", "build");
    await exported(t, await served(t, folder), byButton);
  });

  it("by Rollup, with the plugin of docs/bundlers.md", async (t) => {
    const config = `import { nodeResolve } from "@rollup/plugin-node-resolve";
      import { importMetaAssets } from "@web/rollup-plugin-import-meta-assets";
      export default { input: "main.js", output: { dir: "dist" }, plugins: [nodeResolve(), importMetaAssets()] };`;
    const versions = { rollup: "^4.0.0", "@rollup/plugin-node-resolve": "^16.0.0", "@web/rollup-plugin-import-meta-assets": "^2.3.0" };
    const folder = await packing.project("esbuild", portal.url, { as: "rollup", versions, files: { "rollup.config.js": config } });
    await run(folder, "npx", "rollup", "--config");
    await exported(t, await served(t, folder), byButton);
  });

  it("by a page without any tool", async (t) => {
    const folder = await packing.project("plain", portal.url);
    assert.ok((await linesOf(folder, "index.html")) <= 10);
    await run(folder, "mv", "node_modules/badgepack/dist", "badgepack");
    await exported(t, await served(t, folder), byElement);
  });

  it("by Node, to a file", async () => {
    const folder = await packing.project("node", portal.url);
    assert.ok((await linesOf(folder, "nightly.mjs")) <= 10);
    const said = await run(folder, "env", `PORTAL=${portal.url}`, "TOKEN=demo", process.execPath, "nightly.mjs");
    const name = (await readdir(folder)).find((file) => file.endsWith(".zip"));
    assert.match(said, new RegExp(`^${name}: (\\d+) of \\1 records, \\d+ bytes$`, "m"));
    await assertWhole(join(folder, name));
  });
});
