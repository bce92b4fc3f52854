import { credentialBytes, png } from "../data.mjs";
import { badgepack } from "../peers/badgepack.mjs";
import { checksum, copy, stream } from "../peers/limits.mjs";
import { clientZip, conflux, fflate, fflateFast, jsZip, zipJs } from "../peers/zippers.mjs";

const POOL = 64;

/** W1: badges, each a picture of 60 KB (stored) and a credential of 4 KB (deflated). */
export const w1 = {
  prepare() {
    const pictures = Array.from({ length: POOL }, (_, at) => png(at, 60_000));
    const texts = Array.from({ length: POOL }, (_, at) => credentialBytes(at, 4096));
    return (size) => ({
      *files() {
        for (let at = 0; at < size; at += 1) {
          const name = `badges/2025-05-${10 + (at % 20)}-harbour-workshop-${at}`;
          yield { name: `${name}.png`, bytes: pictures[at % POOL], packed: true };
          yield { name: `${name}.json`, bytes: texts[at % POOL], packed: false };
        }
      },
    });
  },
  contestants: [badgepack, stream, checksum, copy, clientZip, conflux, fflate, fflateFast, jsZip, zipJs],
};
