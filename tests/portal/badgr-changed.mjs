// Badgr's changed feeds: everything the user's issuers hold, revoked and expired awards too, by the time of the last change.
import { answer, jsonList } from "./answer.mjs";
import { stamp } from "./catalogue.mjs";
import { allowing } from "./badgr-issuing.mjs";
import { assertionRecord, classRecord, issuerRecord } from "./badgr-records.mjs";
import { failure, pageOf, pageUrl, toCursor } from "./badgr-pages.mjs";

const PAGE = 100;
const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** Microseconds since 1970 in Badgr's form. */
const stampOf = (micros) => stamp(Math.floor(micros / 1000), micros % 1_000_000);

/** The place just before a client's `since`; "" when none was given, null when it is no ISO 8601 time with a zone. */
function placeBefore(url) {
  const given = url.searchParams.get("since")?.replace(/ (?=\d\d:?\d\d$)/, "+");
  if (given === undefined) return "";
  const moment = WITH_ZONE.test(given) ? Date.parse(given) : Number.NaN;
  return Number.isNaN(moment) ? null : stampOf(moment * 1000 - 1);
}

/** Records ascending by `updatedAt`: untouched ones stand by their creation, touched ones after them. */
function feed(ctx, { count, at, touched, show, gone = () => false }) {
  const { url, estate } = ctx;
  const since = placeBefore(url);
  if (since === null) return failure(400, "bad request", {}, { fieldErrors: { since: ["must be ISO-8601 format with time zone"] } });
  const late = touched.map((index) => ({ index, updatedAt: stampOf(at(index).at) })).sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1));
  const skip = new Set(touched);
  const list = {
    count: count + late.length,
    wants: (j) => j >= count || !(skip.has(j) || gone(estate, j)),
    at: (j) => (j < count ? { index: j, updatedAt: at(j).createdAt } : late[j - count]),
    place: ({ updatedAt }) => updatedAt,
    descending: false,
  };
  const num = Number.parseInt(url.searchParams.get("num") ?? "", 10);
  const cursor = url.searchParams.get("cursor") ?? (since && toCursor(since, false));
  const { records, next, prev } = pageOf(list, { num: num > 0 ? num : PAGE, cursor });
  const pagination = {
    hasNext: Boolean(next), nextResults: next && pageUrl(ctx, "cursor", next),
    hasPrevious: Boolean(prev && url.searchParams.has("cursor")), previousResults: prev && url.searchParams.has("cursor") ? pageUrl(ctx, "cursor", prev) : null,
  };
  const after = `],"pagination":${JSON.stringify(pagination)},"timestamp":${JSON.stringify(stampOf(Date.now() * 1000).replace("Z", "+00:00"))}}`;
  return answer(200, "application/json", [...jsonList('{"status":{"success":true,"description":"ok"},"result":[', records.map(({ index }) => show(at(index))), after)].join(""));
}

const assertions = (ctx) => feed(ctx, {
  count: ctx.estate.total(),
  at: ctx.estate.award,
  touched: ctx.estate.touched(),
  gone: (estate, index) => estate.isRemoved(index),
  show: (award) => assertionRecord(award, ctx),
});
const few = (list, show) => (ctx) => {
  const all = list(ctx);
  const touched = all.flatMap(({ at }, index) => (at ? [index] : []));
  return feed(ctx, { count: all.length, at: (index) => all[index], touched, show: (one) => show(one, ctx) });
};

export const routes = [
  ["GET", /^\/v2\/assertions\/changed$/, assertions, allowing("GET")],
  ["GET", /^\/v2\/badgeclasses\/changed$/, few(({ estate }) => estate.classes, classRecord), allowing("GET")],
  ["GET", /^\/v2\/issuers\/changed$/, few(({ estate }) => estate.issuers, issuerRecord), allowing("GET")],
];
