// Badgr's lists: everything when no `num` is asked for; otherwise pages whose neighbours stand only in the Link header.
import { answer, html, jsonList } from "./answer.mjs";

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

export const failure = (status, description, headers = {}, { fieldErrors = {}, validationErrors = [] } = {}) =>
  answer(status, "application/json", JSON.stringify({ status: { success: false, description }, result: [], fieldErrors, validationErrors }), headers);

/** The open-source server's 404 for a path that it does not route: a page, not JSON. */
export const unrouted = () => html("<!doctype html>\n<html><head><title> - Badgr</title></head><body><app><h1>404</h1></app></body></html>", 404, { Vary: "Authorization, Origin" });

export const notFound = (headers) => failure(404, "entity not found or insufficient privileges", headers);

const toPosition = (createdAt) => createdAt.replace("T", " ").replace("Z", "+00:00");
const fromPosition = (position) => position.replace(" ", "T").replace("+00:00", "Z");

/** A cursor is a place in time, in Django's words. */
export const toCursor = (place, backwards) => {
  const query = new URLSearchParams({ ...(backwards && { r: "1" }), p: toPosition(place) });
  return Buffer.from(query.toString()).toString("base64");
};

/**
 * A page out of `count` records that stand in the order in which they are served: `at(j)` gives the j-th, `place(record)` its time.
 * Like Django's cursor pagination: a cursor is a place in time, so pages stay right while records come and go.
 * `shift` moves the page against its cursor: a fault, as of servers that count instead.
 */
export function pageOf({ count, at, place, descending, wants = () => true, keep = () => true }, { num, cursor, shift = 0 }) {
  const position = placeOf(cursor);
  const backwards = new URLSearchParams(Buffer.from(cursor ?? "", "base64").toString()).get("r") === "1";
  const isBefore = (a, b) => (descending ? a > b : a < b);
  /** The first j that does not stand before the cursor; where `through`, the first one after it. */
  const edge = (through) => {
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = place(at(middle));
      if (isBefore(there, position) || (through && there === position)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  let records = [];
  const start = position ? (backwards ? edge(false) - 1 : Math.max(0, edge(true) + shift)) : 0;
  for (let j = start; j >= 0 && j < count && records.length <= num; j += backwards ? -1 : 1) {
    if (!wants(j)) continue;
    const record = at(j);
    if (keep(record)) records.push(record);
  }
  const more = records.length > num;
  records = records.slice(0, num);
  if (backwards) records.reverse();
  return {
    records,
    next: records.length && (backwards || more) ? toCursor(place(records.at(-1)), false) : null,
    prev: records.length && (backwards ? more : Boolean(position)) ? toCursor(place(records[0]), true) : null,
  };
}

/** The cursor of a request, under whichever name the server gave it. */
export const cursorOf = (url) => ["cursor", "after", "before"].map((name) => url.searchParams.get(name)).find(Boolean) ?? null;

/** Where a cursor stands: a time, or null. */
export const placeOf = (cursor) => {
  const position = new URLSearchParams(Buffer.from(cursor ?? "", "base64").toString()).get("p");
  return position && fromPosition(position);
};

/** The address of this list with another cursor; the rest of the query is carried along, sorted. */
export function pageUrl({ url, origin }, name, cursor) {
  const to = new URL(url.pathname, origin);
  for (const [key, value] of url.searchParams) if (!["cursor", "after", "before"].includes(key)) to.searchParams.append(key, value);
  to.searchParams.append(name, cursor);
  to.searchParams.sort();
  return to.href;
}

/** One answer out of records that stand oldest first and are served newest first. `wants` judges by number, `keep` by the record. */
export function badgrList(ctx, { count, at, wants, keep = () => true, show }) {
  const { url, fault = {}, account } = ctx;
  const list = { count, at: (j) => at(count - 1 - j), wants: wants && ((j) => wants(count - 1 - j)), place: ({ createdAt }) => createdAt, descending: true, keep };
  const asked = Number.parseInt(url.searchParams.get("num") ?? "", 10);
  if (!(asked > 0)) {
    return enveloped((function* all() {
      for (let i = 0; i < count; i += 1) {
        if (wants && !wants(i)) continue;
        const record = at(i);
        if (keep(record)) yield show(record);
      }
    })());
  }
  const hosted = account?.dress === "hosted";
  const { records, next, prev } = pageOf(list, { num: Math.min(asked, 500), cursor: cursorOf(url), shift: (fault.skip ?? 0) - (fault.repeat ?? 0) });
  const links = [
    ...(next ? [`<${pageUrl(ctx, hosted ? "after" : "cursor", next)}>; rel="next"`] : []),
    ...(prev ? [`<${pageUrl(ctx, hosted ? "before" : "cursor", prev)}>; rel="prev"`] : []),
  ];
  if (hosted) links.reverse();
  return enveloped(records.map(show), links.length ? { Link: links.join(", ") } : {});
}
