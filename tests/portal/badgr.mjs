// Badgr v2 under /v2: records, field by field, as recorded in tests/fixtures/badgr. All of it needs a token.
import { json } from "./answer.mjs";
import { badgrList, enveloped, notFound } from "./badgr-pages.mjs";
import { KIND } from "./seeded.mjs";
import { LEARNER } from "./people.mjs";
import { badge2, foreignAssertion, publicIds } from "./openbadges.mjs";

const flag = (url, name) => ["1", "true"].includes(url.searchParams.get(name));
const media = (origin, file) => `${origin}/media/uploads/badges/${file}`;

/** Where the server keeps the picture that it baked for an award; null once revoked. */
export const bakedFile = (award) => `assertion-${award.entityId}.${award.badge.svg ? "svg" : "png"}`;

const email = (address) => ({ email: address, verified: true, primary: true, caseVariants: [] });

const recipient = (award) => ({
  identity: award.identity, hashed: award.hashed, type: "email", plaintextIdentity: award.recipient.email, ...(award.salt && { salt: award.salt }),
});

function user({ world }) {
  return json({
    status: { success: true, description: "ok" },
    result: [{
      entityType: "BadgeUser", entityId: world.userId, firstName: LEARNER.firstName, lastName: LEARNER.lastName, emails: [email(LEARNER.email)],
      url: [], telephone: [], agreedTermsVersion: 1, hasAgreedToLatestTermsVersion: true, marketingOptIn: false, badgrDomain: "localhost",
      hasPasswordSet: true, recipient: { type: "email", identity: LEARNER.email },
    }],
    latestTermsVersion: 1,
  });
}

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
  const { world, url } = ctx;
  const [expired, revoked, pending] = ["expired", "revoked", "pending"].map((name) => flag(url, `include_${name}`));
  return enveloped((function* all() {
    for (let i = 0; i < world.badges; i += 1) {
      const award = world.award(i);
      if ((expired || !award.expired) && (revoked || !award.revoked) && (pending || !award.pending)) yield backpackRecord(award, ctx);
    }
  })());
}

function backpackDetail(ctx) {
  const award = ctx.world.find(ctx.id);
  return award?.kind === KIND.award ? enveloped([backpackRecord(award, ctx)]) : notFound();
}

function collections({ world, origin }) {
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

function issuerRecord(issuer, { origin, url, world }) {
  return {
    entityType: "Issuer", entityId: issuer.entityId, openBadgeId: publicIds(origin).issuer(issuer), createdAt: issuer.createdAt, createdBy: world.userId,
    name: issuer.name, image: `${origin}/media/uploads/issuers/${issuer.logo}`, email: issuer.email, description: issuer.description, url: issuer.url,
    ...(url.searchParams.get("include_staff") !== "false" && { staff: [{
      userProfile: {
        entityType: "BadgeUser", entityId: world.userId, firstName: LEARNER.firstName, lastName: LEARNER.lastName, emails: [email(LEARNER.email)],
        url: [], telephone: [], badgrDomain: "localhost",
      },
      user: world.userId, role: "owner",
    }] }),
    extensions: {}, badgrDomain: "localhost",
  };
}

const classRecord = (badge, { origin, world }) => ({
  entityType: "BadgeClass", entityId: badge.entityId, openBadgeId: publicIds(origin).badge(badge), createdAt: badge.createdAt, createdBy: world.userId,
  issuer: badge.issuer.entityId, issuerOpenBadgeId: publicIds(origin).issuer(badge.issuer), name: badge.name, image: media(origin, badge.file),
  description: badge.description, criteriaUrl: badge.criteriaUrl, criteriaNarrative: badge.criteriaNarrative,
  alignments: badge.alignments, tags: badge.tags, expires: badge.expires, extensions: {},
});

function assertionRecord(award, { origin, world }) {
  const ids = publicIds(origin);
  return {
    entityType: "Assertion", entityId: award.entityId, openBadgeId: ids.assertion(award), createdAt: award.createdAt, createdBy: world.userId,
    badgeclass: award.badge.entityId, badgeclassOpenBadgeId: ids.badge(award.badge),
    issuer: award.badge.issuer.entityId, issuerOpenBadgeId: ids.issuer(award.badge.issuer),
    image: award.revoked ? null : media(origin, bakedFile(award)),
    recipient: recipient(award), issuedOn: award.issuedOn, narrative: award.narrative, evidence: award.evidence,
    revoked: award.revoked, revocationReason: award.revocationReason, acceptance: award.acceptance, expires: award.expires, extensions: {},
  };
}

/** The demo account owns the first issuer. Everybody else's is 404, as Badgr says "no rights". */
const ownIssuer = ({ world, id }) => (world.issuer(id) === world.issuers[0] ? world.issuers[0] : null);
const ownClass = ({ world, id }) => world.owned.find((badge) => badge.entityId === id) ?? null;

function assertions(ctx, first, step) {
  const { world, url } = ctx;
  const [expired, revoked] = [flag(url, "include_expired"), flag(url, "include_revoked")];
  const people = url.searchParams.getAll("recipient");
  return badgrList(ctx, {
    count: Math.max(0, Math.ceil((world.issuedCount - first) / step)),
    at: (i) => world.issued(first + i * step),
    keep: (award) => (expired || !award.expired) && (revoked || !award.revoked) && (people.length === 0 || people.includes(award.recipient.email)),
    show: (award) => assertionRecord(award, ctx),
  });
}

const classes = (ctx) => badgrList(ctx, { count: ctx.world.owned.length, at: (i) => ctx.world.owned[i], show: (badge) => classRecord(badge, ctx) });

function assertionDetail(ctx) {
  const award = ctx.world.find(ctx.id);
  return award?.kind === KIND.issued ? enveloped([assertionRecord(award, ctx)]) : notFound();
}

export const routes = [
  ["GET", /^\/v2\/users\/self$/, user],
  ["GET", /^\/v2\/backpack\/assertions$/, backpack],
  ["GET", /^\/v2\/backpack\/assertions\/([^/]+)$/, backpackDetail],
  ["GET", /^\/v2\/backpack\/collections$/, collections],
  ["GET", /^\/v2\/issuers$/, (ctx) => enveloped([issuerRecord(ctx.world.issuers[0], ctx)])],
  ["GET", /^\/v2\/issuers\/([^/]+)$/, (ctx) => (ownIssuer(ctx) ? enveloped([issuerRecord(ownIssuer(ctx), ctx)]) : notFound())],
  ["GET", /^\/v2\/issuers\/([^/]+)\/badgeclasses$/, (ctx) => (ownIssuer(ctx) ? classes(ctx) : notFound())],
  ["GET", /^\/v2\/issuers\/([^/]+)\/assertions$/, (ctx) => (ownIssuer(ctx) ? assertions(ctx, 0, 1) : notFound())],
  ["GET", /^\/v2\/badgeclasses$/, classes],
  ["GET", /^\/v2\/badgeclasses\/([^/]+)$/, (ctx) => (ownClass(ctx) ? enveloped([classRecord(ownClass(ctx), ctx)]) : notFound())],
  ["GET", /^\/v2\/badgeclasses\/([^/]+)\/assertions$/, (ctx) => (ownClass(ctx) ? assertions(ctx, ownClass(ctx).index, ctx.world.owned.length) : notFound())],
  ["GET", /^\/v2\/assertions\/([^/]+)$/, assertionDetail],
].map(([method, path, handle]) => [method, path, handle, { token: true, headers: { Vary: "Accept, Authorization, Origin", Allow: "GET, HEAD, OPTIONS", "X-Frame-Options": "SAMEORIGIN" } }]);
