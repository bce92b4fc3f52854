// The awards of the account "issuer", computed by index: three years, several time zones, and everything that makes a table of awards hard.
import { stamp } from "./catalogue.mjs";
import { person } from "./people.mjs";
import { KIND, sha256 } from "./seeded.mjs";

const DAY = 86_400_000;
const FIRST = Date.UTC(2023, 0, 2, 8, 0, 0);
const LAST = Date.UTC(2025, 11, 30, 20, 0, 0);

/** Moments at which a period's bounds go wrong: ends of days, months and years in several zones, 29 February, hours that a clock skips or repeats. */
export const MOMENTS = [
  "2023-03-26T00:59:59+00:00", "2023-03-26T02:00:00+01:00", "2023-10-29T01:30:00+01:00", "2023-10-29T01:30:00+00:00",
  "2023-12-31T23:59:59-05:00", "2024-01-01T00:00:00+13:00", "2024-02-28T23:59:59+00:00", "2024-02-29T00:00:00+00:00",
  "2024-02-29T00:15:00+05:30", "2024-02-29T12:00:00+00:00", "2024-02-29T23:59:59+00:00", "2024-02-29T23:59:59-08:00", "2024-03-10T01:59:59-05:00", "2024-03-10T03:00:00-04:00",
  "2024-09-29T01:59:59+12:00", "2024-09-29T03:00:00+13:00", "2024-11-03T01:30:00-04:00", "2024-11-03T01:30:00-05:00",
  "2025-01-01T00:00:00+00:00", "2025-03-30T01:59:59+01:00", "2025-03-30T03:00:00+02:00", "2025-07-01T00:00:00+14:00",
].map((text) => Date.parse(text)).sort((a, b) => a - b);

const NARRATIVES = [
  null,
  "Worked on two evenings,\nthen explained it to “the others”.",
  "=1+1, said the cell; \"quoted\", and so on",
  "First line\r\nsecond line\r\n\r\nfourth line, with\ta tab",
  "عمل جيد 🚲; sehr gut; 很好",
  "- a list\n- in *Markdown* with [a link](https://portfolio.example.org/x)",
];
const REASONS = ["issued in error", "=cmd|' /C calc'!A0", "Left the course, \"by agreement\"", "Doppelt vergeben:\nsiehe neuere Auszeichnung"];
const PROFILE = "https://openbadgespec.org/extensions/recipientProfile/context.json";

/** People with two or three awards each: how many there are, so that each one's awards are of several classes. */
export function poolOf(count) {
  let pool = Math.max(1, Math.round(count / 2.7));
  while (pool % 2 === 0 || pool % 3 === 0) pool += 1;
  return pool;
}

/** Somebody's identifier: most have an e-mail address, some a telephone number or a page. A few addresses begin like a formula. */
export function identifier(index) {
  if (index % 9 === 4) return { type: "telephone", text: `+441632${String(960_000 + index).slice(-6)}` };
  if (index % 11 === 6) return { type: "url", text: `https://people.example.org/${index}` };
  return { type: "email", text: index % 13 === 2 ? `=sum${index}@example.org` : `learner${index}@example.org` };
}

/** A maker of awards for `createEstate`: `fork` servers sign most of what they award, others only what was brought along from one. */
export function awardMaker(source, { count, fork = false }) {
  const { draw } = source;
  const pool = poolOf(count);
  const step = (LAST - FIRST) / Math.max(1, count);
  const zulu = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");

  function issuedAt(index, created) {
    if ([3, 5, 7].includes(index % 8)) {
      let before = 0;
      while (before < MOMENTS.length && MOMENTS[before] <= created) before += 1;
      if (before) return zulu(MOMENTS[index % 8 === 3 ? before - 1 : draw(51, index, before)]);
    }
    const backdated = draw(41, index, 3) === 0 ? draw(42, index, 40) * DAY : 0;
    const at = created - backdated;
    return index % 6 === 2 ? stamp(at - (at % 1000), 1 + draw(43, index, 999_999)) : zulu(at - (at % 60_000));
  }

  function evidenceOf(index) {
    const many = [0, 1, 0, 2, 1, 0, 3][draw(44, index, 7)];
    return Array.from({ length: many }, (_, n) => [
      { url: `https://portfolio.example.org/${index}/${n}?a=1&b=2`, narrative: `evidence ${n}, “as promised”` },
      { url: null, narrative: "just text:\nعمل جيد, 很好" },
      { url: `https://portfolio.example.org/${index}/only`, narrative: null },
    ][(n + index) % 3]);
  }

  return function make(index, badge, fresh) {
    const owner = index % pool;
    const who = identifier(owner);
    const created = fresh ? fresh.at : FIRST + Math.floor(index * step);
    const issuedOn = fresh ? zulu(created) : issuedAt(index, created);
    const signed = !badge.versions[0].svg && who.type === "email" && (fork ? index % 5 !== 2 : index % 40 === 13);
    const hashed = signed || (who.type !== "url" && draw(45, index, 3) === 1);
    const salt = hashed ? source.hex(KIND.given, index, 1) : null;
    const revoked = !fresh && (index === 7 || draw(46, index, 19) === 0);
    const expiring = fresh ? null : index % 17 === 9 ? "past" : index % 13 === 4 ? "future" : null;
    return {
      kind: KIND.given, index, badge, hashed, salt, fresh: Boolean(fresh),
      recipient: { ...person(source, owner), email: who.text }, recipientType: who.type,
      entityId: source.id(KIND.given, index), createdBy: badge.createdBy,
      identity: hashed ? `sha256$${sha256(who.text, salt).toString("hex")}` : who.text,
      createdAt: stamp(created, (created % 1000) * 1000 + 1 + draw(47, index, 998)),
      issuedOn,
      expires: expiring === "past" ? zulu(Math.floor((Date.parse(issuedOn) + 30 * DAY) / 1000) * 1000) : expiring ? "2040-02-29T12:00:00Z" : null,
      expired: expiring === "past",
      narrative: NARRATIVES[draw(48, index, NARRATIVES.length)],
      evidence: evidenceOf(index),
      revoked, revocationReason: revoked ? REASONS[index % REASONS.length] : null,
      acceptance: ["Accepted", "Unaccepted", "Accepted", "Rejected", "Unaccepted"][draw(50, index, 5)],
      extensions: owner % 4 === 1 ? { "extensions:recipientProfile": { "@context": PROFILE, type: ["Extension", "extensions:RecipientProfile"], name: `${person(source, owner).firstName} ${person(source, owner).lastName}` } } : {},
      signed: signed && !revoked, imported: false, pending: false, jwt: false,
    };
  };
}

/** Who the index-th award is to, without computing the award. */
export const recipientOf = (count) => {
  const pool = poolOf(count);
  return (index) => identifier(index % pool).text;
};
