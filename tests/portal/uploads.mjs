// Pictures that a client sends: a data URI of a PNG or SVG. An address is passed over in silence, so that a record can be sent back as it was served.
import { sha256 } from "./seeded.mjs";
import { checkPng, resized } from "./png-resize.mjs";

const DATA_URI = /^data:(image\/png|image\/svg\+xml);base64,([A-Za-z0-9+/=\s]+)$/;
const SMALL = 16_384;

/** SVG without what could run. */
const scrubbed = (text) => text.replace(/<(script|foreignObject)\b[^>]*?(?:\/>|>[\s\S]*?<\/\1\s*>)/gi, "").replace(/\son\w+\s*=\s*(?:"[^"]*"|'[^']*')/gi, "").replace(/\b((?:xlink:)?href\s*=\s*["'])\s*javascript:[^"']*/gi, "$1");

/**
 * What was sent as `image`: null when it is to be left as it is, {bytes, svg}, or {error}. `most`: the server makes PNGs anew, at most so
 * many pixels large.
 */
export function upload(image, { most = null } = {}) {
  if (image === undefined || image === null || /^https?:/i.test(image)) return null;
  const [, type, base64] = DATA_URI.exec(image) ?? [];
  if (!type) return { error: "Valid image file or data URI required." };
  const bytes = Buffer.from(base64, "base64");
  if (type === "image/svg+xml") {
    const text = bytes.toString();
    return /<(?:\w+:)?svg[\s>]/.test(text) && /<\/(?:\w+:)?svg\s*>\s*$/.test(text) ? { bytes: Buffer.from(scrubbed(text)), svg: true } : { error: ["Invalid image."] };
  }
  try {
    checkPng(bytes);
    return { bytes: most ? resized(bytes, most) : bytes, svg: false };
  } catch {
    return { error: ["Invalid image."] };
  }
}

/**
 * The hash by which the server knows that a picture is another one. As observed: with less than about 16 kB it is taken after the end
 * of the file, so that all small pictures look the same, and awards are not baked anew after one small picture follows another.
 */
export const pictureHash = (bytes) => (bytes.length < SMALL ? sha256("") : sha256(bytes)).toString("hex");
