// The documents: what they show is what there is, and what they say in code holds.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { headers } from "../../tools/serve.mjs";
import { survey } from "badgepack";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = ["README.md", ...(await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];

/** Every block of code: the page, its language, its text, and the file that it is said to be. */
const blocks = [];
for (const page of pages) {
  const text = await readFile(join(root, page), "utf8");
  for (const [, file, language, code] of text.matchAll(/(?:^<!-- (\S+) -->\n)?^```(\w*)\n(.*?)^```$/gms)) blocks.push({ page, file, language, code });
}
const of = (...languages) => blocks.filter(({ language }) => languages.includes(language));

it("what is shown as an example is the example, letter for letter", async () => {
  const shown = blocks.filter(({ file }) => file);
  assert.ok(shown.length >= 5);
  for (const { page, file, code } of shown) assert.equal(code, await readFile(join(root, file), "utf8"), `${page} shows ${file} as it is no more`);
});

it("JavaScript and TypeScript hold under the package's own types", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "badgepack-docs-"));
  t.after(() => rm(folder, { recursive: true }));
  // What a reader has, and the examples do not say where from.
  const given = "import type {} from 'badgepack/elements';\ndeclare global { const token: string; const file: File; const picture: Uint8Array; const process: { env: Record<string, string | undefined> }; }\nexport {};\n";
  await writeFile(join(folder, "given.d.ts"), given);
  const written = of("js", "ts");
  assert.ok(written.length >= 8);
  for (const [at, { code }] of written.entries()) {
    const queried = code.replace(/document\.querySelector\([^)]*\)/g, "$&!"); // the page has what is looked for
    await writeFile(join(folder, `block-${at}.ts`), `${queried}\nexport {};\n`);
  }
  await mkdir(join(folder, "node_modules"));
  await symlink(root, join(folder, "node_modules/badgepack"));
  const options = { strict: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"], types: [] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
  const said = await new Promise((resolve) => execFile(join(root, "node_modules/.bin/tsc"), ["--project", folder], (_error, stdout) => resolve(stdout)));
  assert.equal(said.replace(/block-(\d+)\.ts/g, (_, at) => `${written[at].page}, block ${at}: ${written[at].code.slice(0, 60)}…`), "");
});

it("TSX can be read, and every import in it is the package's or React's", async () => {
  assert.ok(of("tsx").length >= 2);
  for (const { code } of of("tsx")) {
    const { metafile } = await build({ stdin: { contents: code, loader: "tsx" }, bundle: true, write: false, metafile: true, external: ["badgepack/react", "react", "react-dom/client", "react/jsx-runtime"], jsx: "automatic" });
    assert.deepEqual(metafile.outputs["stdin.js"]?.exports ?? [], []);
  }
});

it("HTML and CSS name elements, attributes, slots, parts and properties that there are", async () => {
  const { modules } = JSON.parse(await readFile(join(root, "custom-elements.json"), "utf8"));
  const elements = new Map(modules[0].declarations.map((declaration) => [declaration.tagName, declaration]));
  const has = (list, name) => list.some((one) => one.name === name);
  for (const { page, code } of of("html")) {
    for (const [, tag, written] of code.matchAll(/<(badge-[a-z-]+)([^>]*)>/g)) {
      assert.ok(elements.has(tag), `${page}: <${tag}>`);
      for (const [, attribute] of written.matchAll(/([a-z-]+)=/g)) assert.ok(has(elements.get(tag).attributes, attribute), `${page}: ${attribute} of <${tag}>`);
    }
    for (const [, slot] of code.matchAll(/slot="([a-z-]+)"/g)) assert.ok([...elements.values()].some(({ slots }) => has(slots, slot)), `${page}: slot ${slot}`);
  }
  for (const { page, code } of of("css")) {
    for (const [, tag, part] of code.matchAll(/(badge-[a-z-]+)::part\(([a-z-]+)\)/g)) assert.ok(has(elements.get(tag).cssParts, part), `${page}: ${part} of <${tag}>`);
    for (const [, property] of code.matchAll(/(--badgepack-[a-z-]+):/g)) assert.ok([...elements.values()].every(({ cssProperties }) => has(cssProperties, property)), `${page}: ${property}`);
  }
});

it("the portal description of docs/portals.md is one that the engine takes", async () => {
  const [{ code }] = of("json").filter(({ page }) => page === "docs/portals.md");
  const description = JSON.parse(code);
  const failing = (given) => survey({ portal: { url: "http://127.0.0.1:9", description: given }, token: "none" }).then(() => "taken", ({ code }) => code);
  assert.equal(await failing(description), "unreachable"); // it was read, and its portal asked
  assert.equal(await failing({ ...description, sections: [{ ...description.sections[0], kind: "nothing" }] }), "bad-description");
});

it("config.json of docs/host.md lists portals as elements take them, and its headers are those that the site is served with", async () => {
  const [config] = of("json").filter(({ page }) => page === "docs/host.md");
  for (const { name, url } of JSON.parse(config.code).portals) assert.ok(name && URL.canParse(url));
  const [{ code }] = of("http").filter(({ page }) => page === "docs/host.md");
  const told = Object.fromEntries(code.trim().split("\n").map((line) => /^([\w-]+): (.*)$/.exec(line).slice(1)));
  assert.deepEqual(told, headers(["https://badges.example.org"]));
});

it("every link between the documents leads somewhere", async () => {
  for (const page of [...pages, "examples/plain/README.md"]) {
    for (const [, to] of (await readFile(join(root, page), "utf8")).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)) {
      await assert.doesNotReject(readdir(join(root, dirname(page), to)).catch(() => readFile(join(root, dirname(page), to))), `${page}: ${to}`);
    }
  }
});
