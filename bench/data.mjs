// Test data, the same in every run: credentials, pictures, rows and pages of awards.

/** Numbers from 0 to 2³²−1 that are the same in every run (xorshift32). */
export function numbers(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
}

const words = (
  "and the of a to in learner project shows worked with team planned tested wrote built presented evidence skill practice community " +
  "bicycle mechanic council harbour workshop volunteer citizenship leadership module assessed criteria level awarded completed hours " +
  "reflection journal portfolio mentor peer review safety digital design garden kitchen theatre science data analysis programming"
).split(" ");

/** So many bytes of text that reads, and packs, like what people write. */
function prose(next, bytes) {
  let text = "";
  while (text.length < bytes) text += `${words[next() % words.length]}${next() % 11 ? " " : ". "}`;
  return text.slice(0, bytes);
}

const token = (next, length) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  return Array.from({ length }, () => letters[next() % 64]).join("");
};

const encoder = new TextEncoder();

/** An Open Badges 2.0 assertion of about so many bytes, as JSON. */
export function credential(seed, bytes) {
  const next = numbers(seed + 77);
  const id = token(next, 22);
  const badge = (narrative) => ({
    "@context": "https://w3id.org/openbadges/v2",
    type: "Assertion",
    id: `https://badges.example.org/public/assertions/${id}`,
    recipient: { type: "email", hashed: true, salt: token(next, 16), identity: `sha256$${token(next, 64)}` },
    badge: {
      type: "BadgeClass", id: `https://badges.example.org/public/badges/${token(next, 22)}`, name: prose(next, 24),
      image: `https://badges.example.org/media/${token(next, 22)}.png`, criteria: { narrative: narrative.slice(0, narrative.length >> 1) },
      issuer: { type: "Issuer", id: `https://badges.example.org/public/issuers/${token(next, 22)}`, name: "Harbour Town Workshops", url: "https://workshops.example.org" },
      tags: [prose(next, 8), prose(next, 9), prose(next, 10)],
    },
    issuedOn: `2025-0${1 + (next() % 9)}-1${next() % 10}T0${next() % 10}:${10 + (next() % 50)}:00Z`,
    verification: { type: "HostedBadge" },
    narrative: narrative.slice(narrative.length >> 1),
    evidence: [{ id: `https://portfolio.example.org/${token(next, 10)}`, narrative: prose(next, 40) }],
  });
  const bare = JSON.stringify(badge("")).length;
  return JSON.stringify(badge(prose(next, Math.max(0, bytes - bare - 24))));
}

/** The same as bytes. */
export const credentialBytes = (seed, bytes) => encoder.encode(credential(seed, bytes));

/** Bytes that do not pack. */
export function noise(seed, bytes) {
  const next = numbers(seed + 1);
  const out = new Uint32Array(Math.ceil(bytes / 4));
  for (let at = 0; at < out.length; at += 1) out[at] = next();
  return new Uint8Array(out.buffer, 0, bytes);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});
const crc32 = (bytes) => ~bytes.reduce((crc, byte) => (crc >>> 8) ^ crcTable[(crc ^ byte) & 255], -1) >>> 0;

/** A PNG of so many bytes, sound in everything but that its pixels are noise; its data come in chunks of 8 KiB, as encoders write them. */
export function png(seed, bytes) {
  const out = new Uint8Array(bytes);
  const view = new DataView(out.buffer);
  let at = 0;
  const chunk = (kind, data) => {
    view.setUint32(at, data.length);
    out.set(encoder.encode(kind), at + 4);
    out.set(data, at + 8);
    view.setUint32(at + 8 + data.length, crc32(out.subarray(at + 4, at + 8 + data.length)));
    at += 12 + data.length;
  };
  out.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  at = 8;
  chunk("IHDR", Uint8Array.of(0, 0, 1, 0x90, 0, 0, 1, 0x90, 8, 6, 0, 0, 0));
  const pixels = noise(seed, bytes);
  while (bytes - at - 12 - 12 > 0) chunk("IDAT", pixels.subarray(at, at + Math.min(8192, bytes - at - 24)));
  chunk("IEND", new Uint8Array());
  return out;
}

/** Rows of a table of awards, about 228 bytes each, as pieces of 64 KiB: so many bytes, of a pool that comes again after 8 MB. */
export function tablePieces() {
  const next = numbers(5);
  const names = Array.from({ length: 40 }, () => prose(next, 22).trim());
  const piece = 64 * 1024;
  let text = "";
  for (let row = 0; text.length < 8e6; row += 1) {
    const day = `2025-${String(1 + (next() % 12)).padStart(2, "0")}-${String(1 + (next() % 28)).padStart(2, "0")}`;
    text +=
      `"${names[next() % 40]}","learner${next() % 100000}@example.org","${names[next() % 40]}","${day}T${10 + (next() % 14)}:${10 + (next() % 50)}:${10 + (next() % 50)}.${100000 + (next() % 900000)}Z","",` +
      `"email","${token(next, 22)}","https://badges.example.org/public/assertions/${token(next, 22)}","${next() % 9 ? "Active" : "Expired"}","false"\r\n`;
  }
  const bytes = encoder.encode(text);
  const pieces = Array.from({ length: Math.floor(bytes.length / piece) }, (_, at) => bytes.subarray(at * piece, (at + 1) * piece));
  return function* (total) {
    for (let given = 0, at = 0; given < total; at += 1) {
      const next = pieces[at % pieces.length].subarray(0, total - given);
      given += next.length;
      yield next;
    }
  };
}

export const AWARDS_ON_A_PAGE = 500;

/** Pages of awards as Badgr's API v2 serves them; every award has an id and a moment of its own. */
export function awardPages(origin) {
  const next = numbers(9);
  const person = (name) => ({ "extensions:recipientProfile": { "@context": "https://openbadgespec.org/extensions/recipientProfile/context.json", type: ["Extension", "extensions:RecipientProfile"], name } });
  const award = (at) => {
    const id = `award-${String(at).padStart(9, "0")}`;
    const email = `learner${next() % 100000}@example.org`;
    return {
      entityType: "Assertion", entityId: `${id}~${token(next, 4)}`, openBadgeId: `${origin}/public/assertions/${token(next, 22)}`,
      createdAt: "2025-06-01T00:00:00.000000Z", createdBy: token(next, 22), badgeclass: `class-${next() % 20}`, badgeclassOpenBadgeId: `${origin}/public/badges/class-0`,
      issuer: "issuer-1", issuerOpenBadgeId: `${origin}/public/issuers/issuer-1`, image: `${origin}/media/uploads/badges/assertion-${token(next, 22)}.png`,
      recipient: { identity: email, hashed: false, type: "email", plaintextIdentity: email }, issuedOn: `2025-05-${10 + (next() % 20)}T12:${10 + (next() % 50)}:00Z`,
      narrative: next() % 3 ? null : prose(next, 60), evidence: [], revoked: false, revocationReason: null, acceptance: "Accepted", expires: null,
      extensions: person(prose(next, 16).trim()),
    };
  };
  const text = JSON.stringify({ status: { success: true, description: "ok" }, result: Array.from({ length: AWARDS_ON_A_PAGE }, (_, at) => award(at)) });
  const template = encoder.encode(text);
  const places = (mark, skip) => [...text.matchAll(mark)].map(({ index }) => index + skip);
  const [ids, moments] = [places(/award-\d{9}~/g, 6), places(/2025-06-01T00:00:00/g, 5)]; // the text is ASCII, so places are bytes
  const digits = (out, at, number, count) => {
    for (let place = count - 1; place >= 0; place -= 1, number = Math.floor(number / 10)) out[at + place] = 48 + (number % 10);
  };
  return (page) => {
    const out = template.slice();
    for (let at = 0; at < AWARDS_ON_A_PAGE; at += 1) {
      const award = page * AWARDS_ON_A_PAGE + at;
      const before = 26_000_000 - award; // seconds into the year: the latest comes first
      digits(out, ids[at], award, 9);
      digits(out, moments[at], 1 + Math.floor(before / (27 * 86_400)), 2);
      digits(out, moments[at] + 3, 1 + (Math.floor(before / 86_400) % 27), 2);
      digits(out, moments[at] + 6, Math.floor(before / 3600) % 24, 2);
      digits(out, moments[at] + 9, Math.floor(before / 60) % 60, 2);
      digits(out, moments[at] + 12, before % 60, 2);
    }
    return out;
  };
}
