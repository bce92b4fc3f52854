// Badgr's public pages: no token. JSON unless the Accept header names text/html; pictures by redirect to /media.
import { answer, html, json, page, picture, redirect } from "./answer.mjs";
import { bakePng, bakeSvg, pythonJson } from "./bake.mjs";
import { bakedFile } from "./badgr-records.mjs";
import { notFound } from "./badgr-pages.mjs";
import { achievement3, assertion1, assertion2, badge1, badge2, credential3, foreignAssertion, issuer1, issuer2, issuer3, publicIds } from "./openbadges.mjs";

/** JSON for programs, a redirect to the web pages for browsers. An Accept of anything (curl, fetch) gives ld+json, as recorded. */
function document(ctx, value) {
  const accept = ctx.request.headers.accept ?? "*/*";
  if (accept.includes("text/html")) return redirect(`${ctx.origin}/ui${ctx.url.pathname}`);
  return answer(200, accept.includes("application/json") ? "application/json" : "application/ld+json", JSON.stringify(value));
}

const expands = ({ url }, name) => url.searchParams.getAll("expand").includes(name);
const version = ({ url }) => url.searchParams.get("v");

function publicAssertion(ctx) {
  const { world, origin } = ctx;
  const ids = publicIds(origin);
  const award = world.find(ctx.id);
  if (!award) return notFound();
  const expand = { expandBadge: expands(ctx, "badge"), expandIssuer: expands(ctx, "badge.issuer") };
  if (version(ctx) === "1_1") return document(ctx, assertion1(award, ids));
  if (award.imported) return document(ctx, { ...foreignAssertion(award), sourceUrl: ids.assertion(award), hostedUrl: `${origin}/public/assertions/${award.entityId}` });
  if (!award.signed) return document(ctx, assertion2(award, ids, expand));
  if (version(ctx) === "2_0") return document(ctx, assertion2(award, ids, { ...expand, v: "?v=2_0" }));
  const credential = credential3(award, ids, world.source, { origin });
  if (!expand.expandBadge) return document(ctx, credential);
  // The fork's `expand_json_ifneeded`: `badge` is added and a top-level `image` written into the signed JSON, so the proof no longer holds.
  const badge = { ...achievement3(award.badge, ids, origin, expand.expandIssuer, world.source), sharedOnNetwork: null, networkImage: null };
  return document(ctx, { ...credential, badge, image: `${origin}/media/${bakedFile(award, world.source)}` });
}

function publicBadge(ctx) {
  const badge = ctx.world.class(ctx.id);
  const ids = publicIds(ctx.origin);
  if (!badge) return notFound();
  if (version(ctx) === "3_0") return document(ctx, achievement3(badge, ids, ctx.origin));
  if (version(ctx) === "1_1") return document(ctx, badge1(badge, ids));
  return document(ctx, badge2(badge, ids, { issuer: expands(ctx, "issuer") }));
}

function publicIssuer(ctx) {
  const issuer = ctx.world.issuer(ctx.id);
  const ids = publicIds(ctx.origin);
  if (!issuer) return notFound();
  if (version(ctx) === "1_1") return document(ctx, issuer1(issuer, ids));
  return document(ctx, version(ctx) === "3_0" ? issuer3(issuer, ids, ctx.world.source) : issuer2(issuer, ids));
}

function issuerBadges(ctx) {
  const issuer = ctx.world.issuer(ctx.id);
  return issuer ? document(ctx, ctx.world.classesOf(issuer).map((badge) => badge2(badge, publicIds(ctx.origin)))) : notFound();
}

function revocations(ctx) {
  const award = ctx.world.find(ctx.id);
  if (!award?.signed) return notFound();
  const ids = publicIds(ctx.origin);
  return json({ id: `${ids.assertion(award)}/revocations`, issuer: ids.issuer(award.badge.issuer, "?v=3_0"), revokedCredential: [] });
}

const toPicture = (status) => ({ world, id, origin }) => {
  const award = world.find(id);
  return award && !award.revoked ? redirect(`${origin}/media/${bakedFile(award, world.source)}`, status) : notFound();
};

/**
 * The picture as this server baked it. At the time of the award that is without evidence, even if the served JSON has some. Baked anew it
 * is whole; only a signed credential comes out wrong: 2.0 JSON under the keyword of 3.0, as the fork's re-bake makes it.
 */
function baked({ world, pictures, origin }, award) {
  const ids = publicIds(origin);
  const plain = pictures.badge(award.badge, award.version);
  const svg = (award.badge.versions?.[award.version] ?? award.badge).svg;
  const evidence = Boolean(award.turn);
  if (award.signed) {
    const payload = award.turn ? assertion2(award, ids, { v: "?v=2_0" }) : credential3(award, ids, world.source, { evidence, origin });
    return svg ? picture(bakeSvg(plain, ids.assertion(award), pythonJson(payload)), true) : picture(bakePng(plain, "openbadgecredential", pythonJson(payload)), false);
  }
  const payload = pythonJson(award.imported ? foreignAssertion(award) : assertion2(award, ids, { evidence }));
  return svg ? picture(bakeSvg(plain, ids.assertion(award), payload), true) : picture(bakePng(plain, "openbadges", payload), false);
}

/** A file is gone as soon as its award is revoked or baked anew. */
function firstBaked(ctx) {
  const award = ctx.world.find(ctx.id);
  return award && !award.revoked && !award.turn ? baked(ctx, award) : notFound();
}

function bakedAnew(ctx) {
  const award = ctx.world.rebakedAs(ctx.id);
  return award && !award.revoked ? baked(ctx, award) : notFound();
}

function classPicture({ world, pictures, id }) {
  const found = world.pictureOf(id);
  return found ? picture(pictures.badge(found.badge, found.version), id.endsWith(".svg")) : notFound();
}

function logo({ world, pictures, id }) {
  const issuer = world.logoOf(id);
  return issuer ? picture(pictures.logo(issuer), false) : notFound();
}

const VARY = { Vary: "Accept, Authorization, Cookie, Origin", Allow: "GET, HEAD, OPTIONS" };

export const routes = [
  [/^\/public\/assertions\/([\w-]+)(?:\.json)?$/, publicAssertion],
  [/^\/public\/assertions\/([\w-]+)\/image$/, toPicture(302)],
  [/^\/public\/assertions\/([\w-]+)\/baked$/, toPicture(301)],
  [/^\/public\/assertions\/([\w-]+)\/revocations$/, revocations],
  [/^\/public\/badges\/([\w-]+)(?:\.json)?$/, publicBadge],
  [/^\/public\/badges\/([\w-]+)\/criteria$/, ({ id }) => redirect(`/public/badges/${id}`)],
  [/^\/public\/badges\/([\w-]+)\/image$/, ({ world, id, origin }) => (world.class(id) ? redirect(`${origin}/media/uploads/badges/${world.class(id).file}`) : notFound())],
  [/^\/public\/issuers\/([\w-]+)(?:\.json)?$/, publicIssuer],
  [/^\/public\/issuers\/([\w-]+)\/badges$/, issuerBadges],
  [/^\/public\/issuers\/([\w-]+)\/image$/, ({ world, id, origin }) => (world.issuer(id)?.logo ? redirect(`${origin}/media/uploads/issuers/${world.issuer(id).logo}`) : notFound())],
  [/^\/media\/uploads\/badges\/assertion-([\w-]+)\.(?:png|svg)$/, firstBaked],
  [/^\/media\/assertion-([0-9a-f]{32})\.(?:png|svg)$/, bakedAnew],
  [/^\/media\/uploads\/badges\/([\w-]+\.(?:png|svg))$/, classPicture],
  [/^\/media\/uploads\/issuers\/([\w-]+\.png)$/, logo],
  [/^\/ui\/.*$/, () => html(page("A badge", "<p>This is where Badgr’s own web page of this badge would be.</p>"))],
].map(([path, handle]) => ["GET", path, handle, { headers: VARY }]);
