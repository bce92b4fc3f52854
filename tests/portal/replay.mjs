// Replays a folder of recorded traffic: each NAME.json holds {request, response}; a picture's bytes stand beside it as NAME.png or NAME.svg.
//   node tests/portal/replay.mjs tests/fixtures/badgr [port]
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { readBody } from "./answer.mjs";
import { failure, notFound } from "./badgr-pages.mjs";
import { createCors } from "./cors.mjs";

const RECORDED = /http:\/\/localhost:800[01]/g;
const NOT_REPLAYED = ["content-length", "date", "server", "connection", "access-control-allow-origin", "access-control-expose-headers"];

function load(folder) {
  return readdirSync(folder).filter((file) => file.endsWith(".json")).sort().map((file) => {
    const { request, response } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const name = basename(file, ".json");
    const binary = ["png", "svg"].map((kind) => join(folder, `${name}.${kind}`)).find((path) => existsSync(path));
    const body = "json" in response ? JSON.stringify(response.json) : "text" in response ? response.text : binary ? readFileSync(binary) : "";
    const headers = Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key.toLowerCase(), value]));
    return { name, request, headers, url: new URL(request.url), status: response.status, answered: response.headers, body };
  });
}

const sorted = (url, without = "-") => [...url.searchParams].filter(([key]) => !key.startsWith(without)).map(([key, value]) => `${key}=${value}`).sort().join("&");

// From strict to loose: the query letter for letter, as a set, and as a set without the include_* flags (not every recording has them).
const QUERY_MATCHES = [
  (a, b) => a.search === b.search,
  (a, b) => sorted(a) === sorted(b),
  (a, b) => sorted(a, "include_") === sorted(b, "include_"),
];

function fields(text, type = "") {
  try {
    return type.includes("json") ? JSON.parse(text || "{}") : Object.fromEntries(new URLSearchParams(text));
  } catch {
    return {};
  }
}

/** How well a recording fits this request, when several were recorded at one address. */
function fit(recording, request, sent, allowed) {
  const { headers } = recording;
  const accept = request.headers.accept ?? "*/*";
  const bearer = "authorization" in request.headers;
  const kind = accept.includes("text/html") ? "text/html" : accept.includes("application/json") ? "application/json" : "application/ld+json";
  let score = 0;
  if (headers["user-agent"] && headers["user-agent"] !== request.headers["user-agent"]) score -= 100;
  if (("authorization" in headers) === bearer) score += 40;
  if (headers.accept === kind) score += 20;
  if (allowed(headers.origin) === allowed(request.headers.origin ?? "http://localhost")) score += 30;
  for (const [key, value] of Object.entries(recording.request.body ?? {})) score += sent[key] === value ? 12 : -2;
  if (recording.status < 400) score += 5;
  return score;
}

/**
 * Starts a replay on 127.0.0.1. `rewrite` puts this server's origin in the place of the recorded one, in bodies and headers.
 * `prefer`: names of recordings that win where several stand at one address; `asked` makes of a path the one that was recorded.
 * Any bearer token is good.
 */
export async function startReplay({ folder, port = 0, rewrite = true, prefer = [], asked = (path) => path }) {
  const recordings = load(folder);
  const cors = createCors();
  const picture = ["baked-before.png", "baked.png"].map((file) => join(folder, file)).find((path) => existsSync(path));
  const requests = [];
  let own = "";

  function find(request, url, sent) {
    const here = recordings.filter((one) => one.request.method === request.method && one.url.pathname === url.pathname);
    for (const matches of QUERY_MATCHES) {
      const found = here.filter((one) => matches(one.url, url));
      if (found.length) {
        const score = (one) => fit(one, request, sent, cors.allowed) + (prefer.includes(one.name) ? 1000 : 0);
        return found.reduce((best, one) => (score(one) > score(best) ? one : best));
      }
    }
    // A preflight is answered the same way everywhere.
    if (request.method !== "OPTIONS") return null;
    return recordings.find((one) => one.request.method === "OPTIONS" && cors.allowed(one.headers.origin) === cors.allowed(request.headers.origin)) ?? null;
  }

  function toAnswer(request, url, sent) {
    const recording = find(request, url, sent);
    if (!recording) {
      if (picture && /^\/media\/uploads\/badges\/assertion-[\w-]+\.png$/.test(url.pathname)) return { status: 200, headers: { "Content-Type": "image/png" }, body: readFileSync(picture) };
      return notFound();
    }
    if ("authorization" in recording.headers && !/^Bearer ./.test(request.headers.authorization ?? "")) return failure(401, "no valid auth token found");
    const swap = (text) => (rewrite ? text.replace(RECORDED, own) : text);
    const headers = Object.fromEntries(Object.entries(recording.answered)
      .filter(([name]) => !NOT_REPLAYED.includes(name.toLowerCase()))
      .map(([name, value]) => [name, swap(value)]));
    return { status: recording.status, headers, body: typeof recording.body === "string" ? swap(recording.body) : recording.body };
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => response.writeHead(500).end(error.message));
  });
  async function serve(request, response) {
    const url = new URL(asked(request.url), own);
    const sent = fields(await readBody(request), request.headers["content-type"]);
    const { status, headers, body } = toAnswer(request, url, sent);
    requests.push({ method: request.method, path: request.url, origin: request.headers.origin ?? null, authorization: "authorization" in request.headers, status });
    response.writeHead(status, { ...headers, ...cors.grant(request.headers.origin, false), "Content-Length": Buffer.byteLength(body) }).end(body);
  }

  await new Promise((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", done));
  own = `http://127.0.0.1:${server.address().port}`;
  return {
    url: own,
    requests,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const replay = await startReplay({ folder: process.argv[2], port: Number(process.argv[3] ?? 0) });
  console.log(`replay ${replay.url} (${process.argv[2]})`);
  const stop = () => replay.close().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
  setTimeout(stop, 4 * 3_600_000).unref();
}
