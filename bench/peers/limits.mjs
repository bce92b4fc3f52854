// The limits: what is left when nothing of the work is done but one part of it.
import { drained, pulled } from "../page/streams.mjs";
import { benchEngine } from "./badgepack.mjs";

/** Every body goes through a stream, and nothing else is done. */
export const stream = { kind: "limit", name: "limit: a stream", run: ({ files }) => drained(pulled(bodies(files()))) };

/** A copy is made of each body. */
export const copy = { kind: "limit", name: "limit: one copy", run: ({ files }) => drained(pulled(bodies(files(), (bytes) => bytes.slice()))) };

/** Each body is copied into WebAssembly and its CRC-32 taken, by badgepack's own code. */
export const checksum = {
  kind: "limit",
  name: "limit: CRC-32",
  async run({ files }) {
    const { Checksum } = await benchEngine();
    const crc = new Checksum();
    try {
      return await drained(pulled(bodies(files(), (bytes) => (crc.of(bytes), bytes))));
    } finally {
      crc.free();
    }
  },
};

/** What the browser's own deflater makes of it. */
export const native = {
  kind: "limit",
  name: "limit: CompressionStream",
  run: ({ files }) => drained(pulled(bodies(files())).pipeThrough(new CompressionStream("deflate-raw"))),
};

function* bodies(files, seen = (bytes) => bytes) {
  for (const { pieces, bytes } of files) {
    if (pieces) for (const piece of pieces()) yield seen(piece);
    else yield seen(bytes);
  }
}
