// The types as a project of somebody else's meets them: every declaration is checked, by the oldest TypeScript that the docs name.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { packed, run, shown } from "./projects.mjs";

const read = (file) => readFile(new URL(`../../${file}`, import.meta.url), "utf8");

let packing, folder;
before(async () => {
  packing = await packed();
  const [, oldest] = /^## TypeScript\n\nFrom (\d+\.\d+)\./m.exec(await read("docs/bundlers.md"));
  folder = await packing.project("node", "https://badges.example.org", { as: "types", versions: { typescript: `~${oldest}.0`, "@types/node": "20.19.43" } });
});
after(() => packing.close());

/** What the compiler says of a file; nothing, if it holds. */
async function said(text, lib, types = []) {
  const options = { strict: true, exactOptionalPropertyTypes: true, noImplicitOverride: true, noEmit: true, skipLibCheck: false, target: "es2022", module: "nodenext", lib, types };
  await writeFile(join(folder, "given.ts"), text);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["given.ts"] }));
  return run(folder, "npx", "tsc").then(() => "", ({ message }) => message);
}

it("a back end that knows no DOM can use the functions", async () => {
  assert.equal(await said(await read("examples/node/nightly.mjs"), ["es2023"], ["node"]), "");
  assert.match(await said("document.title;", ["es2023"], ["node"]), /Cannot find name 'document'/, "and it still knows none");
});

it("a portal description that is imported as JSON is one", async () => {
  const code = `declare const token: string;\n${await shown("docs/bundlers.md", "TypeScript", "ts")}`;
  assert.equal(await said(code, ["es2022", "dom"]), "");
});

it("one's own class of an element overrides what browsers call", async () => {
  const extended = (method) => `import { BadgeExport } from "badgepack/elements";
    class Mine extends BadgeExport { override ${method} { super.${method.replace(/: [^,)]+/g, "")}; this.portal = "https://badges.example.org"; } }
    const mine: BadgeExport = new Mine();`;
  for (const method of ["connectedCallback()", "disconnectedCallback()", "attributeChangedCallback(name: string, old: string | null, value: string | null)"]) assert.equal(await said(extended(method), ["es2022", "dom"]), "");
  assert.match(await said(extended("nothing()"), ["es2022", "dom"]), /TS4113/);
});
