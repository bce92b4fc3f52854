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

/** Same keys in the same order, same types, all the way down. A null on either side goes with anything. */
export function sameShape(actual, expected, place = "answer") {
  if (actual === null || expected === null) return;
  assert.equal(kind(actual), kind(expected), `${place} is of another type`);
  if (Array.isArray(expected)) {
    if (expected.length) actual.forEach((item, i) => sameAsOne(item, expected, `${place}[${i}]`));
  } else if (typeof expected === "object") {
    assert.deepEqual(Object.keys(actual), Object.keys(expected), `${place} has other fields`);
    for (const key of Object.keys(expected)) sameShape(actual[key], expected[key], `${place}.${key}`);
  }
}
