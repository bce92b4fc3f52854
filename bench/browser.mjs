// Chromium as the benchmark sees it: the page, and what its processes cost.
import { openBrowser } from "../tests/browser/browsers.mjs";
import { heldBy } from "../tests/browser/memory.mjs";

/** A browser at the benchmark's page; `problems` are its complaints. */
export async function openBench(url) {
  const opened = await openBrowser("chromium");
  const session = await opened.browser.newBrowserCDPSession();
  await opened.page.goto(url);
  await opened.page.waitForFunction(() => globalThis.bench);
  const processes = async () => (await session.send("SystemInfo.getProcessInfo")).processInfo;
  return {
    ...opened,
    version: opened.browser.version(),
    ask: (what) => opened.page.evaluate((what) => globalThis.bench.ask(what), what),
    here: (what) => opened.page.evaluate((what) => globalThis.bench.here(what), what),
    /** Seconds of processor time of all processes so far. */
    cpu: async () => (await processes()).reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    /** Bytes that all processes hold, shared ones counted once. */
    held: await heldBy(opened.browser),
  };
}
