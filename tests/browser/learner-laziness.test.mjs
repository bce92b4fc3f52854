// Pull, never push: nothing is asked before someone reads, not too much at once, and nothing more once it was cancelled.
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startSite } from "../../tools/serve.mjs";
import { startPortal } from "../portal/server.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";
import { assertNoneStarts, countStarts } from "./starts.mjs";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** A demo portal that counts how many requests it works on at once. */
async function watchedPortal(options) {
  let most = 0;
  const atOnce = () => (most = Math.max(most, 1 + portal.requests.filter(({ status }) => status === 0).length));
  const portal = await startPortal({ ...options, log: atOnce });
  return { ...portal, most: () => most };
}

for (const engine of engines) {
  describe(engine, () => {
    let learner, root;
    before(async () => {
      // A page with nothing on it but the package.
      root = await mkdtemp(join(tmpdir(), "badgepack-package-"));
      for (const file of await readdir(dist)) if (/\.(js|wasm)$/.test(file)) await cp(join(dist, file), join(root, file));
      await writeFile(join(root, "index.html"), '<!doctype html><html lang="en"><title>Package</title><link rel="icon" href="data:,">');
      learner = await openLearner(engine);
    });
    after(async () => {
      await learner.close();
      await rm(root, { recursive: true });
    });

    async function visit(t, options) {
      const portal = await watchedPortal(options);
      const site = await startSite({ root, portals: [], anyPortal: true });
      t.after(() => Promise.all([site.close(), portal.close()]));
      await learner.page.goto(site.url);
      await learner.page.evaluate(async (url) => {
        const { exportLearner } = await import("/badgepack.js");
        globalThis.run = exportLearner({ portal: { url }, token: "demo" });
        globalThis.reader = globalThis.run.stream.getReader();
      }, portal.url);
      return portal;
    }

    const loads = () => learner.page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length);

    it("nothing is loaded and no request goes out before the stream's first read", async (t) => {
      const portal = await visit(t, { badges: 6 });
      await sleep(300);
      assert.deepEqual([portal.requests.length, await loads()], [0, 0]);
      await learner.page.evaluate(() => globalThis.reader.read().then(() => {}));
      assert.ok(portal.requests.length > 0);
      assert.equal(await loads(), 1);
    });

    it("a reader that pauses pauses the export", async (t) => {
      const portal = await visit(t, { badges: 300 });
      await learner.page.evaluate(() => globalThis.reader.read().then(() => {}));
      await sleep(400);
      const asked = portal.requests.length;
      await sleep(400);
      assert.equal(portal.requests.length, asked);
      assert.ok(asked < 200, `${asked} requests for one piece`);
      await learner.page.evaluate(() => globalThis.reader.cancel());
    });

    it("the portal never works on more than six requests at once", async (t) => {
      const portal = await visit(t, { badges: 60, slow: 5 });
      const summary = await learner.page.evaluate(async () => {
        while (!(await globalThis.reader.read()).done);
        return globalThis.run.summary;
      });
      assert.equal(summary.complete, true);
      t.diagnostic(`most requests at once, as the portal saw: ${portal.most()}`);
      assert.ok(portal.most() >= 4 && portal.most() <= 6, `${portal.most()} at once`);
    });

    it("after a cancel of the stream no request starts, and the summary says that it was cancelled", async (t) => {
      await visit(t, { badges: 300, slow: 5 });
      await learner.page.evaluate(countStarts);
      const code = await learner.page.evaluate(async () => {
        for (let i = 0; i < 3; i++) await globalThis.reader.read();
        await globalThis.reader.cancel();
        return globalThis.run.summary.then(() => "resolved", ({ code }) => code);
      });
      assert.equal(code, "cancelled");
      const started = await assertNoneStarts(learner.page, 500);
      assert.ok(started < 50, `${started} of more than 300 requests`);
    });

    it("cancel on the page stops every request, leaves no file, and leads back to the choice", async (t) => {
      await learner.visit(t, { badges: 400, slow: 5 });
      await learner.useDemo();
      await learner.page.evaluate(countStarts);
      await learner.button("Save ZIP").click();
      await learner.page.getByText(/^\d+ of 400$/).waitFor();
      await learner.button("Cancel").click();
      await learner.page.getByText("Cancelled. No file was kept.").waitFor();
      await learner.button("Save ZIP").waitFor();
      await assertNoneStarts(learner.page, 500);
      assert.deepEqual(await learner.staged(), []);
      assert.deepEqual(await readdir(learner.downloads), []);
    });
  });
}
