// Copies of the package, each with engines of its own that nothing has loaded yet.
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const dist = new URL("../../dist/", import.meta.url);

/** The package anew, until the test is over. */
export async function freshPackage(t) {
  const folder = await mkdtemp(join(tmpdir(), "badgepack-copy-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of await readdir(dist)) if (/\.(js|wasm)$/.test(name)) await cp(new URL(name, dist), join(folder, name));
  await cp(new URL("../package.json", dist), join(folder, "package.json"));
  return import(pathToFileURL(join(folder, "badgepack.js")));
}

/** The file of an engine in dist/. */
export const engineFile = (name) => new URL(name === "learner" ? "badgepack.wasm" : `badgepack-${name}.wasm`, dist);
