// Awards re-baked through the page: each picture looked at afterwards, runs that are broken off and go on, and nothing asked for twice.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { strip } from "../../dist/badgepack.js";
import { readCsv } from "../issuer-files.mjs";
import { unpack } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { plain } from "./issuer-page.mjs";
import { assertCarries, openRun } from "./replace-run-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let run;
    before(async () => (run = await openRun(engine)));
    after(() => run.close());

    /** A class whose picture is new, and of whose awards the portal has re-baked only some. */
    async function stale(t, { rebakeStops = 30, ...options } = {}) {
      await run.open(t, { awards: 600, ...options });
      const id = await run.reach("Bicycle Mechanic", await run.given());
      await run.copied();
      run.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times: 1, fault: { rebakeStops } }]);
      const outcome = await run.replaced();
      assert.equal(outcome.ending, "replaced", outcome.text);
      return id;
    }

    const drawingOf = async (id) => Buffer.from(await strip(await run.bytes((await run.class(id)).image)));

    /** Every award has the new picture with itself in it: on the portal, or in the ZIP where something was baked here. Returns how many of each. */
    async function assertAllCarry(id, { baked }) {
      const drawing = await drawingOf(id);
      const folder = baked > 0 ? await unpack(await run.pictures()) : null;
      const rows = folder ? await readCsv(join(folder, "account.csv")) : [];
      if (folder) assert.equal(rows.length, (await run.awards(id)).length);
      const files = new Map(rows.map((row) => [plain(row["Assertion ID"]), row.File]));
      const counts = { server: 0, baked: 0, signed: 0, revoked: 0 };
      for (const award of await run.awards(id)) {
        const file = files.get(award.entityId);
        const credential = award.revoked ? null : await (await fetch(award.openBadgeId)).json();
        if (award.revoked) counts.revoked += 1;
        else if (credential.proof) counts.signed += 1;
        else {
          await assertCarries(file ? await readFile(join(folder, file)) : await run.bytes(award.image), drawing, award);
          counts[file ? "baked" : "server"] += 1;
        }
      }
      return counts;
    }

    const finished = (count) =>
      run.page.waitForFunction((count) => globalThis.progress?.server >= count, count, { timeout: 60_000 });
    const follow = () => run.page.evaluate(() => document.addEventListener("badgepack-progress", ({ detail }) => (globalThis.progress = detail)));

    it("1,000 awards, of which the portal re-bakes some, is asked for others, and refuses the rest: each carries the new picture and itself", async (t) => {
      const id = await stale(t, { awards: 3_000, rebakeStops: 400 });
      assert.match((await run.outcome()).text, /answered with an error, and has the new badge all the same/);
      run.portal.faults.set([{ match: "/^PUT /v2/assertions/[A-Ma-m0-4]/", times: "always", fault: { status: 405 } }]);
      await run.rebake();
      const account = await run.account();
      assert.equal(account.listed, 1_000);
      assert.ok(account.complete && account.baked > 100 && account.server > 400 && account.signed > 0 && account.revoked > 0, account.text);
      const { server, baked, signed, revoked } = account;
      assert.deepEqual(await assertAllCarry(id, account), { server, baked, signed, revoked });
      assert.equal(run.puts("/v2/assertions/").mostOfOne, 1);
      run.assertNoProblems();
    });

    it("the tab is closed half-way: it goes on from there, and nothing is asked for twice", async (t) => {
      const id = await stale(t, { slow: 4 });
      await follow();
      await run.rebake();
      await finished(60);
      const said = await run.page.getByText("Closing the tab is safe").innerText();
      assert.match(said, /\d+ awards are finished for good, and it goes on from there next time/);
      await run.page.reload(); // Nobody asks whether to leave.
      const kept = await run.page.evaluate(() => Object.values(localStorage).map((text) => JSON.parse(text)));
      assert.equal(kept.length, 1);
      assert.ok(Object.keys(kept[0].journal.done).length >= 60 && !JSON.stringify(kept).includes("@"));
      await run.useDemo();
      await run.pick("First Responder");
      await run.page.getByText(/Re-baking the awards of this badge stopped after \d+ of 200 awards/).waitFor();
      await run.button(/^Go on from award \d+/).click();
      await run.page.getByText(/An earlier run finished \d+ of 200 awards/).waitFor();
      await run.button(/^Go on from award \d+/).click();
      const account = await run.account();
      assert.deepEqual([account.listed, account.failed], [200, 0]);
      assert.ok(account.baked <= 6, "those that were asked for when the tab was closed are not asked for again");
      assert.equal(account.earlier, Object.keys(kept[0].journal.done).length);
      assert.equal(run.puts("/v2/assertions/").mostOfOne, 1);
      assert.ok(run.puts("/v2/assertions/").count < account.server);
      await assertAllCarry(id, account);
      assert.equal(await run.page.evaluate(() => localStorage.length), 0);
    });

    it("paused and resumed, with a sign-in that ends in between", async (t) => {
      await stale(t, { slow: 4 });
      const { page } = run;
      await follow();
      await run.rebake();
      await finished(40);
      await run.button("Pause").click();
      await page.getByText(/\d+ of 200 awards are finished. Nothing is done twice./).waitFor();
      await page.waitForTimeout(300);
      const asked = run.portal.requests.length;
      await page.waitForTimeout(500);
      assert.equal(run.portal.requests.length, asked, "nothing goes on");
      run.portal.faults.set([{ match: "/v2/assertions/", times: "always", fault: { status: 401 } }]);
      await run.button("Resume").click();
      await page.getByText("Your sign-in ended.").filter({ visible: true }).waitFor({ timeout: 60_000 });
      run.portal.faults.clear();
      await run.button("Use the demo account").click();
      await page.getByText("You are signed in again. Everything is as you left it.").filter({ visible: true }).first().waitFor();
      await run.button("Resume").click();
      const account = await run.account();
      assert.deepEqual([account.listed, account.failed], [200, 0], account.text);
      assert.ok(account.baked <= 12, "those that were asked for when it was broken off are not asked for again");
      assert.equal(run.puts("/v2/assertions/").mostOfOne, 1);
    });

    it("some fail: who and why, and run again for those only", async (t) => {
      const id = await stale(t, { rebakeStops: 1_000 });
      const failing = (await run.awards(id)).filter(({ revoked }) => !revoked).slice(0, 3);
      run.portal.faults.set(failing.map(({ openBadgeId }) => ({ match: `GET ${new URL(openBadgeId).pathname}`, times: "always", fault: { status: 404 } })));
      await run.rebake();
      const account = await run.account();
      assert.equal(account.failed, 3);
      assert.match(account.text, /^3 awards could not be done 3 failed .* What failed, and why .*Run again for those/);
      run.portal.faults.clear();
      const before = run.portal.requests.length;
      await run.button("Run again for those").click();
      await run.page.getByText("All 200 awards accounted for").waitFor();
      const again = await run.account();
      assert.deepEqual([again.failed, again.earlier], [0, 197]);
      assert.ok(run.portal.requests.length - before < 20, "only those");
    });

    it("what is baked here and not saved yet is not lost: the next run bakes it again", async (t) => {
      await stale(t, { awards: 120, rebakeStops: 5 });
      run.portal.faults.set([{ match: "PUT /v2/assertions/", times: "always", fault: { status: 405 } }]);
      await run.rebake();
      const account = await run.account();
      assert.ok(account.baked > 20);
      await run.page.getByText("Until they are saved, the next run bakes them again.").waitFor();
      await run.page.reload();
      await run.useDemo();
      await run.pick("First Responder");
      await run.button(/^Go on from award/).click();
      await run.button(/^Go on from award/).click();
      const again = await run.account();
      assert.equal(again.baked, account.baked);
      await run.pictures();
      await run.page.getByText(/pictures saved as/).waitFor();
      assert.equal(await run.page.evaluate(() => localStorage.length), 0);
    });

    it("nothing is kept where people do not want it, and forgetting forgets", async (t) => {
      await stale(t, { slow: 4 });
      await follow();
      await run.button("Continue to re-bake").click();
      await run.check("Remember on this device").uncheck();
      await run.button("Start re-baking").click();
      await finished(35);
      await run.page.getByText("Closing the tab is safe: the next run finds out what is done, and does nothing twice.").waitFor();
      assert.equal(await run.page.evaluate(() => localStorage.length), 0);
      await run.button("Pause").click();
      await run.button("Stop here").click();
      await run.pick("First Responder");
      await run.button("Only re-bake its awards").click();
      assert.ok(await run.check("Remember on this device").isChecked());
      await run.button("Start re-baking").click();
      await run.page.waitForFunction(() => localStorage.length === 1);
      await run.button("Pause").click();
      await run.button("Stop here").click();
      await run.pick("First Responder");
      await run.button(/^Go on from award/).click();
      await run.button("Forget it").click();
      await run.button("Start re-baking").waitFor();
      assert.equal(await run.page.evaluate(() => localStorage.length), 0);
    });
  });
}
