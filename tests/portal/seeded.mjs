// Everything in the demo portal is computed from a seed and an index, so that 70,000 awards cost no memory
// and the same seed always gives the same bytes.
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";

export const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** One 32-bit number out of whole numbers (murmur3's finaliser over each). */
function mix(...numbers) {
  let h = 0x9e3779b9;
  for (const n of numbers) {
    h = Math.imul(h ^ n, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return h >>> 0;
}

/** What ids can name. The number goes into the id, so that an id tells its kind when it comes back. */
export const KIND = {
  user: 1, issuer: 2, class: 3, award: 4, issued: 5, collection: 6, picture: 7, logo: 8, token: 9,
  institution: 10, course: 11, given: 12, rebaked: 13, group: 14, member: 15, upload: 16,
};

/**
 * The source of all that looks random.
 * `id(kind, index)` is a 22-character Badgr entity id: the index, enciphered. `find(kind, id)` reads it back, so no table is kept.
 */
export function seeded(seed) {
  const key = sha256("badgepack demo portal ", String(seed));
  const numeric = key.readUInt32LE(16);
  const aes = key.subarray(0, 16);
  const cipher = createCipheriv("aes-128-ecb", aes, null).setAutoPadding(false);
  const decipher = createDecipheriv("aes-128-ecb", aes, null).setAutoPadding(false);

  const block = (kind, index, turn = 0) => {
    const plain = Buffer.alloc(16);
    plain[0] = kind;
    plain.writeUInt32BE(turn, 8);
    plain.writeUInt32BE(index, 12);
    return cipher.update(plain);
  };
  const read = (bytes, kind) => {
    if (bytes.length !== 16) return null;
    const plain = decipher.update(bytes);
    return plain[0] === kind && plain.subarray(1, 12).every((byte) => byte === 0) ? plain.readUInt32BE(12) : null;
  };

  return {
    /** A whole number in 0..bound for this purpose (`salt`) and record (`index`). */
    draw: (salt, index, bound) => mix(numeric, salt, index) % bound,
    bytes: (label, length) => {
      const parts = [];
      for (let i = 0; i * 32 < length; i += 1) parts.push(sha256(aes, label, String(i)));
      return Buffer.concat(parts).subarray(0, length);
    },
    id: (kind, index) => block(kind, index).toString("base64url"),
    find: (kind, id) => (/^[\w-]{22}$/.test(id) ? read(Buffer.from(id, "base64url"), kind) : null),
    hex: (kind, index, turn) => block(kind, index, turn).toString("hex"),
    /** Reads back a `hex` that was made with a turn: {index, turn}, or null. */
    findHex(kind, hex) {
      const plain = /^[0-9a-f]{32}$/.test(hex) ? decipher.update(Buffer.from(hex, "hex")) : null;
      return plain?.[0] === kind && plain.subarray(1, 8).every((byte) => byte === 0) ? { index: plain.readUInt32BE(12), turn: plain.readUInt32BE(8) } : null;
    },
    uuid: (kind, index) => block(kind, index).toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  };
}
