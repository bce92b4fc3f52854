// A site with `<badge-replace-run>` alone on its page.
import { build } from "esbuild";
import { cp, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export async function mountSite() {
  const out = await mkdtemp(join(tmpdir(), "badgepack-mount-"));
  await build({ entryPoints: [at("tests/browser/replace-mount.mjs")], outfile: join(out, "mount.js"), bundle: true, format: "esm", target: "es2022", tsconfig: at("tsconfig.json"), external: ["node:*"], logLevel: "warning" });
  for (const file of await readdir(at("dist/site"))) if (/\.(wasm|css)$/.test(file)) await cp(at(`dist/site/${file}`), join(out, file));
  await writeFile(join(out, "index.html"), `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Replace badge</title><link rel="icon" href="data:,"><link rel="stylesheet" href="site.css"><script type="module" src="mount.js"></script><body><header class="site"><span class="name">badgepack</span></header><main><h1>Replace a badge</h1></main></body></html>`);
  return out;
}
