// The demo portal: a stand-in for tests and for the demo. It speaks Badgr v2 and a learner portal's API at once, on the loopback only.
//   node tests/portal/server.mjs --port 8080 --badges 5000
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { accounts } from "./accounts.mjs";
import { answer, bodyBytes, html, page, readBody, roomToWrite } from "./answer.mjs";
import { createWorld } from "./awards.mjs";
import { routes as changed } from "./badgr-changed.mjs";
import { routes as groups } from "./badgr-groups.mjs";
import { routes as hosted } from "./badgr-hosted.mjs";
import { routes as issuing } from "./badgr-issuing.mjs";
import { routes as replacing } from "./badgr-replace.mjs";
import { failure, notFound } from "./badgr-pages.mjs";
import { routes as backpack } from "./badgr.mjs";
import { createCors } from "./cors.mjs";
import { createFaults, damaged, relabelled, replacement, sendBroken } from "./faults.mjs";
import { detail, routes as learner } from "./learner.mjs";
import { pictures } from "./pictures.mjs";
import { routes as published } from "./public.mjs";
import { createSignin } from "./signin.mjs";

const LEARNER_PATH = /^\/(v1|oauth|badge|provider|media\/(avatars|badges|imports)|\.well-known)\b/;
const MOST_REQUESTS_KEPT = 200_000;

/**
 * Starts a demo portal on 127.0.0.1.
 * `origins`: who may read from a browser (default localhost and 127.0.0.1, any port); `faults`: rules as in faults.mjs;
 * `expireAfter`: requests until the token expires once; `slow`: milliseconds before each answer; `equality: false`: no such data;
 * `jwt`: two credentials come as VC-JWTs; `awards`: how many awards the account "issuer" gave; `fork`: its side answers as the fork of 2026;
 * `wipes`: a PUT sets back what it leaves out; `resize`: uploaded PNGs are made anew; `rebakeMs`: how long one award takes to be baked anew,
 * while the PUT waits, or afterwards with `rebakeQueued`;
 * `log`: called with a line per request. `requests` lists {method, path, origin, authorization, at, status}: `at` in milliseconds of `performance.now()`; status 0 is "never answered".
 */
export async function startPortal({ port = 0, badges = 42, seed = 1, origins, faults: rules, log, expireAfter, slow = 0, equality = true, jwt = false, awards = 240, fork = false, wipes = false, resize = false, rebakeMs = 0, rebakeQueued = false } = {}) {
  const world = createWorld({ seed, badges, awards, jwt, fork });
  const cors = createCors(origins);
  const faults = createFaults(rules);
  const signin = createSignin({ source: world.source, cors, expireAfter, accounts: accounts(world.source, { fork }) });
  const description = readFileSync(new URL("../../www/portals/navigatr-like.json", import.meta.url));
  const shared = { world, pictures: pictures(world), options: { equality, wipes, resize, rebakeMs, rebakeQueued } };
  const requests = [];
  let own = "";

  const routes = [
    ["GET", /^\/$/, () => html(page("Demo portal", `<p>A stand-in with ${badges} badges of made-up people, for badgepack’s tests and demo. Sign in with the token <code>demo</code>, or as <code>learner@example.org</code> with the password <code>demo</code>; to issue badges, with the token <code>issuer</code>, or as <code>issuer@example.org</code>.</p>`)), {}],
    ["GET", /^\/\.well-known\/badgepack\.json$/, () => answer(200, "application/json", description), {}],
    ...signin.routes, ...backpack, ...changed, ...replacing, ...issuing, ...groups, ...hosted, ...published, ...learner,
  ];

  /** The server's own address as the client wrote it: a page opened at localhost gets localhost in the records, too. */
  const originOf = (request) => (/^(localhost|127\.0\.0\.1):\d+$/.test(request.headers.host ?? "") ? `http://${request.headers.host}` : own);

  async function trueAnswer(request, url, toLearner, fault) {
    const method = request.method === "HEAD" ? "GET" : request.method;
    const atPath = routes.filter(([, path]) => path.test(url.pathname));
    const route = atPath.find(([verb]) => verb === method);
    const needsToken = (route ?? atPath[0])?.[3]?.token || (!route && /^\/v[12]\//.test(url.pathname));
    const headers = route?.[3]?.headers ?? {};
    const account = needsToken ? signin.admits(request, toLearner) : null;
    if (needsToken && !account) {
      return toLearner ? detail(401, "Could not validate credentials", { "WWW-Authenticate": "Bearer" }) : failure(401, "no valid auth token found", { ...headers, Vary: "Accept, Authorization, Cookie, Origin" });
    }
    if (!route && atPath.length) return toLearner ? detail(405, "Method Not Allowed") : failure(405, "method not allowed");
    if (!route) return toLearner ? detail(404, "Not Found") : notFound();
    const [, id, rest] = route[1].exec(url.pathname);
    const given = await route[2]({ ...shared, request, url, id, rest, fault, account, estate: account && world.estates[account.estate], origin: originOf(request) });
    return { ...given, headers: { ...headers, ...given.headers } };
  }

  async function control(request, response, url) {
    const send = (value, status = 200) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    if (url.pathname === "/__requests") return send(requests);
    try {
      if (request.method === "DELETE") faults.clear();
      else faults.set(JSON.parse(await readBody(request)));
      return send({ ok: true });
    } catch (error) {
      return send({ error: error.message }, 400);
    }
  }

  async function serve(request, response) {
    const url = new URL(request.url, own);
    if (url.pathname === "/__faults" || url.pathname === "/__requests") return control(request, response, url);
    const toLearner = LEARNER_PATH.test(url.pathname);
    const entry = { method: request.method, path: request.url, origin: request.headers.origin ?? null, authorization: Boolean(request.headers.authorization ?? request.headers["x-access-token"]), at: performance.now(), status: 0, abandoned: false };
    requests.push(entry);
    response.on("close", () => (entry.abandoned = !response.writableFinished));
    if (requests.length > MOST_REQUESTS_KEPT) requests.shift();

    const fault = faults.take(request.method, request.url) ?? {};
    if (slow + (fault.delay ?? 0)) await sleep(slow + (fault.delay ?? 0));
    if (fault.hang) return undefined;
    if (fault.reset) return request.socket.resetAndDestroy();
    const origin = fault.noCors ? undefined : request.headers.origin;
    const preflight = request.method === "OPTIONS" && request.headers["access-control-request-method"];
    const given = preflight ? cors.preflight(origin, toLearner) : (replacement(fault, toLearner) ?? (await trueAnswer(request, url, toLearner, fault)));
    if (fault.lost) return request.socket.resetAndDestroy();
    const labelled = relabelled(given, fault);
    const full = { ...labelled, headers: { ...labelled.headers, ...(preflight ? {} : cors.grant(origin, toLearner)) } };
    if (fault.corrupt) full.body = damaged(bodyBytes(full.body));
    entry.status = full.status;
    log?.(`${full.status} ${request.method} ${request.url}`);
    if (["cut", "gzip", "chunked", "noLength", "drip", "endless"].some((kind) => fault[kind] !== undefined)) return sendBroken(response, full, fault);
    return send(response, full);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(error instanceof SyntaxError ? 400 : 500, { "Content-Type": "application/json" }).end(JSON.stringify({ detail: error.message }));
      log?.(`error ${request.method} ${request.url}: ${error.message}`);
    });
  });
  await new Promise((done, failed) => server.once("error", failed).listen(port, "127.0.0.1", done));
  own = `http://127.0.0.1:${server.address().port}`;
  return {
    url: own,
    requests,
    faults,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

/** Sends a whole answer; pieces go out only as fast as they are read. */
async function send(response, { status, headers, body }) {
  if (typeof body === "string" || Buffer.isBuffer(body)) {
    return response.writeHead(status, { ...headers, ...(status !== 204 && { "Content-Length": Buffer.byteLength(body) }) }).end(body);
  }
  response.writeHead(status, headers);
  for (const piece of body) {
    if (response.destroyed) return undefined;
    if (!response.write(piece)) await roomToWrite(response);
  }
  return response.end();
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "8080" }, badges: { type: "string", default: "42" }, seed: { type: "string", default: "1" },
      origin: { type: "string", multiple: true }, quiet: { type: "boolean", default: false }, minutes: { type: "string", default: "240" },
      "no-equality": { type: "boolean", default: false }, jwt: { type: "boolean", default: false }, "expire-after": { type: "string" }, slow: { type: "string", default: "0" },
      faults: { type: "string" }, awards: { type: "string", default: "240" }, fork: { type: "boolean", default: false }, wipes: { type: "boolean", default: false },
      resize: { type: "boolean", default: false }, "rebake-ms": { type: "string", default: "0" }, "rebake-queued": { type: "boolean", default: false },
    },
  });
  const number = (name) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a whole number, not "${values[name]}"`);
    return value;
  };
  const portal = await startPortal({
    port: number("port"), badges: number("badges"), seed: values.seed, origins: values.origin, slow: number("slow"),
    equality: !values["no-equality"], jwt: values.jwt, expireAfter: values["expire-after"] === undefined ? undefined : number("expire-after"),
    awards: number("awards"), fork: values.fork, wipes: values.wipes, resize: values.resize, rebakeMs: number("rebake-ms"), rebakeQueued: values["rebake-queued"],
    faults: values.faults && JSON.parse(values.faults), log: values.quiet ? undefined : (line) => console.error(line),
  });
  console.log(`demo portal ${portal.url} (token demo, ${number("badges")} badges)`);
  const stop = () => portal.close().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
  setTimeout(stop, number("minutes") * 60_000).unref();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error) => {
    console.error(`demo portal: ${error.message}`);
    process.exit(1);
  });
}
