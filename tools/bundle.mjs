// target/web + target/types + www → dist: the npm package, and in dist/site the static site.
import { build } from "esbuild";
import { statSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { engineMaker } from "./engine-maker.mjs";
import { makePages } from "./pages.mjs";
import { thirdParty } from "./third-party.mjs";

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

/** Lit with what tools/lit-globals.mjs has in the place of globals. */
const ownGlobals = {
  name: "Lit's globals",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/node_modules\/(@lit|lit[a-z-]*)\/.*\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const own = text.replace(/(\w+)\.createPolicy\("lit-html",/, "createPolicy($1,");
      if (path.endsWith("/lit-html.js") && own === text) throw new Error("Lit makes its policy of Trusted Types in a way that tools/bundle.mjs does not know.");
      return { contents: `import { HTMLElement, CSSStyleSheet, document, createPolicy } from ${JSON.stringify(at("tools/lit-globals.mjs"))};${own}` };
    }),
};

/** oauth4webapi publishes a source map, but not the sources that it names. */
const ownSource = {
  name: "oauth4webapi's source",
  setup: ({ onLoad }) => onLoad({ filter: /\/node_modules\/oauth4webapi\/.*\.js$/ }, async ({ path }) => ({ contents: (await readFile(path, "utf8")).replace(/^\/\/# sourceMappingURL=.*$/m, "") })),
};

/**
 * Bundles entries into one folder; what they share stands in a file beside them, next to badgepack.wasm, which it names by URL. What each
 * file was made of and imports is kept for tools/sizes.mjs.
 */
const bundle = async (entries, folder) => {
  const { metafile } = await build({
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
    metafile: true,
    legalComments: "linked",
    charset: "utf8",
    external: ["node:*"],
    plugins: [engineMaker, ownGlobals, ownSource],
    logLevel: "warning",
  });
  await mkdir(at("target/made-of"), { recursive: true });
  await writeFile(at("target/made-of", `${basename(folder)}.json`), JSON.stringify(metafile));
  await writeFile(at(folder, "THIRD-PARTY.txt"), thirdParty(metafile, [...engines.values()]));
};

/** Declarations with their imports as they stand in dist: the core's own beside the others, and every file by the name of its .js. */
const declared = async (file) =>
  (await readFile(at("target/types", file), "utf8"))
    .replace(/(["'])((?:\.\.\/)*)\.\.\/target\/web\/(\w+_engine)\.js\1/g, (_, quote, up, name) => `${quote}${up || "./"}${name}.js${quote}`)
    .replace(/(["'])(\.{1,2}\/[^"'\n]*)(?<!\.d)\.ts\1/g, "$1$2.js$1")
    .replace(/\bBufferSource\b/g, "ArrayBuffer | ArrayBufferView"); // which only TypeScript's DOM knows

/**
 * An engine's declarations, of dist's own error codes and without what no project can use: how it is begun, and Symbol.dispose, which
 * TypeScript knows only where it is asked to. Before 5.7 it knows no kinds of arrays of bytes either; www/bytes.ts says how both know them.
 */
const engineDeclared = async (file) => {
  const [used, begun] = (await readFile(at("target/web", file), "utf8")).split(/^(?=export type InitInput )/m);
  if (!begun) throw new Error(`target/web/${file} does not declare how an engine is begun in the way that tools/bundle.mjs knows.`);
  return used
    .replace(/\b(\w+Array)<ArrayBuffer>/g, "ReturnType<typeof $1.of>")
    .replaceAll("../../www/", "./")
    .replace(/^ *\[Symbol\.dispose\]\(\): void;\n/gm, "");
};

/** The declarations of what the package exports, and of what they name; nothing of how the elements are made. Those of www/types are as they are. */
const declarations = async (entries) => {
  for (const file of await filesUnder("www/types")) await put(join("www/types", file), join("dist", file));
  const files = new Map();
  for (const waiting = [...entries]; waiting.length > 0; ) {
    const file = waiting.pop();
    if (files.has(file)) continue;
    const engine = /^\w+_engine\.d\.ts$/.test(file);
    const text = `${file === "badgepack.d.ts" ? '/// <reference path="./platform.d.ts" />\n' : ""}${await (engine ? engineDeclared(file) : declared(file))}`;
    files.set(file, text);
    if (!engine) for (const [, name] of text.matchAll(/["'](\.{1,2}\/[^"']+)\.js["']/g)) waiting.push(`${join(dirname(file), name)}.d.ts`);
  }
  for (const [file, text] of files) {
    await mkdir(dirname(at("dist", file)), { recursive: true });
    await writeFile(at("dist", file), text);
  }
};

await rm(at("dist"), { recursive: true, force: true });
await bundle(["www/badgepack.ts", "www/elements.ts"], "dist");
await bundle(["www/site.ts"], "dist/site");
await declarations(["badgepack.d.ts", "elements.d.ts", "wasm.d.ts"]);
for (const folder of ["dist", "dist/site"]) {
  for (const [file, name] of engines) await put(`target/web/${name}_engine.wasm`, join(folder, file));
}
for (const file of await filesUnder("www")) {
  if (/\.ts$|^package\.json$|^(pages|types)\//.test(file)) continue;
  await put(join("www", file), join("dist/site", file));
  if (/^portals\/[^/]+\.json$/.test(file)) await put(join("www", file), join("dist", file));
}
await makePages(at("dist/site"));
