import { noise } from "../data.mjs";
import { badgepack } from "../peers/badgepack.mjs";
import { checksum, copy, stream } from "../peers/limits.mjs";
import { clientZip, conflux, fflate, zipJs } from "../peers/zippers.mjs";

const BODY = 256 * 1024;

/** W3: stored pictures of 256 KiB, each made when it is asked for. */
export const w3 = {
  prepare() {
    const pool = noise(3, 4 << 20);
    return (size) => ({
      *files() {
        for (let at = 0; at < size; at += 1) {
          const from = (at * 4099) % (pool.length - BODY);
          yield { name: `badges/${at}.png`, bytes: pool.slice(from, from + BODY), packed: true };
        }
      },
    });
  },
  contestants: [badgepack, stream, checksum, copy, clientZip, conflux, fflate, zipJs],
};
