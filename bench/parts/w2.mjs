import { credentialBytes } from "../data.mjs";
import { badgepack } from "../peers/badgepack.mjs";
import { checksum, copy, stream } from "../peers/limits.mjs";
import { clientZip, conflux, fflate, fflateFast, jsZip, zipJs } from "../peers/zippers.mjs";

const POOL = 512;

/** W2: credentials of 2 KB, deflated. */
export const w2 = {
  prepare() {
    const texts = Array.from({ length: POOL }, (_, at) => credentialBytes(at, 2048));
    return (size) => ({
      *files() {
        for (let at = 0; at < size; at += 1) yield { name: `badges/2025-05-${10 + (at % 20)}-harbour-workshop-${at}.json`, bytes: texts[at % POOL], packed: false };
      },
    });
  },
  contestants: [badgepack, stream, checksum, copy, clientZip, conflux, fflate, fflateFast, jsZip, zipJs],
};
