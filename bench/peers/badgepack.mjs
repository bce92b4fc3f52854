// badgepack itself. Archives of given files have no function of the package yet, so the benchmark has an engine of its own, in
// which the exports' archive and outlet stand behind three functions (crate/src/web/bench.rs); all else is the package's.
import { drained, pulled } from "../page/streams.mjs";

let engine;
/** The engine that only the benchmark has. */
export const benchEngine = () =>
  (engine ??= import("/engine/bench_engine.js").then(async (glue) => {
    await glue.default({ module_or_path: "/engine/bench_engine.wasm" });
    return glue;
  }));

/** The archive's pieces. `files`: {name, bytes, packed} for bodies at hand, {name, pieces} for one that is made piece by piece. */
function* archive(Pack, files) {
  const pack = new Pack();
  const ready = function* () {
    for (let piece = pack.next(); piece !== undefined; piece = pack.next()) yield piece;
  };
  try {
    for (const { name, bytes, packed, pieces } of files) {
      if (pieces) {
        for (const piece of pieces()) {
          pack.grow(piece);
          yield* ready();
        }
        pack.close(name);
      } else if (packed) pack.picture(name, bytes);
      else pack.text(name, bytes);
      yield* ready();
    }
    pack.finish();
    yield* ready();
  } finally {
    pack.free();
  }
}

/** An archive of files. */
export const badgepack = {
  kind: "ours",
  name: "badgepack",
  async run({ files }) {
    const { Pack, memoryBytes } = await benchEngine();
    const bytes = await drained(pulled(archive(Pack, files())));
    return { bytes, memory: memoryBytes() };
  },
};
