// The benchmark's server, a process of its own: the page, badgepack as it is built, and for W6 a portal with nothing in its way.
//   node bench/server.mjs     prints its address and stops when its parent does
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { credential, png } from "./data.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = { "/bench/": "target/bench/", "/dist/": "dist/", "/engine/": "target/web/" };
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm", ".json": "application/json" };
// Isolated, because only then does a page have a clock of 5 µs.
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp", "Cache-Control": "no-store" };
const PAGE = 100;
const POOL = 64;

const pictures = new Map();
/** A picture of so many bytes, of a pool that was made before anyone waits for it. */
function picture(bytes, at) {
  if (!pictures.has(bytes)) pictures.set(bytes, Array.from({ length: POOL }, (_, seed) => Buffer.from(png(seed, bytes))));
  return pictures.get(bytes)[at % POOL];
}
const credentials = Array.from({ length: POOL }, (_, at) => Buffer.from(credential(at, 4096)));

/** /api/<badges>x<bytes of a picture>/…: a list in pages, credentials and pictures. */
function portal(path, query) {
  const [, badges, bytes, what] = /^\/api\/(\d+)(?:x(\d+))?\/(.*)$/.exec(path) ?? [];
  if (what === undefined) return null;
  const count = Number(badges);
  const size = Number(bytes ?? 60_000);
  if (what === "badges") {
    const from = (Number(query.get("page") ?? 1) - 1) * PAGE;
    const items = Array.from({ length: Math.max(0, Math.min(PAGE, count - from)) }, (_, at) => {
      const id = from + at;
      return { id, name: `Harbour workshop ${id}`, issued_on: "2025-05-05T00:00:00Z", credential: `credentials/${id}`, picture: `pictures/${id}` };
    });
    return ["application/json", JSON.stringify({ total: count, pages: Math.ceil(count / PAGE), items })];
  }
  const at = Number(what.slice(what.indexOf("/") + 1));
  if (what.startsWith("credentials/")) return ["application/json", credentials[at % POOL]];
  if (what.startsWith("pictures/")) return ["image/png", picture(size, at)];
  return null;
}

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://bench");
  const served = portal(pathname, searchParams);
  if (served) return response.writeHead(200, { ...headers, "Content-Type": served[0], "Content-Length": Buffer.byteLength(served[1]) }).end(served[1]);
  const path = pathname === "/" ? "/bench/index.html" : pathname;
  const [prefix, folder] = Object.entries(folders).find(([prefix]) => path.startsWith(prefix)) ?? [];
  const file = folder && normalize(join(root, folder, path.slice(prefix.length)));
  const found = file?.startsWith(join(root, folder).replace(/\/$/, sep)) && (await stat(file).catch(() => null));
  if (!found?.isFile()) return response.writeHead(404, headers).end();
  response.writeHead(200, { ...headers, "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Length": found.size });
  return createReadStream(file).pipe(response);
}

picture(60_000, 0);
picture(2_000, 0);
const server = createServer((request, response) => answer(request, response).catch(() => response.destroy()));
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume();
