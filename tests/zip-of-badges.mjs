// A ZIP of many small baked pictures, as somebody's collection might be: made here, stored, with nothing of ours in between.
import { bakePng } from "./portal/bake.mjs";
import { crc32, png } from "./portal/png.mjs";

const picture = png(8, (x, y) => [x * 30, y * 30, 120, 255]);

/** The name of a file, what is in it, and whether that is a badge: every hundredth has none, every thousandth is cut short. */
export function badgeFile(n) {
  const credential = {
    "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: `https://example.org/a/${n}`, issuedOn: new Date(Date.UTC(2020, 0, 1 + (n % 2000))).toISOString(),
    recipient: { type: "email", hashed: false, identity: `person${n}@example.org` }, verification: { type: "HostedBadge" },
    badge: { type: "BadgeClass", id: "https://example.org/b", name: `Badge number ${n}`, description: "One of many.", criteria: { narrative: "Be one of many." }, image: "https://example.org/b.png",
      issuer: { type: "Profile", id: "https://example.org/i", name: n % 2 ? "Odd Academy" : "Even Academy", url: "https://example.org", email: "a@example.org" } },
  };
  const baked = bakePng(picture, "openbadges", JSON.stringify(credential));
  const kind = n % 1000 === 999 ? "damaged" : n % 100 === 99 ? "plain" : "badge";
  return { name: `badges/${String(n).padStart(5, "0")}.png`, bytes: { badge: baked, plain: picture, damaged: baked.subarray(0, 60) }[kind], kind };
}

/** A ZIP with stored entries (APPNOTE 4.3), up to 65,535 of them. */
export function zipOf(files) {
  const pieces = [];
  const directory = [];
  let at = 0;
  const put = (...buffers) => {
    for (const buffer of buffers) {
      pieces.push(buffer);
      at += buffer.length;
    }
  };
  const header = (signature, size, fields) => {
    const out = Buffer.alloc(size);
    out.writeUInt32LE(signature, 0);
    for (const [offset, value, bytes = 2] of fields) out.writeUIntLE(value, offset, bytes);
    return out;
  };
  for (const { name, bytes } of files) {
    const [text, crc, start] = [Buffer.from(name), crc32(bytes), at];
    put(header(0x04034b50, 30, [[4, 10], [6, 0x800], [14, crc, 4], [18, bytes.length, 4], [22, bytes.length, 4], [26, text.length]]), text, bytes);
    directory.push(header(0x02014b50, 46, [[4, 10], [6, 10], [8, 0x800], [16, crc, 4], [20, bytes.length, 4], [24, bytes.length, 4], [28, text.length], [42, start, 4]]), text);
  }
  const [start, length] = [at, directory.reduce((sum, { length }) => sum + length, 0)];
  put(...directory, header(0x06054b50, 22, [[8, files.length], [10, files.length], [12, length, 4], [16, start, 4]]));
  return Buffer.concat(pieces);
}
