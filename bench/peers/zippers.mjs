// The other makers of ZIP archives in browsers, each as its documentation says that it is used for many files.
import { configure, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import { Writer } from "@transcend-io/conflux";
import { makeZip } from "client-zip";
import { Deflate, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import JSZip from "jszip";
import { drained, pulled } from "../page/streams.mjs";

configure({ useWebWorkers: false });
const date = new Date("2025-01-01T00:00:00Z");

const input = ({ name, bytes, pieces }) => ({ name, lastModified: date, input: pieces ? pulled(pieces()) : bytes });

/** Stores everything. */
export const clientZip = {
  kind: "peer",
  name: "client-zip (stores all)",
  run: ({ files }) => drained(makeZip((function* () { for (const file of files()) yield input(file); })())),
  /** Of files that are on their way. */
  later: (files) => makeZip((async function* () { for await (const file of files) yield input(file); })()),
};

const fflateAt = (level) => ({
  kind: "peer",
  name: level === 6 ? "fflate" : `fflate, level ${level}`,
  run: ({ files }) => drained(fflateStream(files(), level)),
});
export const fflate = fflateAt(6);
export const fflateFast = fflateAt(1);

function fflateStream(files, level) {
  let waiting = [];
  let over = false;
  const zip = new Zip((error, piece, last) => {
    if (error) throw error;
    waiting.push(piece);
    over = last;
  });
  const work = (function* () {
    for (const { name, bytes, packed, pieces } of files) {
      const entry = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level });
      zip.add(entry);
      if (pieces) {
        for (const piece of pieces()) {
          entry.push(piece.slice()); // it keeps what it is given
          yield;
        }
        entry.push(new Uint8Array(), true);
      } else entry.push(bytes, true);
      yield;
    }
    zip.end();
  })();
  return pulled(
    (function* () {
      while (!over) {
        work.next();
        yield* waiting;
        waiting = [];
      }
    })(),
  );
}

/** Its deflater alone. */
export const fflateDeflate = {
  kind: "peer",
  name: "fflate",
  run({ files }) {
    const out = [];
    const deflate = new Deflate({ level: 6 }, (piece) => out.push(piece));
    return drained(
      pulled(
        (function* () {
          for (const { pieces } of files()) for (const piece of pieces()) {
            deflate.push(piece.slice());
            yield* out.splice(0);
          }
          deflate.push(new Uint8Array(), true);
          yield* out.splice(0);
        })(),
      ),
    );
  },
};

export const conflux = {
  kind: "peer",
  name: "conflux",
  async run({ files }) {
    const { readable, writable } = new Writer();
    const writer = writable.getWriter();
    const writing = (async () => {
      for (const { name, bytes, pieces } of files()) {
        await writer.write({ name, lastModified: date, stream: () => (pieces ? pulled(pieces()) : pulled([bytes])) });
      }
      await writer.close();
    })();
    const [bytes] = await Promise.all([drained(readable), writing]);
    return bytes;
  },
};

export const zipJs = {
  kind: "peer",
  name: "zip.js",
  async run({ files }) {
    const { readable, writable } = new TransformStream();
    const writer = new ZipWriter(writable, { level: 6, keepOrder: true });
    const writing = (async () => {
      for (const { name, bytes, packed, pieces } of files()) {
        await writer.add(name, pieces ? pulled(pieces()) : new Uint8ArrayReader(bytes), { level: packed ? 0 : 6, lastModDate: date });
      }
      await writer.close();
    })();
    const [bytes] = await Promise.all([drained(readable), writing]);
    return bytes;
  },
};

/** Holds everything in memory. */
export const jsZip = {
  kind: "peer",
  name: "JSZip",
  async run({ files }) {
    const zip = new JSZip();
    for (const { name, bytes, packed } of files()) zip.file(name, bytes, { compression: packed ? "STORE" : "DEFLATE", date, binary: true });
    let bytes = 0;
    await new Promise((resolve, reject) => {
      zip
        .generateInternalStream({ type: "uint8array", streamFiles: true })
        .on("data", (piece) => (bytes += piece.length))
        .on("error", reject)
        .on("end", resolve)
        .resume();
    });
    return bytes;
  },
};
