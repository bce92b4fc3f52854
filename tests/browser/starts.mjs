// Counts requests where they start: what is on the wire may arrive at the portal any time later, or never.
import assert from "node:assert/strict";

/** To be run in the page: counts the requests that its scripts start, into `started`. */
export function countStarts() {
  const { fetch } = globalThis;
  globalThis.started = 0;
  globalThis.fetch = (...request) => {
    globalThis.started += 1;
    return fetch(...request);
  };
}

/** Some requests started in the page since they are counted, and for so many milliseconds from now on none does. */
export async function assertNoneStarts(page, ms) {
  const [by, after] = await page.evaluate(async (ms) => {
    const by = globalThis.started;
    await new Promise((go) => setTimeout(go, ms));
    return [by, globalThis.started];
  }, ms);
  assert.ok(by > 0, "requests are counted");
  assert.equal(after, by);
  return by;
}
