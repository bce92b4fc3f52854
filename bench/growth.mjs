// What a larger job costs: time for each record, WebAssembly's memory, and what the whole browser holds.
import { tmpdir } from "node:os";
import { atRest, mostWhile } from "../tests/browser/memory.mjs";
import { openUnwatched } from "../tests/browser/unwatched.mjs";
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
    const { result: runs, most } = await mostWhile(bench.held, async () => {
      const runs = [];
      for (let at = 0; at < tries; at += 1) runs.push(await bench.ask(ask));
      return runs;
    });
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

/** The whole browser's memory while an export of so many records runs, on a page to which nobody listens: who listens keeps what is fetched. */
export async function memoryAt(url, records, context) {
  const page = await openUnwatched(tmpdir());
  try {
    await page.goto(url);
    await page.evaluate(async () => {
      while (!globalThis.bench) await new Promise((go) => setTimeout(go, 50));
    });
    const ask = (size) => page.evaluate((what) => globalThis.bench.ask(what), { part: "w6", contestant: "badgepack", size, context: { api: context.api, picture: 2000 } });
    await ask(200); // compiled, and in the shape that it works in
    const start = await atRest(page.held);
    const { result, most } = await mostWhile(page.held, () => ask(records));
    return { records, start: start / 2 ** 20, grown: (most - start) / 2 ** 20, wasm: result.memory / 2 ** 20 };
  } finally {
    await page.close();
  }
}
