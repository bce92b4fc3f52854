// Badgr's records, field by field, as recorded in tests/fixtures/badgr and badgr-ob3; and in the words of the hosted service, as its documents give them.
import { emailRecord, staffRecord } from "./accounts.mjs";
import { publicIds } from "./openbadges.mjs";
import { KIND } from "./seeded.mjs";

export const media = (origin, path) => `${origin}/media/${path}`;

/** Where the server keeps the picture that it baked for an award; another file each time that it is baked anew. */
export function bakedFile(award, source) {
  if (!award.turn) return `uploads/badges/assertion-${award.entityId}.${(award.badge.versions?.[0] ?? award.badge).svg ? "svg" : "png"}`;
  return `assertion-${source.hex(KIND.rebaked, award.index, award.turn)}.${award.badge.versions[award.version].svg ? "svg" : "png"}`;
}

export const recipient = (award) => ({
  identity: award.identity, hashed: award.hashed, type: award.recipientType ?? "email", plaintextIdentity: award.recipient.email, ...(award.salt && { salt: award.salt }),
});

export const userRecord = ({ userId, firstName, lastName, email }) => ({
  entityType: "BadgeUser", entityId: userId, firstName, lastName, emails: [emailRecord(email)],
  url: [], telephone: [], agreedTermsVersion: 1, hasAgreedToLatestTermsVersion: true, marketingOptIn: false, badgrDomain: "localhost",
  hasPasswordSet: true, recipient: { type: "email", identity: email },
});

/** 24 hexadecimal digits, as the hosted service's own ids have. */
export const hostedId = (source, kind, index) => source.hex(kind, index).slice(0, 24);

/** What each kind of server adds to, or has in another place than, the open-source server of 2021. */
const DRESSES = {
  badgr: { issuer: (record) => record, badge: (record) => record, award: (record) => record },
  fork: {
    issuer: (record) => ({ ...record, image: record.image && `${record.openBadgeId}/image` }),
    badge({ description, expires, extensions, criteriaUrl, criteriaNarrative, alignments, tags, ...record }, _, { origin }) {
      const added = Object.entries({ Category: "participation", StudyLoad: 60 }).map(([name, value]) => [`extensions:${name}Extension`, {
        "@context": `${origin}/static/extensions/${name}Extension/context.json`, type: ["Extension", `extensions:${name}Extension`], [name]: value,
      }]);
      const days = { days: 1, weeks: 7, months: 30, years: 365 }[expires.duration];
      return {
        ...record, image: `${record.openBadgeId}/image`, description, course_url: null, criteriaUrl, criteriaNarrative, alignments, tags,
        expiration: days ? expires.amount * days : null, extensions: { ...Object.fromEntries(added), ...extensions },
      };
    },
    award: ({ extensions, ...record }) => ({ ...record, image: record.image && `${record.openBadgeId}/image`, course_url: null, extensions }),
  },
  hosted: {
    issuer: (record, { index }, { world }) => ({
      ...record, id: hostedId(world.source, KIND.institution, index), sourceUrl: null, originalJson: null, organizationId: hostedId(world.source, KIND.group, 0),
    }),
    badge: (record, { index, retired }, { world }) => ({
      ...record, alignments: record.alignments.map((one) => ({ ...one, displayAsSkill: false })), id: hostedId(world.source, KIND.course, index), sourceUrl: null, originalJson: null,
      achievementType: "Badge", imageAltText: null, source: "local", archived: retired, archivedDate: retired ? "2024-12-31T12:00:00Z" : null, archivalNote: retired ? "Replaced by a newer badge." : null,
    }),
    award: (record, { index }, { world }) => ({
      ...record, evidence: record.evidence.map((one) => ({ ...one, name: null, description: null, genre: null, audience: null })), id: hostedId(world.source, KIND.given, index), pending: false, source: "local", sourceUrl: null, originalJson: null,
    }),
  },
};
const dress = ({ account }) => DRESSES[account.dress];

export function issuerRecord(issuer, ctx) {
  const { origin, url, account } = ctx;
  return dress(ctx).issuer({
    entityType: "Issuer", entityId: issuer.entityId, openBadgeId: publicIds(origin).issuer(issuer), createdAt: issuer.createdAt, createdBy: issuer.createdBy ?? account.userId,
    name: issuer.name, image: issuer.logo && media(origin, `uploads/issuers/${issuer.logo}`), email: issuer.email, description: issuer.description, url: issuer.url,
    ...(url.searchParams.get("include_staff") !== "false" && { staff: (issuer.staff ?? [account]).map(staffRecord) }),
    extensions: {}, badgrDomain: "localhost",
  }, issuer, ctx);
}

export function classRecord(badge, ctx) {
  const ids = publicIds(ctx.origin);
  return dress(ctx).badge({
    entityType: "BadgeClass", entityId: badge.entityId, openBadgeId: ids.badge(badge), createdAt: badge.createdAt, createdBy: badge.createdBy ?? ctx.account.userId,
    issuer: badge.issuer.entityId, issuerOpenBadgeId: ids.issuer(badge.issuer), name: badge.name, image: media(ctx.origin, `uploads/badges/${badge.file}`),
    description: badge.description, criteriaUrl: badge.criteriaUrl, criteriaNarrative: badge.criteriaNarrative,
    alignments: badge.alignments, tags: badge.tags, expires: badge.expires, extensions: badge.extensions ?? {},
  }, badge, ctx);
}

export function assertionRecord(award, ctx) {
  const { origin, world, account } = ctx;
  const ids = publicIds(origin);
  return dress(ctx).award({
    entityType: "Assertion", entityId: award.entityId, openBadgeId: ids.assertion(award), createdAt: award.createdAt, createdBy: award.createdBy ?? account.userId,
    badgeclass: award.badge.entityId, badgeclassOpenBadgeId: ids.badge(award.badge),
    issuer: award.badge.issuer.entityId, issuerOpenBadgeId: ids.issuer(award.badge.issuer),
    image: award.revoked ? null : media(origin, bakedFile(award, world.source)),
    recipient: recipient(award), issuedOn: award.issuedOn, narrative: award.narrative, evidence: award.evidence,
    revoked: award.revoked, revocationReason: award.revocationReason, acceptance: award.acceptance, expires: award.expires, extensions: award.extensions ?? {},
  }, award, ctx);
}
