// The frame of the browser tests itself: each browser runs, under the site's own headers, downloads reach the disk, and what an
// engine lacks is written down.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startSite } from "../../tools/serve.mjs";
import { engines, lacks, openBrowser, waitForFile } from "./browsers.mjs";

const page = `<!doctype html><html lang="en"><title>Frame</title><link rel="icon" href="data:,">
<button>Save</button><script type="module" src="page.js"></script></html>`;

const script = `
const { module } = await WebAssembly.instantiateStreaming(fetch("./empty.wasm"));
document.querySelector("button").onclick = () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([new Uint8Array(300_000).fill(7)]));
  link.download = "sevens.bin";
  link.click();
};
document.body.dataset.ready = String(module instanceof WebAssembly.Module);`;

const wasm = Buffer.from("0061736d01000000", "hex"); // the smallest module

let root, site;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "badgepack-frame-"));
  await Promise.all([writeFile(join(root, "index.html"), page), writeFile(join(root, "page.js"), script), writeFile(join(root, "empty.wasm"), wasm)]);
  site = await startSite({ root, portals: [] });
});
after(async () => {
  await site.close();
  await rm(root, { recursive: true });
});

it("docs/browsers.md lists what each engine lacks in the tests, and some test asks for each of these", async () => {
  const docs = await readFile(new URL("../../docs/browsers.md", import.meta.url), "utf8");
  const rows = (engine, name) => Object.entries(lacks[engine]).map(([what, why]) => `| ${name} | ${what} | ${why} |`);
  assert.deepEqual(docs.match(/^\| (Chromium|Firefox|WebKitGTK) \|.*$/gm), [...rows("chromium", "Chromium"), ...rows("firefox", "Firefox"), ...rows("webkit", "WebKitGTK")]);
  const here = new URL(".", import.meta.url);
  const tests = (await Promise.all((await readdir(here)).filter((name) => name.endsWith(".mjs")).map((name) => readFile(new URL(name, here), "utf8")))).join("\n");
  for (const what of new Set(Object.values(lacks).flatMap(Object.keys))) assert.ok(tests.includes(`can(engine, "${what}")`), `no test asks whether an engine can do: ${what}`);
});

for (const engine of engines) {
  describe(engine, () => {
    it("compiles WebAssembly while loading it, under the site's security policy, and saves a blob to disk", async () => {
      const downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
      const { page, problems, close } = await openBrowser(engine, { downloads });
      try {
        await page.goto(site.url);
        await page.locator("body[data-ready=true]").waitFor();
        await page.getByRole("button", { name: "Save" }).click();
        const saved = await readFile(await waitForFile(downloads, /^sevens\.bin$/));
        assert.deepEqual(saved, Buffer.alloc(300_000, 7));
        assert.deepEqual(problems, []);
      } finally {
        await close();
        await rm(downloads, { recursive: true });
      }
    });

    it("shows a page as a person has set it: dark, narrow, without motion", async () => {
      const { page, close } = await openBrowser(engine, { dark: true, width: 360, reducedMotion: true });
      try {
        await page.goto(site.url);
        const seen = await page.evaluate(() => [matchMedia("(prefers-color-scheme: dark)").matches, innerWidth, matchMedia("(prefers-reduced-motion: reduce)").matches]);
        assert.deepEqual(seen, [true, 360, true]);
      } finally {
        await close();
      }
    });

    it("stops a request that the security policy does not allow, and the test hears of it", async () => {
      const other = await startSite({ root, portals: [] });
      const { page, problems, close } = await openBrowser(engine, { violates: true });
      try {
        await page.goto(site.url);
        const outcome = await page.evaluate((url) => fetch(url).then(() => "reached", (error) => error.name), other.url);
        assert.equal(outcome, "TypeError");
        // The event comes a moment after the refusal.
        for (let i = 0; i < 40 && !problems.some((problem) => problem.includes("security policy: connect-src")); i++) await sleep(50);
        assert.match(problems.join("\n"), /security policy: connect-src/);
      } finally {
        await close();
        await other.close();
      }
    });
  });
}
