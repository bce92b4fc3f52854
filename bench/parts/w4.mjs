import { tablePieces } from "../data.mjs";
import { badgepack } from "../peers/badgepack.mjs";
import { checksum, native, stream } from "../peers/limits.mjs";
import { fflateDeflate, zipJs } from "../peers/zippers.mjs";

/** What a row of the table has, on average. */
export const ROW = 228;

/** W4: one table, deflated as it comes in pieces of 64 KiB. Sizes are rows. */
export const w4 = {
  prepare() {
    const table = tablePieces();
    return (size) => ({ *files() { yield { name: "awards.csv", pieces: () => table(size * ROW) }; } });
  },
  contestants: [badgepack, stream, checksum, native, fflateDeflate, zipJs],
};
