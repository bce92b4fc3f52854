// A PNG made anew, as a server with an image library does it on upload: within a square, and without any chunk that it had.
import { inflateSync } from "node:zlib";
import { png } from "./png.mjs";

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Width, height and the chunks' data of a PNG; an error says what is wrong with it. */
function parts(bytes) {
  if (bytes.subarray(0, 8).toString("latin1") !== "\x89PNG\r\n\x1a\n") throw new Error("it is no PNG");
  const found = { data: [], palette: null, alphas: null, header: null };
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const data = bytes.subarray(at + 8, at + 8 + length);
    const type = bytes.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") found.header = data;
    else if (type === "PLTE") found.palette = data;
    else if (type === "tRNS") found.alphas = data;
    else if (type === "IDAT") found.data.push(data);
    else if (type === "IEND") return found;
    at += 12 + length;
  }
  throw new Error("it ends before its end");
}

/** RGBA of each pixel of an 8-bit PNG without interlacing (PNG 3, 9 and 10); null for other kinds, which are left as they are. */
function decode(bytes) {
  const { header, data, palette, alphas } = parts(bytes);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth, colour, , , interlaced] = header.subarray(8);
  if (depth !== 8 || interlaced || !(colour in CHANNELS)) return null;
  const channels = CHANNELS[colour];
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? rows[y * stride + x - channels] : 0;
      const up = y ? rows[(y - 1) * stride + x] : 0;
      const corner = y && x >= channels ? rows[(y - 1) * stride + x - channels] : 0;
      rows[y * stride + x] = raw[y * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  const pixel = (x, y) => {
    const at = y * stride + x * channels;
    if (colour === 3) return [...palette.subarray(rows[at] * 3, rows[at] * 3 + 3), alphas?.[rows[at]] ?? 255];
    if (colour === 0 || colour === 4) return [rows[at], rows[at], rows[at], colour === 4 ? rows[at + 1] : 255];
    return [rows[at], rows[at + 1], rows[at + 2], colour === 6 ? rows[at + 3] : 255];
  };
  return { width, height, pixel };
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** The picture within a square of at most `most` pixels, padded with nothing; written anew even when it was small enough. */
export function resized(bytes, most) {
  const picture = decode(bytes);
  if (!picture) return bytes;
  const { width, height, pixel } = picture;
  const size = Math.min(most, Math.max(width, height));
  const scale = Math.max(width, height) / size;
  const [left, top] = [(size - width / scale) / 2, (size - height / scale) / 2];
  return png(size, (x, y) => {
    const [px, py] = [Math.floor((x + 0.5 - left) * scale), Math.floor((y + 0.5 - top) * scale)];
    return px < 0 || py < 0 || px >= width || py >= height ? [0, 0, 0, 0] : pixel(px, py);
  });
}

/** Throws when the bytes are no whole PNG. */
export const checkPng = (bytes) => {
  if (!parts(bytes).header) throw new Error("it has no header");
};
