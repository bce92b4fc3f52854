// Prints what a page has to load, and fails when an engine, or what the elements load before anybody needs them, has grown over its limit.
import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Bytes in gzip that an engine may have. */
const engineLimit = 200_000;
/** Bytes in gzip of all JavaScript that a page loads for all elements before somebody uses one. */
const elementsLimit = 25_000;

const root = new URL("../", import.meta.url);
const dist = new URL("dist/", root);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(11);
const sizeOf = (name) => {
  const bytes = readFileSync(new URL(name, dist));
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
};
const print = (name, { raw, gzip }) => console.log(`${name.padEnd(width)}${kB(raw)}${kB(gzip)}`);
const fail = (text) => {
  console.error(text);
  process.exitCode = 1;
};

const files = [...readdirSync(dist), ...readdirSync(new URL("site/", dist)).map((name) => `site/${name}`)].filter((name) => /\.(js|css|wasm)$/.test(name)).map(sizeOf);
const width = Math.max(...files.map(({ name }) => name.length), 36);
console.log(`${"dist/".padEnd(width)}${"raw".padStart(11)}${"gzip".padStart(11)}`);
for (const file of files) print(file.name, file);

for (const { name, gzip } of files.filter(({ name, gzip }) => name.endsWith(".wasm") && gzip > engineLimit)) {
  fail(`${name} has ${gzip} bytes in gzip; the limit is ${engineLimit}. Find what made it grow (twiggy top on the .wasm in target/web).`);
}

/** What esbuild wrote, by the files' names: what each imports, and what it was made of. */
const byName = ({ outputs }) => new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));

/** A file and everything that is loaded with it. */
function withImports(written, name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const { path, kind } of written.get(name).imports) if (kind === "import-statement" && written.has(basename(path))) withImports(written, basename(path), found);
  return found;
}

const sum = (sizes) => sizes.reduce((all, { raw, gzip }) => ({ raw: all.raw + raw, gzip: all.gzip + gzip }), { raw: 0, gzip: 0 });
const madeOf = byName(JSON.parse(readFileSync(new URL("target/made-of/dist.json", root), "utf8")));

console.log("\nLoaded at once by");
const elements = sum([...withImports(madeOf, "elements.js")].map(sizeOf));
print('import "badgepack/elements"', elements);
if (elements.gzip > elementsLimit) {
  fail(`All elements load ${elements.gzip} bytes of JavaScript in gzip before anybody uses one; the limit is ${elementsLimit}. A panel and its texts load when they are needed: see www/elements/shell.ts.`);
}

// Who only inspects gets nothing of what pages are made of, nor of what exports, whatever the bundler leaves out.
const { metafile, outputFiles } = await build({
  stdin: { contents: 'export { inspect } from "badgepack";', resolveDir: fileURLToPath(root) },
  bundle: true, splitting: true, format: "esm", target: "es2022", minify: true, metafile: true, write: false, outdir: "inspect", external: ["node:*"], logLevel: "error",
});
const written = byName(metafile);
const loaded = [...withImports(written, "stdin.js")];
const sizes = outputFiles.filter(({ path }) => loaded.includes(basename(path))).map(({ contents }) => ({ raw: contents.length, gzip: gzipSync(contents, { level: 9 }).length }));
print('import { inspect } from "badgepack"', sum(sizes));
const taken = loaded.flatMap((name) => Object.keys(written.get(name).inputs)).map((path) => basename(path)).filter((name) => madeOf.has(name));
const strange = taken.flatMap((name) => Object.keys(madeOf.get(name).inputs)).filter((source) => /^(node_modules|www\/(elements|messages|locale))\b/.test(source) && source !== "www/messages/save.ts");
if (strange.length > 0) fail(`import { inspect } loads what it does not need: ${strange.join(", ")}`);
