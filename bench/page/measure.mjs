// One measurement: runs in the worker or on the page, whichever loads it.
import { table } from "../parts/table.mjs";
import { w1 } from "../parts/w1.mjs";
import { w2 } from "../parts/w2.mjs";
import { w3 } from "../parts/w3.mjs";
import { w4 } from "../parts/w4.mjs";
import { bake, unbake, unbakeLarge } from "../parts/w5.mjs";
import { w6 } from "../parts/w6.mjs";
import { rebake } from "../parts/rebake.mjs";

const parts = { w1, w2, w3, w4, table, bake, unbake, "unbake-large": unbakeLarge, w6, rebake };
const prepared = {};

/** Who is measured in a part: [{name, kind}]. */
export const contestants = (part) => parts[part].contestants.map(({ name, kind }) => ({ name, kind }));

/** Runs one contestant once. Returns its milliseconds, the bytes that came out, and WebAssembly's memory where that is known. */
export async function measure({ part, contestant, size, context }) {
  prepared[part] ??= parts[part].prepare();
  const input = prepared[part](size, context);
  const { run } = parts[part].contestants.find(({ name }) => name === contestant);
  const started = performance.now();
  const result = await run(input);
  const ms = performance.now() - started;
  return { ms, ...(typeof result === "number" ? { bytes: result } : result) };
}
