// Awards, computed by index. The same award is served in Badgr's words (badgr.mjs) and in the learner portal's (learner.mjs).
import { catalogue, stamp } from "./catalogue.mjs";
import { createEstate } from "./estate.mjs";
import { awardMaker, recipientOf } from "./issuer-awards.mjs";
import { PATTERN, issuerCatalogue } from "./issuer-catalogue.mjs";
import { LEARNER, person } from "./people.mjs";
import { createRebakes } from "./rebake.mjs";
import { KIND, seeded, sha256 } from "./seeded.mjs";

const DAY = 86_400_000;
const FIRST = Date.UTC(2019, 0, 7, 9, 0, 0);
const TODAY = Date.UTC(2026, 0, 1);

export const FOREIGN = "https://badges.elsewhere.example";

const NARRATIVES = [
  null,
  "Great work, “Léa”, line\n2",
  "Ran the workshop for two newcomers — thank you! 🎉",
  "Uses ]]> and <b>tags</b> & \"quotes\" without fear.",
  "أحسنت",
];
const REASONS = ["issued in error", "The course was repeated; a newer badge replaces this one.", "Zertifikat zurückgezogen: “Prüfung ungültig”"];

/**
 * The whole world of one demo portal.
 * `award(i)` is the learner's i-th badge. `estates` are what the accounts issue: the learner's own small issuer, and the large one of the
 * account "issuer" with its `awards` (signed ones as a `fork` server makes them).
 */
export function createWorld({ seed, badges, awards = 240, jwt: hasJwt = false, fork = false }) {
  const source = seeded(seed);
  const { issuers, classes, owned } = catalogue(source);
  const issuedCount = Math.max(badges, 40);
  const offered = issuerCatalogue(source);

  const fill = (kind, index, badge, recipient, signed = false) => {
    const { draw } = source;
    const hashed = signed || draw(1, index + kind, 2) === 1;
    const salt = source.hex(kind, index + 0x40000000);
    const micros = draw(2, index, 4) === 0 ? draw(3, index, 1_000_000) : 0;
    const expiring = index % 17 === 9 ? "past" : index % 13 === 4 ? "future" : null;
    const issuedOn = FIRST + draw(4, index + kind, expiring === "past" ? 1400 : 2500) * DAY;
    const revoked = index === 7 || (index > 40 && draw(5, index + kind, 40) === 0);
    const evidence = [];
    if (draw(6, index, 3) > 0) evidence.push({ url: `https://portfolio.example.org/${index}`, narrative: `evidence ${index}` });
    if (draw(6, index, 3) > 1) evidence.push({ url: null, narrative: "just text: عمل جيد, 很好" });
    return {
      kind, index, badge, recipient, hashed,
      entityId: source.id(kind, index),
      salt: hashed ? salt : null,
      identity: hashed ? `sha256$${sha256(recipient.email, salt).toString("hex")}` : recipient.email,
      createdAt: stamp(FIRST + 60_000 * index, 100_000 + draw(7, index, 800_000)),
      issuedOn: micros ? stamp(issuedOn, micros) : new Date(issuedOn).toISOString().replace(".000Z", "Z"),
      expires: expiring ? new Date(expiring === "past" ? issuedOn + 365 * DAY : TODAY + (365 + (index % 900)) * DAY).toISOString().replace(".000Z", "Z") : null,
      expired: expiring === "past",
      // `]]>` cannot stand in CDATA: the credential in an SVG then says it in another way than the one beside it.
      narrative: NARRATIVES[draw(8, index, NARRATIVES.length)]?.replace("]]>", badge.svg ? "]] >" : "]]>") ?? null,
      evidence,
      revoked,
      revocationReason: revoked ? REASONS[index === 7 ? 0 : draw(9, index, REASONS.length)] : null,
      acceptance: draw(10, index, 3) ? "Accepted" : "Unaccepted",
    };
  };

  const estates = {
    none: createEstate({ source, kinds: {}, issuers: [], classes: [], count: 0, pattern: [] }),
    learner: createEstate({
      source, kinds: { award: KIND.issued }, issuers: [issuers[0]], classes: owned, count: issuedCount, pattern: owned.map((_, number) => number),
      make: (index, badge) => ({ ...fill(KIND.issued, index, badge, person(source, index)), imported: false, pending: false, signed: false, jwt: false }),
      recipientAt: (index) => person(source, index).email,
    }),
    issuer: createEstate({
      source, kinds: { award: KIND.given }, ...offered, count: awards, pattern: PATTERN,
      make: awardMaker(source, { count: awards, fork }), recipientAt: recipientOf(awards), rebakes: createRebakes(),
    }),
  };

  return {
    source, issuers, classes, badges, estates,
    userId: source.id(KIND.user, 0),
    award(index) {
      const badge = classes[index < classes.length ? index : source.draw(11, index, classes.length)];
      const imported = index === 5;
      // A few awards are signed Open Badges 3.0, and then the recipient is always hashed; the rest are hosted 2.0.
      const signed = (index % 20 === 2 || index === 13) && !badge.svg;
      // Where it was started so, the learner portal also hands out two as VC-JWTs, which are no JSON files.
      const jwt = hasJwt && (index === 8 || index === 28);
      const award = fill(KIND.award, index, badge, LEARNER, signed || jwt);
      return {
        ...award,
        imported,
        pending: index === 11 || (index > 40 && source.draw(12, index, 60) === 0),
        signed: signed && !award.revoked,
        jwt: jwt && !award.revoked,
      };
    },
    /** The award behind a Badgr entity id, whoever holds it, or null. */
    find(entityId) {
      const own = source.find(KIND.award, entityId);
      if (own !== null && own < badges) return this.award(own);
      return estates.learner.find(entityId) ?? estates.issuer.find(entityId);
    },
    class: (entityId) => classes[source.find(KIND.class, entityId) ?? -1] ?? estates.issuer.class(entityId),
    issuer: (entityId) => issuers[source.find(KIND.issuer, entityId) ?? -1] ?? estates.issuer.issuer(entityId),
    /** The classes of an issuer, whoever it belongs to. */
    classesOf: (issuer) => [...classes, ...offered.classes].filter((badge) => badge.issuer === issuer),
    /** The issuer whose logo, or the class and version whose picture, is this file. */
    logoOf: (file) => [...issuers, ...offered.issuers].find((issuer) => issuer.logo === file) ?? null,
    pictureOf(file) {
      const badge = [...classes, ...offered.classes].find((one) => (one.versions ?? [one]).some((version) => version.file === file));
      return badge ? { badge, version: badge.versions?.findIndex((one) => one.file === file) ?? 0 } : null;
    },
    /** The award whose picture, baked anew, is this file; null for a file that was replaced since. */
    rebakedAs(hex) {
      const named = source.findHex(KIND.rebaked, hex);
      const award = named && named.index < estates.issuer.total() ? estates.issuer.award(named.index) : null;
      return award?.turn === named?.turn ? award : null;
    },
  };
}
