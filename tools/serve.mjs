// Serves the built site on this machine, with the headers it is to be published with, and the demo portal beside it.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const site = fileURLToPath(new URL("../dist/site", import.meta.url));

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".wasm": "application/wasm", // browsers compile while loading only what is named so
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/**
 * The headers of every answer. `connect` is where the pages may send requests to, besides the site itself.
 * @param {string[]} connect sources of the Content Security Policy
 */
export const headers = (connect) => ({
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:", // no https: on purpose: a badge's picture must not tell anyone who looks at it
    ["connect-src 'self'", ...connect].join(" "),
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types badgepack",
  ].join("; "),
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Permissions-Policy": "local-network-access=(), camera=(), microphone=(), geolocation=()",
  "Cache-Control": "no-cache",
});

// A person may type the address of any portal. A site published for certain portals names only those.
const anywhere = ["https:", "http://localhost:*", "http://127.0.0.1:*"];

/**
 * Serves a folder on 127.0.0.1; `/config.json` tells the pages which portals to offer.
 * @param {{port?: number, portals?: {name: string, url: string, demo?: {token?: string, issuer?: string}}[], anyPortal?: boolean, root?: string}} options
 *   `port` 0 is any free one; without `anyPortal` the pages reach only `portals`; `root` is the site unless told otherwise
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` ends with a slash
 */
export async function startSite({ port = 0, portals = [], anyPortal = false, root = site } = {}) {
  const origins = portals.map(({ url }) => new URL(url).origin);
  const common = headers([...new Set([...(anyPortal ? anywhere : []), ...origins])]);

  const answer = async (request, response) => {
    const refuse = (status, text) => response.writeHead(status, { ...common, "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only GET and HEAD are served here.");

    let path;
    try {
      path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    } catch {
      return refuse(400, "This is no address.");
    }
    if (path === "/config.json") {
      return response.writeHead(200, { ...common, "Content-Type": types[".json"] }).end(JSON.stringify({ portals }));
    }
    const file = normalize(join(root, path.endsWith("/") ? `${path}index.html` : path));
    const found = file.startsWith(root + sep) && !file.includes("\0") && (await stat(file).catch(() => null));
    if (!found || !found.isFile()) return refuse(404, `There is no ${path} here.`);

    response.writeHead(200, { ...common, "Content-Type": types[extname(file)] ?? "application/octet-stream", "Content-Length": found.size });
    if (request.method === "HEAD") return response.end();
    createReadStream(file).on("error", () => response.destroy()).pipe(response);
  };

  const server = createServer((request, response) => answer(request, response).catch(() => response.destroy()));
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `port` when nothing listens there, otherwise 0: any free one. */
const ifFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(0));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(port)));
  });

async function main() {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "4321" }, portal: { type: "string" }, badges: { type: "string", default: "200" } },
  });
  const port = wholeNumber("--port", values.port, 65535);
  const badges = wholeNumber("--badges", values.badges, 1_000_000);

  const portal = values.portal === undefined ? await demoPortal(badges) : await givenPortal(values.portal);
  const served = await startSite({ port, portals: [portal.entry], anyPortal: true }).catch((error) => {
    throw error.code === "EADDRINUSE" ? new Error(`Port ${port} is in use. Choose another one: ./build.sh serve --port ${port + 1}`) : error;
  });

  // Portals that let in developers' pages know them as localhost (Badgr compares the name, its fork the whole origin).
  console.log(`\n  Open    ${served.url.replace("127.0.0.1", "localhost")}`);
  console.log(`  Portal  ${portal.entry.url}${portal.about}`);
  console.log("  Stop    Ctrl+C\n");

  const stop = () => Promise.all([served.close(), portal.close()]).then(() => process.exit(0));
  process.once("SIGINT", stop).once("SIGTERM", stop);
}

async function demoPortal(badges) {
  const { startPortal } = await import("../tests/portal/server.mjs");
  const { url, close } = await startPortal({ port: await ifFree(8080), badges });
  return { entry: { name: "Demo portal", url, demo: { token: "demo", issuer: "issuer" } }, about: `  (the demo portal: invented people, ${badges} badges; tokens "demo" for a learner, "issuer" for an issuer)`, close };
}

async function givenPortal(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(`--portal wants an address with https:// or http://, not "${text}".`);
  return { entry: { name: url.host, url: text }, about: "", close: async () => {} };
}

function wholeNumber(option, text, most) {
  if (!/^\d{1,7}$/.test(text) || Number(text) > most) throw new Error(`${option} wants a whole number from 0 to ${most}, not "${text}".`);
  return Number(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error) => {
    console.error(`serve: ${error.message}`);
    process.exit(1);
  });
}
