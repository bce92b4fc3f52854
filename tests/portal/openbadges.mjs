// Open Badges documents as the recorded Badgr servers serve them on /public (2.0 and 1.1 from Badgr, 3.0 from its fork).
import { FOREIGN } from "./awards.mjs";

export const V2 = "https://w3id.org/openbadges/v2";
const V3 = ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

export const offset = (utc) => utc.replace(/Z$/, "+00:00");
const base58 = (bytes) => `z${[...bytes].map((byte) => BASE58[byte % 58]).join("")}`;

/** Public addresses of one portal. `v` is "" or "?v=3_0": the fork's ids carry the version. */
export const publicIds = (origin) => ({
  assertion: (award, v = "") => (award.imported ? `${FOREIGN}/assertions/${award.entityId}` : `${origin}/public/assertions/${award.entityId}${v}`),
  badge: (badge, v = "") => `${origin}/public/badges/${badge.entityId}${v}`,
  issuer: (issuer, v = "") => `${origin}/public/issuers/${issuer.entityId}${v}`,
});

export function issuer2(issuer, ids, v = "") {
  return {
    "@context": V2, type: "Issuer", id: ids.issuer(issuer, v), name: issuer.name, url: issuer.url,
    email: issuer.email, description: issuer.description, ...(issuer.logo && { image: `${ids.issuer(issuer)}/image` }),
  };
}

export function badge2(badge, ids, { issuer = false, v = "" } = {}) {
  return {
    "@context": V2, type: "BadgeClass", id: ids.badge(badge, v), name: badge.name, description: badge.description,
    issuer: issuer ? issuer2(badge.issuer, ids, v) : ids.issuer(badge.issuer, v),
    image: `${ids.badge(badge)}/image`,
    criteria: {
      ...(badge.criteriaUrl && { id: badge.criteriaUrl }),
      ...(badge.criteriaNarrative && { narrative: badge.criteriaNarrative }),
    },
    alignment: badge.alignments, tags: badge.tags, ...badge.extensions,
  };
}

const evidence2 = ({ url, narrative }) => ({ type: "Evidence", ...(url && { id: url }), ...(narrative && { narrative }) });

export const recipient2 = (award) => ({
  hashed: award.hashed, type: award.recipientType ?? "email", identity: award.identity, ...(award.salt && { salt: award.salt }),
});

/** The 2.0 Assertion. `evidence: false` is what Badgr bakes when it awards: evidence rows come later. */
export function assertion2(award, ids, { expandBadge = false, expandIssuer = false, evidence = true, v = "" } = {}) {
  if (award.revoked) {
    return { "@context": V2, type: "Assertion", id: ids.assertion(award, v), revoked: true, revocationReason: award.revocationReason };
  }
  return {
    "@context": V2, type: "Assertion", id: ids.assertion(award, v),
    badge: expandBadge ? badge2(award.badge, ids, { issuer: expandIssuer, v }) : ids.badge(award.badge, v),
    ...(v && { slug: award.entityId }),
    image: `${ids.assertion({ ...award, imported: false })}/image`,
    verification: { type: "HostedBadge" },
    ...(evidence && award.evidence.length > 0 && { evidence: award.evidence.map(evidence2) }),
    ...(award.narrative && { narrative: award.narrative }),
    issuedOn: offset(award.issuedOn),
    ...(award.expires && { expires: offset(award.expires) }),
    recipient: recipient2(award),
    ...award.extensions,
  };
}

/** The credential that came with an imported award: whole, from an origin that nobody can reach. */
export function foreignAssertion(award) {
  return {
    "@context": V2, type: "Assertion", id: publicIds("").assertion(award),
    badge: {
      "@context": V2, type: "BadgeClass", id: `${FOREIGN}/badges/night-sky`, name: "Night Sky Observer", description: "Found ten constellations.",
      issuer: { "@context": V2, type: "Issuer", id: `${FOREIGN}/issuers/observatory`, name: "Elsewhere Observatory", url: FOREIGN, email: "stars@example.org", description: "Elsewhere.", image: `${FOREIGN}/issuers/observatory.png` },
      image: `${FOREIGN}/badges/night-sky.png`, criteria: { narrative: "Ten constellations, one clear night." }, alignment: [], tags: ["astronomy"],
    },
    image: `${FOREIGN}/assertions/${award.entityId}.png`,
    verification: { type: "HostedBadge" },
    evidence: [{ type: "Evidence", id: "https://portfolio.example.org/sky", narrative: "photographs" }],
    issuedOn: offset(award.issuedOn),
    recipient: recipient2(award),
  };
}

/** The old 1.1 Assertion (`?v=1_1`). */
export function assertion1(award, ids) {
  const id = ids.assertion(award, "?v=1_1");
  return {
    "@context": "https://w3id.org/openbadges/v1", type: "Assertion", id, badge: ids.badge(award.badge, "?v=1_1"),
    image: `${ids.assertion(award)}/image`, uid: award.entityId, verify: { url: id, type: "hosted" },
    ...(award.evidence.length > 0 && { evidence: award.evidence.length > 1 ? ids.assertion(award) : award.evidence[0].url ?? ids.assertion(award) }),
    issuedOn: offset(award.issuedOn),
    ...(award.expires && { expires: offset(award.expires) }),
    recipient: recipient2(award),
  };
}

/** The old 1.1 class and issuer (`?v=1_1`): criteria are an address, and there are no narrative, alignments or tags. */
export const badge1 = (badge, ids) => ({
  "@context": "https://w3id.org/openbadges/v1", type: "BadgeClass", id: ids.badge(badge, "?v=1_1"), name: badge.name, description: badge.description,
  issuer: ids.issuer(badge.issuer, "?v=1_1"), image: `${ids.badge(badge)}/image`, criteria: badge.criteriaUrl ?? `${ids.badge(badge)}/criteria`,
});

export const issuer1 = (issuer, ids) => ({ ...issuer2(issuer, ids, "?v=1_1"), "@context": "https://w3id.org/openbadges/v1" });

/** The fork's signed 3.0 credential. The proof has the true form, and is seeded bytes: nothing here verifies signatures. */
export function credential3(award, ids, source, { evidence = true, proof = true, origin } = {}) {
  const { badge } = award;
  const id = ids.assertion(award, "?v=3_0");
  return {
    "@context": [
      "https://www.w3.org/ns/credentials/v2", ...V3, "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
      `${origin}/static/extensions/CategoryExtension/context.json`, `${origin}/static/extensions/StudyLoadExtension/context.json`,
    ],
    id,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: badge.name,
    evidence: evidence ? award.evidence.map(({ url, narrative }) => ({ type: ["Evidence"], ...(url && { id: url }), ...(narrative && { narrative }) })) : [],
    issuer: { id: ids.issuer(badge.issuer, "?v=3_0"), type: ["Profile"], name: badge.issuer.name, url: badge.issuer.url, email: badge.issuer.email },
    validFrom: offset(award.issuedOn),
    credentialSubject: {
      type: ["AchievementSubject"],
      identifier: [{ type: "IdentityObject", identityHash: award.identity, identityType: "emailAddress", hashed: true, salt: award.salt }],
      achievement: {
        id: ids.badge(badge, "?v=3_0"), type: ["Achievement"], name: badge.name, description: badge.description, achievementType: "Badge",
        criteria: { narrative: award.narrative ?? "" },
        image: { id: `${ids.assertion(award)}/image`, type: "Image" },
      },
    },
    ...(award.expires && { validUntil: offset(award.expires) }),
    credentialStatus: { id: `${ids.assertion(award)}/revocations`, type: "1EdTechRevocationList" },
    "extensions:CategoryExtension": { Category: "participation" },
    "extensions:StudyLoadExtension": { StudyLoad: 60 },
    ...(proof && { proof: [{
      type: "DataIntegrityProof", cryptosuite: "eddsa-rdfc-2022", created: offset(award.issuedOn),
      verificationMethod: `${ids.issuer(badge.issuer, "?v=3_0")}#key-0`, proofPurpose: "assertionMethod",
      proofValue: base58(source.bytes(`proof ${evidence} ${id.replace(/^.*\/public/, "")}`, 88)),
    }] }),
  };
}

/** The fork's `?v=3_0` pages of a class and of an issuer (with its key). */
export function achievement3(badge, ids, origin, issuer = false, source = null) {
  return {
    "@context": V3, type: ["Achievement", "https://w3id.org/openbadges#BadgeClass"], id: ids.badge(badge, "?v=3_0"),
    name: badge.name, description: badge.description, copy_permissions: ["issuer"],
    issuer: issuer ? issuer3(badge.issuer, ids, source) : ids.issuer(badge.issuer, "?v=3_0"),
    created_at: badge.createdAt, slug: badge.entityId, image: `${ids.badge(badge)}/image`,
    criteria: { narrative: badge.criteriaNarrative ?? "" }, alignment: badge.alignments, tags: badge.tags,
    "extensions:CategoryExtension": { "@context": `${origin}/static/extensions/CategoryExtension/context.json`, type: ["Extension", "extensions:CategoryExtension"], Category: "participation" },
    "extensions:StudyLoadExtension": { "@context": `${origin}/static/extensions/StudyLoadExtension/context.json`, type: ["Extension", "extensions:StudyLoadExtension"], StudyLoad: 60 },
    related: [{ type: ["Related", "https://w3id.org/openbadges#BadgeClass"], id: ids.badge(badge), version: "Open Badges v2p0" }],
    isNetworkBadge: false, networkName: null, networkImage: null,
  };
}

export function issuer3(issuer, ids, source) {
  const id = ids.issuer(issuer, "?v=3_0");
  return {
    "@context": [...V3, "https://www.w3.org/ns/did/v1"], type: "Issuer", id, name: issuer.name, url: issuer.url, email: issuer.email,
    description: issuer.description, category: "schule", slug: issuer.entityId, image: `${ids.issuer(issuer)}/image`,
    alsoKnownAs: [ids.issuer(issuer)], controller: "",
    verificationMethod: { id: `${id}#key-0`, type: "DataIntegrityProof", cryptosuite: "eddsa-rdf-2022", controller: id, publicKeyMultibase: base58(source.bytes(`key ${issuer.index}`, 47)) },
  };
}
