// A badge replaced through the page, its awards re-baked, and all of it put back from the safety copy.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { bake, checkSafetyCopy, strip } from "../../dist/badgepack.js";
import { engines } from "./browsers.mjs";
import { openRun } from "./replace-run-page.mjs";

/** What can be written of a class; the order of its lists is the portal's own. */
const writable = ({ image, ...record }) => {
  for (const list of ["tags", "alignments"]) record[list] = record[list].map((one) => JSON.stringify(one)).sort();
  return record;
};

for (const engine of engines) {
  describe(engine, () => {
    let run;
    before(async () => (run = await openRun(engine)));
    after(() => run.close());

    it("a badge is replaced once, and Restore brings every field and the picture's bytes back", async (t) => {
      await run.open(t);
      const { page } = run;
      const id = await run.reach("Bicycle Mechanic", await run.given());
      const before = await run.class(id);
      const drawing = await run.bytes(before.image);
      await page.getByText("will show the new name, description, criteria address, criteria text, picture, and tags.").waitFor();

      assert.ok(await run.name.isDisabled(), "first the safety copy");
      const copy = await run.copied();
      const info = await checkSafetyCopy(copy);
      assert.deepEqual([info.name, info.awards], [before.name, (await run.awards(id)).length]);
      for (const wrong of ["Bicycle Mechanic", "bicycle mechanic, level 1", ""]) {
        await run.name.fill(wrong);
        assert.ok(await run.button("Replace badge").isDisabled(), wrong);
      }
      assert.equal(run.puts().count, 0);

      const outcome = await run.replaced("  Bicycle   Mechanic, Level\u00a01 ");
      assert.equal(outcome.ending, "replaced", outcome.text);
      assert.match(outcome.text, /^(✓ )?The badge is replaced It was sent once/);
      assert.ok(outcome.fields.every(({ fate }) => fate === "as-sent"), JSON.stringify(outcome.fields));
      assert.equal((await run.class(id)).name, "First Responder");
      assert.equal(run.puts().count, 1);

      await run.rebake();
      const account = await run.account();
      assert.ok(account.complete && account.failed === 0 && account.baked === 0, account.text);
      assert.match(account.text, /^All 40 awards accounted for Complete/);
      assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is kept of a run that is done");

      await run.button("Choose another badge").last().click();
      await run.reach("First Responder", copy, "copy.zip");
      await run.copied();
      const restored = await run.replaced("First Responder");
      assert.equal(restored.ending, "replaced", restored.text);
      const now = await run.class(id);
      assert.deepEqual(writable(now), writable(before));
      assert.ok(drawing.equals(await run.bytes(now.image)));
      run.assertNoProblems();
    });

    for (const [form, version] of [["PNG", "1_1"], ["PNG", "3_0"], ["SVG", "2_0"], ["SVG", "3_0"], ["address", "1_1"], ["address", "3_0"], ["JSON", "2_0"]]) {
      it(`the whole way with a badge as ${form} of version ${version.replace("_", ".")}, and back again`, async (t) => {
        await run.open(t);
        const { award } = await run.awardOf("First Responder");
        const address = `${award.openBadgeId}?v=${version}`;
        const json = await (await fetch(address, { headers: { Accept: "application/json" } })).text();
        const onto = async (name) => bake(await strip((await run.awardOf(name)).picture), json);
        const given = { PNG: () => onto("First Responder"), SVG: () => onto("Community Map Maker"), address: () => address, JSON: () => json };
        const id = await run.reach("Bicycle Mechanic", await given[form](), `badge.${form.toLowerCase()}`);
        const before = await run.class(id);
        const drawing = await run.bytes(before.image);
        const copy = await run.copied();
        const outcome = await run.replaced();
        assert.equal(outcome.ending, "replaced", outcome.text);
        const other = await run.class(id);
        const model = await run.class(run.world.class("First Responder").entityId);
        assert.deepEqual([other.name, other.description, other.criteriaUrl], [model.name, model.description, model.criteriaUrl]);
        assert.ok((await run.bytes(model.image)).equals(await run.bytes(other.image)), "it shows the other badge's picture");

        await run.button("Choose another badge").last().click();
        await run.reach("First Responder", copy, "copy.zip");
        await run.copied();
        const restored = await run.replaced("First Responder");
        assert.equal(restored.ending, "replaced", restored.text);
        const now = await run.class(id);
        assert.deepEqual(writable(now), writable(before));
        assert.ok(drawing.equals(await run.bytes(now.image)));
        assert.equal(run.puts().count, 2);
        run.assertNoProblems();
      });
    }

    it("only the text: the awards need no new picture, and that is said", async (t) => {
      await run.open(t);
      await run.reach("Community Map Maker", JSON.stringify({ type: "BadgeClass", name: "Community Map Maker, again", description: "Maps." }));
      await run.page.getByText("will show the new name and description.").waitFor();
      await run.copied();
      const outcome = await run.replaced("Community Map Maker");
      assert.match(outcome.text, /The picture is the one that the awards already carry/);
      await run.button("Choose another badge").last().click();
      await run.button("Community Map Maker, again").waitFor();
    });

    it("going back to the fields keeps the safety copy of the class as it was seen", async (t) => {
      await run.open(t);
      const { page } = run;
      await run.reach("Community Map Maker", await run.given());
      await run.copied();
      await run.button("Go back").click();
      await run.compared();
      await run.way("name", "Keep present");
      await run.button("Continue").filter({ visible: true }).click();
      await page.getByText("will show the new description, criteria address, criteria text, picture, and tags.").waitFor();
      await page.getByText("Read back and checked").waitFor();
      assert.ok(await run.name.isEnabled());
    });

    it("a badge without awards, and one whose name is a formula with right-to-left text", async (t) => {
      await run.open(t);
      await run.reach("Night Bus Driver", await run.given());
      await run.page.getByText("has not been awarded yet. It will have the new name").waitFor();
      await run.copied();
      assert.equal((await run.replaced("Night Bus Driver")).ending, "replaced");
      assert.equal(await run.button("Continue to re-bake").count(), 0);
      await run.button("Choose another badge").last().click();
      const { name } = run.world.class("=HYPERLINK");
      await run.reach("=HYPERLINK", await run.given("Bicycle Mechanic"));
      await run.copied();
      assert.equal((await run.replaced(name.normalize("NFD"))).ending, "replaced");
    });
  });
}
