// bench/page → target/bench: the page, its worker, and the peers in them. badgepack stays outside: it is loaded as a page would.
import { build } from "esbuild";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
await build({
  absWorkingDir: root,
  entryPoints: ["main", "worker", "start"].map((name) => `bench/page/${name}.mjs`),
  outdir: "target/bench",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  define: { global: "globalThis" },
  external: ["/dist/*", "/engine/*"],
  logLevel: "warning",
});
await cp(`${root}bench/page/index.html`, `${root}target/bench/index.html`);
