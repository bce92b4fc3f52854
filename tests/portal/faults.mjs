// Faults on demand. A rule: {match: "substring", "/regex/" or "/regex/i", times: 1 | n | "always", fault: {…}}.
// The match is against "METHOD /path?query". What a fault may hold is listed in `FAULTS`; several may stand together.
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { bodyBytes, html, json, redirect, roomToWrite } from "./answer.mjs";

export const FAULTS = ["status", "retryAfter", "body", "html", "json", "redirect", "type", "next", "delay", "hang", "reset", "cut", "gzip", "chunked", "noLength", "rst", "drip", "endless",
  "noCors", "corrupt", "award", "unaward", "repeat", "skip", "meanwhile", "lost", "rebakeStops"];

function parseRule(rule, at) {
  const { match, times = 1, fault } = rule ?? {};
  if (typeof match !== "string" || match === "") throw new Error(`rule ${at}: "match" must be a text`);
  if (times !== "always" && !(Number.isInteger(times) && times > 0)) throw new Error(`rule ${at}: "times" must be "always" or a whole number above 0`);
  if (typeof fault !== "object" || fault === null) throw new Error(`rule ${at}: "fault" must be an object`);
  const unknown = Object.keys(fault).find((key) => !FAULTS.includes(key));
  if (unknown) throw new Error(`rule ${at}: there is no fault "${unknown}"; there are ${FAULTS.join(", ")}`);
  const regex = /^\/(.+)\/(i?)$/.exec(match);
  const expression = regex && new RegExp(regex[1], regex[2]);
  return { left: times === "always" ? Infinity : times, fault, hits: expression ? (line) => expression.test(line) : (line) => line.includes(match) };
}

export function createFaults(rules = []) {
  let list = [];
  const set = (next) => {
    if (!Array.isArray(next)) throw new Error("faults are a JSON list of rules");
    list = next.map(parseRule);
  };
  set(rules);
  return {
    set,
    clear: () => set([]),
    /** The fault for this request, used up by one. A preflight meets only `noCors`. */
    take(method, path) {
      const rule = list.find(({ left, fault, hits }) => left > 0 && hits(`${method} ${path}`) && (method !== "OPTIONS" || fault.noCors));
      if (!rule) return null;
      rule.left -= 1;
      return rule.fault;
    },
  };
}

const REASON = { 401: "no valid auth token found", 403: "forbidden", 404: "entity not found or insufficient privileges", 429: "too many requests", 503: "service unavailable" };

/** The answer that a fault puts in the place of the true one, or null. */
export function replacement(fault, learner) {
  if (fault.json !== undefined) return json(fault.json);
  if (fault.html) return html("<!doctype html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>");
  if (fault.redirect) return redirect(fault.redirect);
  if (!fault.status) return null;
  const headers = fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) };
  if (fault.body !== undefined) return { status: fault.status, headers: { "Content-Type": /^\s*[[{]/.test(fault.body) ? "application/json" : "text/plain", ...headers }, body: String(fault.body) };
  if (fault.status === 500 && !learner) return html("<!doctype html><html><body><p>We're sorry, an error has occurred.<p></body></html>", 500);
  const reason = REASON[fault.status] ?? "error";
  const body = learner ? { detail: reason } : { status: { success: false, description: reason }, result: [], fieldErrors: {}, validationErrors: [] };
  return json(body, fault.status, headers);
}

/** The answer under another type, or with another next page than its own. */
export function relabelled(answer, { type, next }) {
  const headers = { ...(type && { "Content-Type": type }), ...(next && { Link: `<${next}>; rel="next"` }) };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Bytes damaged past the middle: in a PNG that is within IDAT, so that its CRC no longer holds. */
export function damaged(bytes) {
  const out = Buffer.from(bytes);
  const middle = Math.floor(out.length * 0.6);
  for (let i = middle; i < Math.min(middle + 8, out.length); i += 1) out[i] ^= 0x5a;
  return out;
}

/** Sends an answer in one of the broken ways: cut off, in drops, or without end. */
export async function sendBroken(response, answer, fault) {
  let bytes = bodyBytes(answer.body);
  const headers = { ...answer.headers };
  if (fault.gzip) {
    bytes = gzipSync(bytes);
    headers["Content-Encoding"] = "gzip";
  }
  if (fault.endless) return sendEndless(response, answer.status, headers, bytes);
  if (fault.noLength) {
    // No length and no chunks: the end of the connection ends the body, and a cut looks like a whole answer.
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
  } else if (!fault.chunked) {
    headers["Content-Length"] = bytes.length;
  }
  response.writeHead(answer.status, headers);
  if (fault.drip !== undefined) {
    const step = Math.max(1, Math.ceil(bytes.length / 16));
    for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
      response.write(bytes.subarray(at, at + step));
      await sleep(fault.drip);
    }
    return response.end();
  }
  if (fault.cut === undefined) return response.end(bytes);
  const part = bytes.subarray(0, fault.cut);
  if (fault.noLength) return response.end(part);
  response.flushHeaders();
  // What was written has to be on its way before the connection is reset, or it goes with it.
  return response.write(part, () => (fault.rst ? setImmediate(() => response.socket?.resetAndDestroy()) : response.destroy()));
}

async function sendEndless(response, status, headers, bytes) {
  response.writeHead(status, headers);
  response.write(bytes);
  const filler = Buffer.alloc(16_384, " ");
  while (!response.destroyed) {
    if (!response.write(filler)) await roomToWrite(response);
    await sleep(1);
  }
}
