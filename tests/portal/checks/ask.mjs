// Asking a portal, and reading what was recorded.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const FIXTURES = new URL("../../fixtures/", import.meta.url);
export const ORIGIN = "http://localhost:4321";
export const TOKEN = { Authorization: "Bearer demo" };

export const fixture = (name) => readFileSync(new URL(name, FIXTURES));
export const fixtureFolder = (name) => new URL(`${name}/`, FIXTURES).pathname;
export const recorded = (name) => JSON.parse(fixture(`${name}.json`));

/** A request as badgepack's page sends it; redirects are not followed. */
export async function ask(portal, path, { headers = {}, ...rest } = {}) {
  const address = path.startsWith("http") ? path : portal.url + path;
  const response = await fetch(address, { redirect: "manual", headers: { Origin: ORIGIN, Accept: "application/json", ...headers }, ...rest });
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = bytes.toString();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, bytes, text, json };
}

export const get = (portal, path, headers = {}) => ask(portal, path, { headers: { ...TOKEN, ...headers } });
export const post = (portal, path, body, headers = {}) => ask(portal, path, { method: "POST", headers, body });
export const form = (portal, path, fields) => post(portal, path, new URLSearchParams(fields));

const kind = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** An item of a list has the shape of one of the recorded items. */
function sameAsOne(item, recordedItems, place) {
  const errors = [];
  for (const one of recordedItems) {
    try {
      return sameShape(item, one, place);
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors[0];
}

/** Same keys in the same order, same types, all the way down. A null on either side goes with anything, a recorded `{}` with any object. */
export function sameShape(actual, expected, place = "answer") {
  if (actual === null || expected === null) return;
  assert.equal(kind(actual), kind(expected), `${place} is of another type`);
  if (Array.isArray(expected)) {
    if (expected.length) actual.forEach((item, i) => sameAsOne(item, expected, `${place}[${i}]`));
  } else if (typeof expected === "object" && Object.keys(expected).length) {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), `${place} has other fields`);
    for (const key of Object.keys(expected)) sameShape(actual[key], expected[key], `${place}.${key}`);
  }
}

const SAME_HEADERS = ["content-type", "cache-control", "pragma", "access-control-allow-origin", "access-control-expose-headers", "access-control-allow-headers", "access-control-allow-methods", "access-control-max-age"];

/** The stand-in's answer has the recording's status, headers that matter, fields and types. */
export async function likeRecorded(portal, name, path, options = { headers: TOKEN }) {
  const { response } = recorded(name.includes("/") ? name : `badgr/${name}`);
  const given = await ask(portal, path, options);
  assert.equal(given.status, response.status, `${name}: status`);
  const expected = new Headers(response.headers);
  for (const header of SAME_HEADERS) assert.equal(given.headers.get(header), expected.get(header), `${name}: ${header}`);
  for (const header of ["link", "location"]) assert.equal(given.headers.has(header), expected.has(header), `${name}: ${header}`);
  if (response.json !== undefined) sameShape(given.json, response.json, name);
  if (response.status === 401 || response.status === 404) assert.deepEqual(given.json, response.json);
  return given;
}

/** The headers of an account's static token. */
export const as = (token) => ({ Authorization: `Bearer ${token}` });

/** Every record of a list, page by page, and the pages' Link headers. */
export async function walk(portal, path, headers = TOKEN) {
  const records = [];
  const links = [];
  for (let next = path; next; ) {
    const page = await ask(portal, next, { headers });
    assert.equal(page.status, 200, next);
    records.push(...page.json.result);
    links.push(Object.fromEntries([...(page.headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, to, rel]) => [rel, to])));
    next = links.at(-1).next;
  }
  return { records, links };
}

/** A PUT of JSON, and a read of a list or record, as an issuer does them; the class whose name has this part. */
export const put = (portal, path, body, account = "issuer") => ask(portal, path, { method: "PUT", headers: { ...as(account), "Content-Type": "application/json" }, body: JSON.stringify(body) });
export const read = async (portal, path) => (await ask(portal, path, { headers: as("issuer") })).json.result;
export const findClass = async (portal, part) => (await read(portal, "/v2/badgeclasses")).find(({ name }) => name.includes(part));
export const dataUri = (bytes, type = "image/png") => `data:${type};base64,${Buffer.from(bytes).toString("base64")}`;
