// The learner portal's badges: records of the list, the Open Badge behind each (2.0 hosted, 3.0 signed, 3.0 as VC-JWT), and wallet imports.
import { answer, json, picture } from "./answer.mjs";
import { bakePng } from "./bake.mjs";
import { ASSERTION_ID, CLASS_ID, PROVIDER_ID } from "./learner-data.mjs";
import { LEARNER } from "./people.mjs";
import { assertion2, badge2, credential3, issuer2, V2 } from "./openbadges.mjs";
import { sha256 } from "./seeded.mjs";

const ids = (origin) => ({
  assertion: ({ index }) => `${origin}/v1/open_badge/${ASSERTION_ID + index}`,
  badge: ({ index }) => `${origin}/badge/${CLASS_ID + index}`,
  issuer: ({ index }) => `${origin}/provider/${PROVIDER_ID + index}`,
});

export const badgeDocument = (badge, origin) => json(badge2(badge, ids(origin)));
export const issuerDocument = (issuer, origin) => json(issuer2(issuer, ids(origin)));

/** The class picture's own address. */
export const pictureUrl = (badge, origin) => `${origin}/media/badges/${CLASS_ID + badge.index}.${badge.svg ? "svg" : "png"}`;

const status = (award) => (award.revoked ? "Revoked" : award.pending ? "Pending" : "Claimed");

export function badgeRecord(award, { origin }) {
  const { badge, index } = award;
  const classId = CLASS_ID + badge.index;
  const issuer = { id: PROVIDER_ID + badge.issuer.index, name: badge.issuer.name };
  const file = pictureUrl(badge, origin);
  const claimed = !award.pending;
  return {
    id: ASSERTION_ID + index, badge_id: classId, badge: { id: classId, name: badge.name }, badge_issuer_id: issuer.id,
    provider_id: issuer.id, provider: issuer,
    recipient_id: LEARNER.id, recipient_email: LEARNER.email, recipient_firstname: LEARNER.firstName, recipient_lastname: LEARNER.lastName,
    recipient_organisation: null, recipient: { id: LEARNER.id, firstname: LEARNER.firstName, lastname: LEARNER.lastName },
    issue_date: award.issuedOn.slice(0, 10), end_date: award.expires?.slice(0, 10) ?? null,
    issuing_method: index % 4 === 0 ? "csv" : "manual", status: status(award), source: "portal", revocation_reason: award.revocationReason,
    time_claimed: claimed ? award.createdAt : null, time_created: award.createdAt, time_updated: award.createdAt, time_verified: null,
    image_url: `${file}?size=200`, image_url_2x: `${file}?size=400`,
    // Some portals hand out an address that redirects.
    image_url_original: badge.index % 5 === 2 ? `${origin}/media/badges/${classId}/original` : file,
    url: `${origin}/badge/${classId}/award/${ASSERTION_ID + index}`,
    open_badge_url: `${origin}/v1/badge_assertion/${ASSERTION_ID + index}/open_badge`,
  };
}

export function openBadge(award, { origin, world }) {
  const addresses = ids(origin);
  if (award.jwt) return answer(200, "text/plain; charset=utf-8", jwt(award, addresses, world.source, origin));
  if (award.signed) return json(credential3(award, addresses, world.source, { origin }));
  return json(assertion2(award, addresses, { expandBadge: true, expandIssuer: true }));
}

/** A compact JWS in the form of OB 3.0's VC-JWT. It is well-formed; its signature is seeded bytes of RS256's length. */
function jwt(award, addresses, source, origin) {
  const credential = credential3(award, addresses, source, { proof: false, origin });
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = { alg: "RS256", typ: "JWT", kid: `${addresses.issuer(award.badge.issuer)}#key-0` };
  const claims = {
    iss: credential.issuer.id, jti: credential.id, sub: `mailto:${LEARNER.email}`, nbf: Math.floor(Date.parse(award.issuedOn) / 1000),
    ...(award.expires && { exp: Math.floor(Date.parse(award.expires) / 1000) }), ...credential,
  };
  return `${part(header)}.${part(claims)}.${source.bytes(`jws ${award.index}`, 256).toString("base64url")}`;
}

// name, platform, source address, date
const IMPORTS = [
  ["Agile Foundations", "Credly", "https://www.credly.com/badges/0f0f0f0f-demo", "2022-03-14"],
  ["Forum Helper — Moodle & mehr", "Moodle", "https://moodle.example.org/badges/badge.php?hash=demo", "2023-11-02"],
  ["Vapaaehtoinen ❤", "Open Badge Passport", "https://openbadgepassport.com/app/badge/info/demo", "2024-05-30"],
];

/** The credential that the wallet import kept, as the other platform gave it on that day. */
function snapshot(index) {
  const [name, platform, url, date] = IMPORTS[index];
  const host = new URL(url).origin;
  const salt = `import${index}`;
  const hashed = index === 1;
  return {
    "@context": V2, type: "Assertion", id: `${url}#assertion`,
    recipient: { type: "email", hashed, ...(hashed && { salt }), identity: hashed ? `sha256$${sha256(LEARNER.email, salt).toString("hex")}` : LEARNER.email },
    badge: {
      "@context": V2, type: "BadgeClass", id: `${host}/badge-classes/${index}`, name, description: `Imported from ${platform}.`,
      image: `${host}/images/${index}.png`, criteria: { narrative: "See the source." },
      issuer: { "@context": V2, type: "Profile", id: `${host}/issuers/1`, name: `${platform} issuer`, url: host, email: "issuer@example.org" },
    },
    verification: { type: "hosted" }, issuedOn: `${date}T12:00:00+00:00`,
    ...(index === 2 && { evidence: [{ type: "Evidence", id: "https://portfolio.example.org/volunteer", narrative: "Kuvat ja kiitokset" }] }),
  };
}

export const imports = ({ origin }) => IMPORTS.map(([name, platform, url, date], index) => ({
  id: 900 + index, user_id: LEARNER.id, name, source_platform: platform, source_url: url, issued_on: date,
  issuer_name: `${platform} issuer`, image_url: `${origin}/media/imports/${900 + index}.${index === 2 ? "svg" : "png"}`,
  original_json: snapshot(index), time_created: `${date}T20:15:00+00:00`,
}));

/** Moodle's picture came already baked by Moodle; Credly's is plain; the third is an SVG. */
export function importPicture({ pictures, id }) {
  const index = Number(id) - 900;
  if (!IMPORTS[index]) return null;
  const plain = pictures.imported(index);
  return index === 1 ? picture(bakePng(plain, "openbadges", JSON.stringify(snapshot(1))), false) : picture(plain, index === 2);
}
