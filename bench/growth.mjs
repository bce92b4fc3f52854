// What a larger job costs: time for each record, WebAssembly's memory, and what the whole browser holds.
import { setTimeout as sleep } from "node:timers/promises";
import { openBench } from "./browser.mjs";
import { median } from "./targets.mjs";

const STEPS = [1, 4, 16];

/** Measures in a fresh browser, watching what its processes hold; three times where that is short. */
async function watched(url, ask, tries) {
  const bench = await openBench(url);
  try {
    const small = { ...ask, size: Math.max(1, Math.round(ask.size / 4)) };
    await bench.ask(small); // compiled, and in the shape that it works in
    const start = await bench.held();
    let [most, over] = [start, false];
    const watching = (async () => {
      while (!over) {
        most = Math.max(most, await bench.held());
        await sleep(100);
      }
    })();
    const runs = [];
    for (let at = 0; at < tries; at += 1) runs.push(await bench.ask(ask));
    over = true;
    await watching;
    return { ms: median(runs.map(({ ms }) => ms)), memory: Math.max(...runs.map(({ memory }) => memory ?? 0)), start, grown: most - start };
  } finally {
    await bench.close();
  }
}

/** Each part at 1, 4 and 16 times a sixteenth of its size. */
export async function growth(url, sizes, context, say) {
  const found = {};
  for (const [part, full] of Object.entries(sizes)) {
    const each = [];
    for (const step of STEPS) {
      const size = Math.max(1, Math.round((full * step) / 16));
      each.push({ size, ...(await watched(url, { part, contestant: "badgepack", size, context }, 16 / step > 1 ? 3 : 1)) });
      say(`growth: ${part} ${size}`);
    }
    const [first, , last] = each;
    found[part] = {
      sizes: each.map(({ size }) => size),
      each: each.map(({ ms, size }) => (ms * 1000) / size),
      memories: each.map(({ memory }) => memory),
      held: each.map(({ grown }) => grown),
      time: last.ms / last.size / (first.ms / first.size),
      memory: last.memory / first.memory,
    };
  }
  return found;
}

/** The whole browser's memory while an export of so many records runs. */
export async function memoryAt(url, records, context) {
  const { start, grown, memory } = await watched(url, { part: "w6", contestant: "badgepack", size: records, context: { api: context.api, picture: 2000 } }, 1);
  return { records, start: start / 2 ** 20, grown: grown / 2 ** 20, wasm: memory / 2 ** 20 };
}
