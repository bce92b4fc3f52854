// target/web + target/types + www → dist: the npm package, and in dist/site the static site.
import { build } from "esbuild";
import { statSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => join(root, ...parts);

/** Each engine's file, as www/engine.ts names it, and the feature of the crate that it is made of. */
const engines = new Map([
  ["badgepack.wasm", "learner"],
  ["badgepack-inspector.wasm", "inspector"],
  ["badgepack-unzip.wasm", "unzip"],
  ["badgepack-issuer.wasm", "issuer"],
  ["badgepack-replace.wasm", "replace"],
  ["badgepack-rebake.wasm", "rebake"],
]);

const filesUnder = async (folder) =>
  (await readdir(at(folder), { recursive: true })).filter((name) => statSync(at(folder, name)).isFile());

const put = async (from, to) => {
  await mkdir(dirname(at(to)), { recursive: true });
  await cp(at(from), at(to));
};

/** Bundles entries into one folder; what they share stands in a file beside them, next to badgepack.wasm, which it names by URL. */
const bundle = (entries, folder) =>
  build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    chunkNames: "shared-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    sourcemap: true,
    legalComments: "linked",
    charset: "utf8",
    external: ["node:*"],
    logLevel: "warning",
  });

/** The declarations of the package: in dist the core's own lie beside the others, and imports name the .js files. */
const declarations = async () => {
  for (const file of (await filesUnder("target/types")).filter((name) => !/^site(\.d\.ts$|\/)/.test(name))) {
    const text = (await readFile(at("target/types", file), "utf8"))
      .replace(/(["'])((?:\.\.\/)*)\.\.\/target\/web\/(\w+_engine)\.js\1/g, (_, quote, up, name) => `${quote}${up || "./"}${name}.js${quote}`)
      .replace(/(["'])(\.{1,2}\/[^"'\n]*)(?<!\.d)\.ts\1/g, "$1$2.js$1");
    await mkdir(dirname(at("dist", file)), { recursive: true });
    await writeFile(at("dist", file), text);
  }
  for (const name of engines.values()) await put(`target/web/${name}_engine.d.ts`, `dist/${name}_engine.d.ts`);
};

await rm(at("dist"), { recursive: true, force: true });
await bundle(["www/badgepack.ts", "www/elements.ts"], "dist");
await bundle(["www/site.ts"], "dist/site");
await declarations();
for (const folder of ["dist", "dist/site"]) {
  for (const [file, name] of engines) await put(`target/web/${name}_engine.wasm`, join(folder, file));
}
for (const file of await filesUnder("www")) {
  if (file.endsWith(".ts")) continue;
  await put(join("www", file), join("dist/site", file));
  if (/^portals\/[^/]+\.json$/.test(file)) await put(join("www", file), join("dist", file));
}
