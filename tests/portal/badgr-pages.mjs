// Badgr's lists: everything when no `num` is asked for; otherwise pages newest first, whose neighbours stand only in the Link header.
import { answer, jsonList } from "./answer.mjs";

const BEFORE = '{"status":{"success":true,"description":"ok"},"result":[';

/** The envelope around any iterable of records: with its length when it is small, as recorded, in pieces when it is large. */
export function enveloped(items, headers = {}) {
  const pieces = jsonList(BEFORE, items, "]}");
  const first = pieces.next().value;
  const second = pieces.next();
  if (second.done) return answer(200, "application/json", first, headers);
  return answer(200, "application/json", (function* all() {
    yield first;
    yield second.value;
    yield* pieces;
  })(), headers);
}

export const failure = (status, description, headers = {}) =>
  answer(status, "application/json", JSON.stringify({ status: { success: false, description }, result: [], fieldErrors: {}, validationErrors: [] }), headers);

export const notFound = (headers) => failure(404, "entity not found or insufficient privileges", headers);

const toPosition = (createdAt) => createdAt.replace("T", " ").replace("Z", "+00:00");
const fromPosition = (position) => position.replace(" ", "T").replace("+00:00", "Z");

const toCursor = (createdAt, backwards) => {
  const query = new URLSearchParams({ ...(backwards && { r: "1" }), p: toPosition(createdAt) });
  return Buffer.from(query.toString()).toString("base64");
};

/** How many of the records (oldest first) were created before this moment. */
function countBefore(count, at, createdAt) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle).createdAt < createdAt) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * One answer out of `count` records, where `at(i)` gives the i-th (oldest first), `keep` says whether the query wants it and `show` how it is served.
 * Like Django's cursor pagination: a cursor is a place in time, so pages stay right while records come and go.
 */
export function badgrList({ url, origin }, { count, at, keep = () => true, show }) {
  const asked = Number.parseInt(url.searchParams.get("num") ?? "", 10);
  if (!(asked > 0)) {
    return enveloped((function* all() {
      for (let i = 0; i < count; i += 1) {
        const record = at(i);
        if (keep(record)) yield show(record);
      }
    })());
  }
  const num = Math.min(asked, 500);
  const cursor = new URLSearchParams(Buffer.from(url.searchParams.get("cursor") ?? "", "base64").toString());
  const position = cursor.get("p") && fromPosition(cursor.get("p"));
  const backwards = cursor.get("r") === "1";

  const records = [];
  const edge = position ? countBefore(count, at, position) : count;
  for (let i = backwards ? edge + 1 : edge - 1; i >= 0 && i < count && records.length <= num; i += backwards ? 1 : -1) {
    const record = at(i);
    if (keep(record)) records.push(record);
  }
  const more = records.length > num;
  if (more) records.pop();
  if (backwards) records.reverse();

  const link = (record, back, rel) => {
    const to = new URL(url.pathname, origin);
    for (const [name, value] of url.searchParams) if (name !== "cursor") to.searchParams.append(name, value);
    to.searchParams.append("cursor", toCursor(record.createdAt, back));
    to.searchParams.sort();
    return `<${to.href}>; rel="${rel}"`;
  };
  const links = [];
  if (records.length && (backwards ? true : more)) links.push(link(records.at(-1), false, "next"));
  if (records.length && (backwards ? more : Boolean(position))) links.push(link(records[0], true, "prev"));
  return enveloped(records.map(show), links.length ? { Link: links.join(", ") } : {});
}
