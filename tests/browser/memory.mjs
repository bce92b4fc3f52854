// What a Chromium holds: all of its processes together.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A look at what a browser holds.
 * @param {import("playwright-core").Browser} browser a Chromium
 * @returns {Promise<() => Promise<number>>} the bytes of all its processes, shared ones counted once; 0 where there is no Linux
 */
export async function heldBy(browser) {
  const session = await browser.newBrowserCDPSession();
  return async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return (await Promise.all(processInfo.map(({ id }) => proportional(id)))).reduce((sum, bytes) => sum + bytes, 0);
  };
}

/** A process's proportional set size in bytes; 0 for one that is over. */
async function proportional(id) {
  const text = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024;
}

/** What some work returns, and the most that is held meanwhile: looked at ten times a second. */
export async function mostWhile(held, work) {
  let [most, over] = [await held(), false];
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, await held());
      await sleep(100);
    }
  })();
  try {
    const result = await work();
    return { result, most };
  } finally {
    over = true;
    await watching;
  }
}

/** What is held once it stays within 1 % for two seconds: a browser goes on starting when its first page is there. At most half a minute. */
export async function atRest(held) {
  let before = await held();
  for (let look = 0; look < 15; look += 1) {
    await sleep(2000);
    const now = await held();
    if (Math.abs(now - before) <= before / 100) return now;
    before = now;
  }
  return before;
}
