// Prints what a page has to load, and fails when an engine has grown over its limit.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const limit = 200_000; // bytes of an engine in gzip
const dist = new URL("../dist/", import.meta.url);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(11);

const files = [...readdirSync(dist), ...readdirSync(new URL("site/", dist)).map((name) => `site/${name}`)]
  .filter((name) => /\.(js|css)$/.test(name) || name.endsWith(".wasm"))
  .map((name) => {
    const bytes = readFileSync(new URL(name, dist));
    return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  });

const width = Math.max(...files.map(({ name }) => name.length));
console.log(`${"dist/".padEnd(width)}${"raw".padStart(11)}${"gzip".padStart(11)}`);
for (const { name, raw, gzip } of files) console.log(`${name.padEnd(width)}${kB(raw)}${kB(gzip)}`);

for (const { name, gzip } of files.filter(({ name, gzip }) => name.endsWith(".wasm") && gzip > limit)) {
  console.error(`${name} has ${gzip} bytes in gzip; the limit is ${limit}. Find what made it grow (twiggy top on the .wasm in target/web).`);
  process.exitCode = 1;
}
