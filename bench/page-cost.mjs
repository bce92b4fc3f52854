// What badgepack costs the page itself: its longest task in each part, and the time until an engine is ready.
import { watchTasks } from "../tests/browser/tasks.mjs";
import { openBench } from "./browser.mjs";
import { median } from "./targets.mjs";

/** The longest task of each part, run on the page and not in a worker. */
export async function longestTasks(url, sizes, context, say) {
  const found = {};
  const bench = await openBench(url);
  try {
    for (const [part, size] of Object.entries(sizes)) {
      const ask = { part, contestant: "badgepack", size, context: context[part] ?? context };
      await bench.here({ ...ask, size: 1 }); // data and code are made before anyone waits
      await bench.page.evaluate(watchTasks);
      await bench.here(ask);
      const { longest, gap } = await bench.page.evaluate(async () => {
        await new Promise((done) => setTimeout(done, 100)); // long tasks are told a little later
        return Object.assign(globalThis.seen, { ticking: false });
      });
      found[part] = { longest, gap };
      say(`page: ${part}`);
    }
    return found;
  } finally {
    await bench.close();
  }
}

/** Milliseconds until the learner's engine is ready, and until its file is fetched and an empty one is ready, each in a fresh worker. */
export async function start(bench, rounds) {
  const once = (ask) => bench.page.evaluate((ask) => new Promise((resolve, reject) => {
    const worker = new Worker("/bench/start.js", { type: "module" });
    worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(ask);
  }), ask);
  const [badgepack, limit] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    badgepack.push(await once({ engine: "learner" }));
    limit.push(await once({ file: "/dist/badgepack.wasm" }));
  }
  return { badgepack: median(badgepack), limit: median(limit) };
}
