// Classes 15 to 21: the tab, the engine, the disk, the clock, and whoever sits before them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { waitForFile } from "../browsers.mjs";
import { assertNoneStarts, countStarts } from "../starts.mjs";

const run = promisify(execFile);
const YEARS = 10 * 365.25 * 86_400_000;

/** Leaves the page in mid-run; the browser asks, and gets this answer. */
async function leave(desk, answer) {
  desk.dialogs.length = 0;
  const leaving = desk.page.reload({ timeout: 5_000 }).then(() => true, () => false);
  for (let at = 0; at < 200 && desk.dialogs.length === 0; at++) await sleep(25);
  const [dialog] = desk.dialogs;
  assert.equal(dialog?.type(), "beforeunload", "the browser asks before the tab is left");
  await dialog[answer]();
  return answer === "dismiss" ? leaving.catch(() => {}) : leaving;
}

/** Presses Save, and waits until the run is so far, from 0 to 1. */
async function begun(desk, fraction) {
  await desk.learner.button("Save ZIP").click();
  await desk.page.waitForFunction((fraction) => {
    const bar = document.querySelector("badge-export").shadowRoot.querySelector("badgepack-backpack").shadowRoot.querySelector("[role=progressbar], progress");
    return Number(bar?.value ?? bar?.getAttribute("aria-valuenow")) >= fraction * Number(bar?.max ?? bar?.getAttribute("aria-valuemax") ?? 1);
  }, fraction);
}

/** A run that fails, what is said of it, and the next one, which does not. */
async function failsThenWorks(desk, portal, { code, said, mend }) {
  await desk.learner.button("Save ZIP").click();
  const words = await desk.learner.alert();
  assert.match(words, said);
  assert.equal((await desk.page.evaluate(() => globalThis.told)).at(-1).code, code);
  await desk.assertNothingKept();
  await mend();
  const { report } = await desk.export(portal, [], { button: "Try again" });
  assert.equal(report.complete, true);
}

/** In the page: leaves so much behind that the engine collects what nobody holds. A request that nobody holds has to stop as any other. */
async function litter() {
  for (let at = 0; at < 300; at++) {
    new Uint8Array(1 << 20).fill(1);
    if (at % 10 === 0) await new Promise((go) => requestAnimationFrame(go));
  }
}

export const proofs = {
  async 15(desk, t) {
    const { portal } = await desk.enter(t, { badges: 60, slow: 8 });
    await begun(desk, 0.1);
    await leave(desk, "dismiss");
    await desk.page.getByText("Complete", { exact: true }).waitFor(); // it went on
    await waitForFile(desk.learner.downloads, /\.zip$/);
    await desk.next();
    for (const fraction of [0.1, 0.5, 0.9]) {
      portal.faults.set([{ match: "/v1/outcome_metric/", times: "always", fault: { hang: true } }]); // what is asked for last: it is not over before somebody leaves
      await begun(desk, fraction);
      await leave(desk, "accept");
      portal.faults.clear();
      await desk.learner.button("Continue").waitFor();
      const asked = portal.requests.length;
      await sleep(150);
      assert.equal(portal.requests.length, asked, "nobody asks any more");
      assert.deepEqual(await readdir(desk.learner.downloads), []);
      await desk.learner.useDemo();
    }
    // What was left is removed once no tab can still be copying it.
    const left = await desk.learner.staged();
    await desk.page.evaluate(() => (globalThis.shift = 11 * 60_000));
    const { report } = await desk.export(portal, []);
    assert.equal(report.complete, true);
    const kept = await desk.learner.staged();
    assert.deepEqual(left.filter((name) => kept.includes(name)), []);
  },

  async 16(desk, t) {
    const { portal } = await desk.enter(t, { badges: 20 });
    await desk.page.evaluate(() => (globalThis.breath = 60));
    await failsThenWorks(desk, portal, { code: "fault", said: /engine broke down at its work, and no file was kept/, mend: async () => {} });
    assert.deepEqual(await desk.page.evaluate(() => globalThis.engines), { "badgepack.wasm": 2, "badgepack-unzip.wasm": 1 }, "the second run has an engine of its own");
    assert.deepEqual(desk.learner.problems.filter((problem) => problem.startsWith("uncaught")).slice(1), [], "what broke is told once, and nothing of it goes on");
  },

  async 17(desk, t) {
    const { portal } = await desk.open(t, { badges: 20, machine: { memory: 10 } });
    await desk.learner.button("Use the demo account").click();
    assert.match(await desk.learner.alert(), /engine broke down .* choose less at a time/);
    assert.equal((await desk.page.evaluate(() => globalThis.told)).at(-1).code, "fault");
    await desk.page.evaluate(() => (globalThis.memory = null));
    await desk.learner.button("Try again").click();
    await desk.learner.button("Save ZIP").waitFor();
    assert.equal((await desk.export(portal, [])).report.complete, true);
  },

  async 18(desk, t) {
    const { portal } = await desk.enter(t, { badges: 20 });
    const said = /There is not enough room on this device for the file/;
    await desk.page.evaluate(() => (globalThis.pieces = 1));
    await failsThenWorks(desk, portal, { code: "disk-full", said, mend: () => desk.page.evaluate(() => (globalThis.pieces = Infinity)) });
  },

  async 19(desk, t) {
    const { portal } = await desk.enter(t, { badges: 60, slow: 8 });
    await desk.page.evaluate(countStarts);
    for (const waiting of ["/v1/user_detail/0", "/v1/badge_assertion/", "/open_badge", "/media/"]) {
      portal.faults.set([{ match: waiting, times: "always", fault: { hang: true } }]);
      const from = portal.requests.length;
      await desk.learner.button("Save ZIP").click();
      const hanging = () => portal.requests.slice(from).filter(({ method, path }) => method !== "OPTIONS" && path.includes(waiting));
      for (let at = 0; at < 400 && hanging().length === 0; at++) await sleep(25);
      await desk.page.evaluate(litter);
      await desk.learner.button("Cancel").click();
      await desk.page.getByText("Cancelled. No file was kept.").waitFor();
      await assertNoneStarts(desk.page, 300);
      for (let at = 0; at < 80 && !hanging().every(({ abandoned }) => abandoned); at++) await sleep(25);
      assert.ok(hanging().length > 0 && hanging().every(({ abandoned }) => abandoned), `${waiting}: no connection is left`);
      await desk.assertNothingKept();
    }
    const { report } = await desk.export(portal, []);
    assert.equal(report.complete, true);
    assert.deepEqual(await desk.page.evaluate(() => globalThis.engines), { "badgepack.wasm": 1, "badgepack-unzip.wasm": 1 }, "no engine broke by it");
  },

  async 20(desk, t) {
    for (const [shift, jump] of [[YEARS, -2 * YEARS], [-YEARS, 3_600_000]]) {
      const { portal } = await desk.enter(t, { badges: 12, machine: { shift } });
      portal.faults.set([{ match: "/v1/badge_assertion/100003/open_badge", times: 1, fault: { delay: 400 } }]);
      await desk.learner.button("Save ZIP").click();
      for (let at = 0; at < 200 && !portal.requests.some(({ path }) => path.includes("/open_badge")); at++) await sleep(10);
      await desk.page.evaluate((jump) => (globalThis.shift += jump), jump);
      const zip = await waitForFile(desk.learner.downloads, /\.zip$/);
      const { report } = await desk.sound(zip);
      assert.equal(report.complete, true);
      const { stdout } = await run("python3", ["-c", "import sys, zipfile; print({entry.date_time for entry in zipfile.ZipFile(sys.argv[1]).infolist()})", zip]);
      assert.equal(stdout.trim(), "{(1980, 1, 1, 0, 0, 0)}", "the archive's own times are nobody's clock");
    }
  },

  async 21(desk, t) {
    await desk.enter(t);
    assert.equal(await desk.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    const dist = new URL("../../../dist/", import.meta.url);
    for (const file of await readdir(fileURLToPath(dist), { recursive: true })) {
      if (file.endsWith(".js")) assert.doesNotMatch(await readFile(new URL(file, dist), "utf8"), /serviceWorker|new (Shared)?Worker\b/, file);
    }
  },
};
