// Badgr's public pages: no token. JSON unless the Accept header names text/html; pictures by redirect to /media.
import { answer, html, json, page, picture, redirect } from "./answer.mjs";
import { bakePng, bakeSvg, pythonJson } from "./bake.mjs";
import { bakedFile } from "./badgr.mjs";
import { notFound } from "./badgr-pages.mjs";
import { achievement3, assertion1, assertion2, badge2, credential3, foreignAssertion, issuer2, issuer3, publicIds } from "./openbadges.mjs";

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
  return document(ctx, { ...credential, badge, image: `${origin}/media/uploads/badges/${bakedFile(award)}` });
}

function publicBadge(ctx) {
  const badge = ctx.world.class(ctx.id);
  const ids = publicIds(ctx.origin);
  if (!badge) return notFound();
  if (version(ctx) === "3_0") return document(ctx, achievement3(badge, ids, ctx.origin));
  return document(ctx, badge2(badge, ids, { issuer: expands(ctx, "issuer") }));
}

function publicIssuer(ctx) {
  const issuer = ctx.world.issuer(ctx.id);
  const ids = publicIds(ctx.origin);
  if (!issuer) return notFound();
  return document(ctx, version(ctx) === "3_0" ? issuer3(issuer, ids, ctx.world.source) : issuer2(issuer, ids));
}

function issuerBadges(ctx) {
  const issuer = ctx.world.issuer(ctx.id);
  return issuer ? document(ctx, ctx.world.classes.filter((badge) => badge.issuer === issuer).map((badge) => badge2(badge, publicIds(ctx.origin)))) : notFound();
}

function revocations(ctx) {
  const award = ctx.world.find(ctx.id);
  if (!award?.signed) return notFound();
  const ids = publicIds(ctx.origin);
  return json({ id: `${ids.assertion(award)}/revocations`, issuer: ids.issuer(award.badge.issuer, "?v=3_0"), revokedCredential: [] });
}

const toPicture = (status) => ({ world, id, origin }) => {
  const award = world.find(id);
  return award && !award.revoked ? redirect(`${origin}/media/uploads/badges/${bakedFile(award)}`, status) : notFound();
};

/** The picture as this server baked it at the time of the award: without evidence, even if the served JSON has some. */
function bakedPicture({ world, pictures, origin, id }) {
  const award = world.find(id);
  if (!award || award.revoked) return notFound();
  const ids = publicIds(origin);
  const plain = pictures.badge(award.badge);
  if (award.signed) return picture(bakePng(plain, "openbadgecredential", pythonJson(credential3(award, ids, world.source, { evidence: false, origin }))), false);
  const payload = pythonJson(award.imported ? foreignAssertion(award) : assertion2(award, ids, { evidence: false }));
  return award.badge.svg ? picture(bakeSvg(plain, ids.assertion(award), payload), true) : picture(bakePng(plain, "openbadges", payload), false);
}

function classPicture({ world, pictures, id }) {
  const badge = world.classes.find(({ file }) => file === id);
  return badge ? picture(pictures.badge(badge), badge.svg) : notFound();
}

function logo({ world, pictures, id }) {
  const issuer = world.issuers.find((one) => one.logo === id);
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
  [/^\/public\/issuers\/([\w-]+)\/image$/, ({ world, id, origin }) => (world.issuer(id) ? redirect(`${origin}/media/uploads/issuers/${world.issuer(id).logo}`) : notFound())],
  [/^\/media\/uploads\/badges\/assertion-([\w-]+)\.(?:png|svg)$/, bakedPicture],
  [/^\/media\/uploads\/badges\/([\w-]+\.(?:png|svg))$/, classPicture],
  [/^\/media\/uploads\/issuers\/([\w-]+\.png)$/, logo],
  [/^\/ui\/.*$/, () => html(page("A badge", "<p>This is where Badgr’s own web page of this badge would be.</p>"))],
].map(([path, handle]) => ["GET", path, handle, { headers: VARY }]);
