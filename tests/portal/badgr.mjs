// The learner's side of Badgr v2: who I am, and my backpack. All of it needs a token.
import { json } from "./answer.mjs";
import { allowing, flag } from "./badgr-issuing.mjs";
import { bakedFile, media, recipient, userRecord } from "./badgr-records.mjs";
import { enveloped, notFound } from "./badgr-pages.mjs";
import { badge2, foreignAssertion, publicIds } from "./openbadges.mjs";
import { KIND } from "./seeded.mjs";

/** Badgr's own record of whoever signed in. */
const user = ({ account }) => json({ status: { success: true, description: "ok" }, result: [userRecord(account)], latestTermsVersion: 1 });

function backpackRecord(award, { origin, url }) {
  const ids = publicIds(origin);
  const expand = url.searchParams.getAll("expand");
  const foreign = award.imported ? foreignAssertion(award).badge : null;
  const badge = foreign ?? badge2(award.badge, ids, { issuer: expand.includes("issuer") });
  return {
    entityType: "Assertion", entityId: award.entityId, acceptance: award.acceptance, openBadgeId: ids.assertion(award),
    badgeclass: expand.includes("badgeclass") ? badge : award.badge.entityId,
    badgeclassOpenBadgeId: badge.id,
    issuer: award.badge.issuer.entityId,
    issuerOpenBadgeId: foreign ? foreign.issuer.id : ids.issuer(award.badge.issuer),
    image: award.revoked ? null : media(origin, bakedFile(award)),
    recipient: recipient(award), issuedOn: award.issuedOn, narrative: award.narrative,
    revoked: award.revoked, revocationReason: award.revocationReason, expires: award.expires, pending: award.pending,
  };
}

/** Unpaged, and without evidence: `num` is ignored here. Expired, revoked and pending awards come only when asked for. */
function backpack(ctx) {
  const { world, url, account } = ctx;
  if (account.estate !== "learner") return enveloped([]);
  const [expired, revoked, pending] = ["expired", "revoked", "pending"].map((name) => flag(url, `include_${name}`));
  return enveloped((function* all() {
    for (let i = 0; i < world.badges; i += 1) {
      const award = world.award(i);
      if ((expired || !award.expired) && (revoked || !award.revoked) && (pending || !award.pending)) yield backpackRecord(award, ctx);
    }
  })());
}

function backpackDetail(ctx) {
  const award = ctx.account.estate === "learner" ? ctx.world.find(ctx.id) : null;
  return award?.kind === KIND.award ? enveloped([backpackRecord(award, ctx)]) : notFound();
}

function collections({ world, origin, account }) {
  if (account.estate !== "learner") return enveloped([]);
  return enveloped([["My best", "For the application", 0, 4], ["Café & craft", "Hand work — 手工", 4, 9]].map(([name, description, from, to], index) => {
    const hash = world.source.hex(KIND.collection, 100 + index);
    const assertions = [];
    for (let i = from; i < Math.min(to, world.badges); i += 1) assertions.push(world.award(i).entityId);
    return {
      entityType: "BackpackCollection", entityId: world.source.id(KIND.collection, index), name, description, owner: world.userId,
      share_url: `${origin}/public/collections/${hash}`, shareHash: hash, published: index === 0, assertions,
    };
  }));
}

export const routes = [
  ["GET", /^\/v2\/users\/self$/, user],
  ["GET", /^\/v2\/backpack\/assertions$/, backpack],
  ["GET", /^\/v2\/backpack\/assertions\/([^/]+)$/, backpackDetail],
  ["GET", /^\/v2\/backpack\/collections$/, collections],
].map(([method, path, handle]) => [method, path, handle, allowing("GET")]);
