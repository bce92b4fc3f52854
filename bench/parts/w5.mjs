import { credential, png } from "../data.mjs";
import * as pngChunks from "../peers/png-chunks.mjs";

const POOL = 64;
const each = (work) => async (pictures) => {
  let bytes = 0;
  for (const picture of pictures()) {
    const { length } = await work(picture.bytes, picture.text);
    bytes += length;
  }
  return bytes;
};
const ours = (work) => ({
  kind: "ours",
  name: "badgepack",
  async run(input) {
    const badgepack = await import("/dist/badgepack.js");
    return each((bytes, text) => work(badgepack, bytes, text))(input);
  },
});
const prepare = (side, seen = (bytes) => bytes) => () => {
  const texts = Array.from({ length: POOL }, (_, at) => credential(at, 4096));
  const pictures = Array.from({ length: POOL }, (_, at) => seen(png(at, side), texts[at]));
  return (size) => function* () {
    for (let at = 0; at < size; at += 1) yield { bytes: pictures[at % POOL], text: texts[(at * 7) % POOL] };
  };
};

/** W5: a credential of 4 KB into pictures of 60 KB. */
export const bake = {
  prepare: prepare(60_000),
  contestants: [
    ours(({ bake }, bytes, text) => bake(bytes, text)),
    { kind: "limit", name: "limit: one copy", run: each((bytes) => bytes.slice()) },
    { kind: "peer", name: "png-chunks-extract and -encode", run: each(pngChunks.bake) },
  ],
};

const unbakers = [
  ours(async ({ unbake }, bytes) => (await unbake(bytes)).payload),
  { kind: "limit", name: "limit: one copy", run: each((bytes) => bytes.slice()) },
  { kind: "peer", name: "png-chunks-extract", run: each(pngChunks.unbake) },
];
/** And out again. */
export const unbake = { prepare: prepare(60_000, pngChunks.bake), contestants: unbakers };
/** And out of pictures of 960 KB. */
export const unbakeLarge = { prepare: prepare(960_000, pngChunks.bake), contestants: unbakers };
