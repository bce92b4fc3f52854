// Records that cannot be had: tried again, listed with the reason, and got later without the rest.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, assertSixReadersReadIt, unpack } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

/** What the page says is missing: name and reason of each. */
const missing = (page) => page.locator("table tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map(({ textContent }) => textContent.trim().replace(/\s+/g, " "))));

for (const engine of engines) {
  describe(engine, () => {
    let learner;
    before(async () => (learner = await openLearner(engine)));
    after(() => learner.close());

    it("one picture is not there, one comes at the second try, one never does: two are listed, and had later as a second ZIP", async (t) => {
      const { portal } = await learner.visit(t, {
        faults: [
          { match: "/media/imports/900", times: "always", fault: { status: 404 } },
          { match: "/media/imports/901", times: 1, fault: { status: 500 } },
          { match: "/media/imports/902", times: "always", fault: { status: 500 } },
        ],
      });
      await learner.useDemo();
      const first = await learner.saved();
      await learner.page.getByText("2 missing").first().waitFor();
      const rows = await missing(learner.page);
      assert.equal(rows.length, 2);
      assert.match(rows[0].join(), /its picture,The portal says that this does not exist/);
      assert.match(rows[1].join(), /its picture,The portal had a fault of its own; try again later/);

      const folder = await unpack(first);
      await assertSixReadersReadIt(first);
      await assertChecksumsHold(folder);
      assert.equal(await assertPicturesCarryTheirCredentials(folder), 6 + 1);
      const report = await assertReportAddsUp(folder);
      assert.deepEqual([report.failed, report.complete], [2, false]);
      assert.deepEqual(report.records.filter(({ state }) => state === "failed").map(({ id, part, code }) => [id, part, code]), [["900", "picture", "not-found"], ["902", "picture", "server-fault"]]);
      assert.equal(portal.requests.filter(({ path, method }) => path.includes("/media/imports/902") && method === "GET").length, 4);

      portal.faults.clear();
      const second = await learner.saved("Try again for those", /-rest\.zip$/);
      await learner.page.getByText("All 2 items saved").waitFor();
      assert.ok((await stat(second)).size < (await stat(first)).size / 2);
      const rest = await unpack(second);
      assert.equal(await assertPicturesCarryTheirCredentials(rest), 2);
      const restReport = await assertReportAddsUp(rest);
      assert.deepEqual(restReport.records.map(({ section, id, part, state }) => [section, id, part, state].join(" ")), [
        "imported 900 credential exported", "imported 900 picture exported", "imported 902 credential exported", "imported 902 picture exported",
      ]);
    });

    it("a list that breaks off is said to be incomplete, and had whole later", async (t) => {
      const { portal } = await learner.visit(t, { faults: [] });
      await learner.useDemo();
      const chosen = Number(/\d+/.exec(await learner.page.getByText(/^\d+ items chosen/).innerText())[0]);
      portal.faults.set([{ match: "/v1/activity_attendance", times: "always", fault: { status: 500 } }]);
      const folder = await unpack(await learner.saved());
      await learner.page.getByText("25 missing", { exact: true }).first().waitFor();
      await learner.page.getByRole("heading", { name: `${chosen - 25} of ${chosen} items saved` }).waitFor();
      assert.match((await missing(learner.page)).join(), /Activity attendances: not read to the end 25 missing,The portal had a fault of its own/);
      assert.equal((await assertReportAddsUp(folder)).sections.find(({ key }) => key === "attendances").state, "incomplete");

      portal.faults.clear();
      const rest = await assertReportAddsUp(await unpack(await learner.saved("Try again for those", /-rest\.zip$/)));
      assert.deepEqual(rest.sections.filter(({ state }) => state !== "left-out").map(({ key, state, records }) => [key, state, records]), [["attendances", "complete", 25]]);
    });

    it("while a portal asks to wait, the page says for how long", async (t) => {
      const { portal } = await learner.visit(t);
      await learner.useDemo();
      portal.faults.set([{ match: "/open_badge", times: 1, fault: { status: 429, retryAfter: 2 } }]);
      const saving = learner.saved();
      await learner.page.getByText(/Waiting \d seconds? because the portal asked for it/).waitFor();
      await saving;
      await learner.page.getByText("Complete", { exact: true }).waitFor();
    });
  });
}
