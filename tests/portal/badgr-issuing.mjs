// The issuer's side of Badgr v2, read: issuers, badge classes and the awards given. Whoever has no rights gets 404.
import { classRecord, assertionRecord, issuerRecord } from "./badgr-records.mjs";
import { badgrList, cursorOf, enveloped, notFound, placeOf } from "./badgr-pages.mjs";

export const flag = (url, name) => ["1", "true"].includes((url.searchParams.get(name) ?? "").toLowerCase());

/** A route that needs a token, with the headers recorded there. */
export const allowing = (methods) => ({ token: true, headers: { Vary: "Accept, Authorization, Origin", Allow: `${methods}, HEAD, OPTIONS`, "X-Frame-Options": "SAMEORIGIN" } });

/** Runs `handle` with the issuer of the path, or says 404. */
export const ofIssuer = (handle) => (ctx) => {
  const issuer = ctx.estate.issuer(ctx.id);
  return issuer ? handle(ctx, issuer) : notFound();
};
export const ofClass = (handle) => (ctx) => {
  const badge = ctx.estate.class(ctx.id);
  return badge ? handle(ctx, badge) : notFound();
};
export const ofAward = (handle) => (ctx) => {
  const award = ctx.estate.find(ctx.id);
  return award ? handle(ctx, award) : notFound();
};

/** The hosted service leaves archived classes out unless asked; the open-source server knows no archive. */
function classes(ctx, list) {
  const all = ctx.account.dress === "hosted" && !flag(ctx.url, "include_archived") ? list.filter(({ retired }) => !retired) : list;
  return badgrList(ctx, { count: all.length, at: (i) => all[i], show: (badge) => classRecord(badge, ctx) });
}

/** Expired and revoked awards come only when asked for. There is no filter by date. */
function assertions(ctx, list) {
  const { estate, url } = ctx;
  meddle(ctx, list);
  const scope = estate.scope(list);
  const [expired, revoked] = [flag(url, "include_expired"), flag(url, "include_revoked")];
  const people = url.searchParams.getAll("recipient");
  return badgrList(ctx, {
    count: scope.count,
    at: scope.at,
    wants: (k) => !estate.isRemoved(scope.indexAt(k)) && (people.length === 0 || people.includes(estate.recipientAt(scope.indexAt(k)))),
    keep: (award) => (expired || !award.expired) && (revoked || !award.revoked),
    show: (award) => assertionRecord(award, ctx),
  });
}

/** The faults `award` and `unaward`: somebody awards, or takes away, while the list is being read. */
function meddle({ estate, fault = {}, url }, list) {
  for (let n = 0; list.length > 0 && n < (fault.award ?? 0); n += 1) estate.add(list[n % list.length]);
  if (!fault.unaward) return;
  const scope = estate.scope(list);
  const from = placeOf(cursorOf(url)) ?? "~";
  let left = fault.unaward;
  for (let k = scope.count - 1; k >= 0 && left > 0; k -= 1) {
    if (estate.isRemoved(scope.indexAt(k)) || scope.at(k).createdAt >= from) continue;
    estate.remove(scope.indexAt(k));
    left -= 1;
  }
}

const READ_WRITE = allowing("GET, PUT, DELETE");
const LIST = allowing("GET, POST");

export const routes = [
  ["GET", /^\/v2\/issuers$/, (ctx) => enveloped(ctx.estate.issuers.map((issuer) => issuerRecord(issuer, ctx))), LIST],
  ["GET", /^\/v2\/issuers\/([^/]+)$/, ofIssuer((ctx, issuer) => enveloped([issuerRecord(issuer, ctx)])), READ_WRITE],
  ["GET", /^\/v2\/issuers\/([^/]+)\/badgeclasses$/, ofIssuer((ctx, issuer) => classes(ctx, ctx.estate.of(issuer))), LIST],
  ["GET", /^\/v2\/issuers\/([^/]+)\/assertions$/, ofIssuer((ctx, issuer) => assertions(ctx, ctx.estate.of(issuer))), LIST],
  ["GET", /^\/v2\/badgeclasses$/, (ctx) => classes(ctx, ctx.estate.classes), LIST],
  ["GET", /^\/v2\/badgeclasses\/([^/]+)\/assertions$/, ofClass((ctx, badge) => assertions(ctx, [badge])), LIST],
  ["GET", /^\/v2\/assertions\/([^/]+)$/, ofAward((ctx, award) => enveloped([assertionRecord(award, ctx)])), READ_WRITE],
];
