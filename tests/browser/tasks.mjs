// Watches how long a page is kept busy.

/** A task of 80 ms is noticed: a watch that sees nothing would be worth nothing. */
export async function proveWatch(page) {
  await page.evaluate(() => setTimeout(() => {
    const end = performance.now() + 80;
    while (performance.now() < end);
  }));
  await page.waitForFunction(() => globalThis.seen.longest >= 80);
  await page.evaluate(() => Object.assign(globalThis.seen, { longest: 0, tasks: 0, gap: 0 }));
}

/** To be run in the page: watches by its long tasks where the browser tells of them, and by the gaps of a 5 ms timer, into `seen`. */
export function watchTasks() {
  const seen = (globalThis.seen = { longest: 0, tasks: 0, gap: 0, ticking: true });
  if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        seen.tasks += 1;
        seen.longest = Math.max(seen.longest, duration);
      }
    }).observe({ type: "longtask" });
  }
  const tick = (before) => {
    const now = performance.now();
    seen.gap = Math.max(seen.gap, now - before);
    if (seen.ticking) setTimeout(tick, 5, now);
  };
  tick(performance.now());
}
