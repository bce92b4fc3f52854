// The package as npm makes it: what others' tools say of it, and whether what is generated is in step with its source.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { file as manifestFile, manifest } from "../../tools/packaging/manifest.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const dist = new URL("../../dist/", import.meta.url);
const tools = fileURLToPath(new URL("../../tools/packaging/node_modules/.bin/", import.meta.url));

/** Runs a program in the project; resolves to how it ended and what it said. */
const run = (program, ...options) =>
  new Promise((resolve) => execFile(program, options, { cwd: root, maxBuffer: 1 << 24 }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, said: stdout + stderr, stdout })));

it("publint has nothing to say of it", async () => {
  const { code, said } = await run(`${tools}publint`, "--strict", root);
  assert.equal(code, 0, said);
  assert.match(said, /All good!/);
});

it("every way to import it finds its types", async () => {
  const { code, said } = await run(`${tools}attw`, "--pack", root, "--profile", "esm-only", "--format", "ascii");
  assert.equal(code, 0, said);
});

it("everything in the exports map is there, and each name gives what it says", async () => {
  const { exports } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  assert.deepEqual(Object.keys(exports), [".", "./elements", "./react", "./*.wasm", "./portals/*.json", "./custom-elements.json", "./package.json"]);
  const engines = (await readdir(dist)).filter((name) => name.endsWith(".wasm"));
  assert.equal(engines.length, 6);
  for (const name of engines) assert.ok(WebAssembly.validate(await readFile(new URL(import.meta.resolve(`badgepack/${name}`)))), name);
  for (const name of ["portals/navigatr-like.json", "custom-elements.json", "package.json"]) JSON.parse(await readFile(new URL(import.meta.resolve(`badgepack/${name}`)), "utf8"));
  const own = await import("badgepack");
  assert.equal(typeof own.exportLearner, "function");
});

/** What npm packs. */
async function packedFiles() {
  const { stdout } = await run("npm", "pack", "--dry-run", "--json");
  const [{ files, unpackedSize }] = JSON.parse(stdout);
  return { names: files.map(({ path }) => path), unpackedSize };
}

it("what npm packs is the package, small, and needs nothing else", async () => {
  const { names, unpackedSize } = await packedFiles();
  const beside = names.filter((path) => !/^(dist|docs|examples|bench)\//.test(path)).sort();
  assert.deepEqual(beside, ["CHANGELOG.md", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "custom-elements.json", "package.json"]);
  assert.deepEqual(names.filter((path) => path.startsWith("dist/site") || (path.startsWith("bench/") && !path.endsWith(".md"))), []);
  assert.ok(unpackedSize < 6_000_000, `${unpackedSize} bytes`);
  const { dependencies, peerDependencies, scripts } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  assert.deepEqual([dependencies, peerDependencies, scripts], [undefined, undefined, undefined]);
});

it("what package.json and the documents name is in what npm packs", async () => {
  const { names } = await packedFiles();
  const there = (path) => names.some((name) => name === path || name.startsWith(`${path.replace(/\/$/, "")}/`));
  for (const path of JSON.parse(await readFile(join(root, "package.json"), "utf8")).sideEffects) assert.ok(there(join(path)), path);
  const pages = names.filter((name) => name.endsWith(".md"));
  assert.ok(pages.includes("README.md") && pages.includes("docs/embed.md") && pages.includes("docs/api/badgepack.md"));
  for (const page of pages) {
    const prose = (await readFile(join(root, page), "utf8")).replace(/^```.*?^```$/gms, "");
    for (const [, to] of prose.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)) assert.ok(there(join(dirname(page), to)), `${page}: ${to}`);
  }
});

it("THIRD-PARTY.txt names every npm package and every crate that is built in, with its licence", async () => {
  const notices = await readFile(new URL("THIRD-PARTY.txt", dist), "utf8");
  const of = (name) => new RegExp(`^${name}(?: [\\d.]+|, in .+) \\(.+\\)$`, "m");
  // What the source maps say, and what engines name in what they say of a panic: neither is what the file was made from.
  const named = new Set();
  for (const name of await readdir(dist)) {
    if (name.endsWith(".js.map")) for (const path of JSON.parse(await readFile(new URL(name, dist), "utf8")).sources) named.add(/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
    if (name.endsWith(".wasm")) for (const [, crate] of (await readFile(new URL(name, dist), "latin1")).matchAll(/([a-z][a-z0-9_-]*)-\d+\.\d+\.\d+\/src\//g)) named.add(crate);
  }
  named.delete(undefined);
  for (const known of ["lit-html", "oauth4webapi", "serde_json"]) assert.ok(named.has(known), [...named].join(" "));
  for (const name of named) assert.ok(of(name).test(notices), name);
  const { packages } = JSON.parse((await run("cargo", "metadata", "--locked", "--format-version", "1", "--no-deps")).stdout);
  const { dependencies } = packages.find(({ name }) => name === "badgepack");
  const shipped = dependencies.filter(({ kind, target, source }) => kind === null && source && !/not/.test(target));
  assert.ok(shipped.length > 10);
  for (const { name } of shipped) assert.ok(of(name).test(notices), name);
  assert.ok(![homedir(), root].some((path) => notices.includes(path)), "it tells nothing of this machine");
});

it("every source map holds its sources", async () => {
  for (const name of (await readdir(dist)).filter((name) => name.endsWith(".js"))) {
    const { sources, sourcesContent } = JSON.parse(await readFile(new URL(`${name}.map`, dist), "utf8"));
    assert.ok(sourcesContent.length === sources.length && sourcesContent.every((text) => text.length > 0), name);
    assert.ok(sources.every((path) => path.startsWith("../")), name);
  }
});

it("the declarations hold in a strict project that has neither Lit nor Node", async () => {
  const { code, said } = await run("node_modules/.bin/tsc", "--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext", "--types", "", "dist/badgepack.d.ts", "dist/elements.d.ts", "dist/wasm.d.ts");
  assert.equal(code, 0, said);
  for (const name of await readdir(dist, { recursive: true })) {
    if (name.endsWith(".d.ts") && !name.startsWith("site")) assert.equal(/.*(: any\b|<any>|\bany\[\]|"lit").*/.exec(await readFile(new URL(name, dist), "utf8"))?.[0], undefined, name);
  }
});

it("the reference of the API is in step with the types, and every type that it names is in it", async (t) => {
  const out = await mkdtemp(join(tmpdir(), "badgepack-reference-"));
  t.after(() => rm(out, { recursive: true }));
  const { code, said } = await run(`${tools}typedoc`, "--options", "tools/packaging/typedoc.json", "--out", out, "--logLevel", "Warn");
  assert.equal(code, 0, said);
  const written = new URL("../../docs/api/", import.meta.url);
  assert.deepEqual(await readdir(written), await readdir(out));
  for (const name of await readdir(out)) assert.ok((await readFile(new URL(name, written), "utf8")) === (await readFile(join(out, name), "utf8")), `docs/api/${name} is old: run ./build.sh docs, and commit what it makes.`);
});

it("the manifest of the elements is in step with them", async () => {
  assert.equal(await readFile(manifestFile, "utf8"), await manifest(), "custom-elements.json is old: run ./build.sh docs, and commit what it makes.");
});

it("an element tells its page only of events that its manifest has", async () => {
  const { modules } = JSON.parse(await manifest());
  const known = new Set(modules[0].declarations.flatMap(({ events }) => events.map(({ name }) => name)));
  const sources = (await readdir(new URL("../../www/elements/", import.meta.url), { recursive: true })).filter((name) => name.endsWith(".ts"));
  for (const name of sources) {
    const text = await readFile(new URL(`../../www/elements/${name}`, import.meta.url), "utf8");
    for (const [, event] of text.matchAll(/\btell\([^"]+"([a-z-]+)"/g)) assert.ok(known.has(event), `${name} tells ${event}`);
  }
});
