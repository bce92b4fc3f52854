// A learner presses a button and has everything: the archive on disk is whole, true, and pleasant to look at.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, assertSixReadersReadIt, unpack } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

const BADGES = 42;

for (const engine of engines) {
  describe(engine, () => {
    let learner;
    before(async () => (learner = await openLearner(engine)));
    after(() => learner.close());

    it("the demo account's archive is on disk after two clicks, and all of it is as it should be", async (t) => {
      await learner.visit(t, { badges: BADGES });
      await learner.useDemo();
      const zip = await learner.saved();
      await learner.page.getByText("Complete", { exact: true }).waitFor();
      assert.match(basename(zip), /^badges-\d{4}-\d\d-\d\d\.zip$/);
      assert.deepEqual(learner.problems, []);

      const folder = await unpack(zip);
      await assertSixReadersReadIt(zip);
      await assertChecksumsHold(folder);
      assert.equal(await assertPicturesCarryTheirCredentials(folder), BADGES + 3);
      const report = await assertReportAddsUp(folder);
      assert.deepEqual([report.failed, report.complete], [0, true]);

      await t.test("its page opens from disk, shows every picture and every count, and asks nobody for anything", () => viewer(learner, folder, report));
    });

    it("what was not chosen is neither fetched nor saved", async (t) => {
      const { portal } = await learner.visit(t);
      await learner.useDemo();
      await learner.page.getByLabel("To share").check();
      const asked = portal.requests.length;
      const report = await assertReportAddsUp(await unpack(await learner.saved()));
      assert.deepEqual(report.sections.filter(({ state }) => state !== "left-out").map(({ key }) => key), ["badges", "imported"]);
      const later = portal.requests.slice(asked).map(({ path }) => path);
      assert.deepEqual(later.filter((path) => /notifications|equality|attendance|likes|survey|pathway|avatars/.test(path)), []);
    });

    it("says how much there is and about how large it will be, and is not far off", async (t) => {
      await learner.visit(t, { badges: BADGES });
      await learner.useDemo();
      const text = await learner.page.getByText("items chosen").textContent();
      const [, guess] = /≈ ([\d.]+) MB/.exec(text) ?? assert.fail(text);
      const { size } = await stat(await learner.saved());
      const ratio = (Number(guess) * 1e6) / size;
      assert.ok(ratio > 0.5 && ratio < 2, `guessed ${guess} MB, was ${size} bytes`);
    });
  });
}

async function viewer(learner, folder, report) {
  const { page, problems } = learner;
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(folder, "index.html")).href);
  const seen = await page.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
    return {
      blank: [...document.images].filter(({ naturalWidth }) => naturalWidth === 0).map(({ src }) => src),
      cards: document.querySelectorAll("article").length,
      counts: Object.fromEntries([...document.querySelectorAll(".counts a")].map((link) => [link.hash.slice(1), Number(link.querySelector("b").textContent)])),
      first: document.querySelector("main > section").id,
      sideways: document.documentElement.scrollWidth > innerWidth,
    };
  });
  assert.deepEqual(seen.blank, []);
  assert.equal(seen.cards, BADGES + 3);
  const records = Object.fromEntries(report.sections.filter(({ key, records }) => records > 0 && key !== "picture").map(({ key, records }) => [key, records]));
  assert.deepEqual(seen.counts, records);
  assert.equal(seen.first, "summary");
  assert.equal(seen.sideways, false);

  await page.getByRole("searchbox").fill("first aid");
  assert.ok(await page.locator("article:visible").count() < BADGES);
  await page.locator("article:visible summary").first().click();
  await page.locator("article h4:visible").first().waitFor();

  // Printed are the badges with all that is said of them, and none of the other lists unless it was opened.
  const printed = await page.evaluate(() => {
    dispatchEvent(new Event("beforeprint"));
    const open = (what) => document.querySelectorAll(`${what}[open]`).length;
    return { details: open("article > details"), lists: open("section.fold > details") };
  });
  assert.deepEqual(printed, { details: BADGES + 3, lists: 0 });
  assert.deepEqual(asked.filter((url) => !url.startsWith("file:")), []);
  assert.deepEqual(problems, []);
}
