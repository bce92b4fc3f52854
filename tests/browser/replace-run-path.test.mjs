// A badge replaced through the page, its awards re-baked, and all of it put back from the safety copy.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { checkSafetyCopy } from "../../dist/badgepack.js";
import { engines } from "./browsers.mjs";
import { openReplacer } from "./replace-run-page.mjs";

const writable = ({ image, ...record }) => {
  for (const list of ["tags", "alignments"]) record[list] = record[list].map((one) => JSON.stringify(one)).sort();
  return record;
};

for (const engine of engines) {
  describe(engine, () => {
    let replacer;
    before(async () => (replacer = await openReplacer(engine)));
    after(() => replacer.close());

    it("a badge is replaced once, and Restore brings every field and the picture's bytes back", async (t) => {
      await replacer.visit(t);
      const { page } = replacer;
      const id = await replacer.reach("Bicycle Mechanic", await replacer.given("First Responder"));
      const before = await replacer.class(id);
      const drawing = Buffer.from(await replacer.bytes(before.image));
      await page.getByText("will show the new name, description, criteria address, criteria text, picture, and tags.").waitFor();

      const name = page.getByLabel("Type the badge’s name to confirm");
      assert.ok(await name.isDisabled(), "first the safety copy");
      const copy = await replacer.copied();
      assert.deepEqual([(await checkSafetyCopy(copy)).name, (await checkSafetyCopy(copy)).awards], [before.name, (await replacer.awards(id)).length]);
      await name.fill("Bicycle Mechanic");
      assert.ok(await replacer.button("Replace badge").isDisabled(), "not the whole name");
      await name.fill("bicycle mechanic, level 1");
      assert.ok(await replacer.button("Replace badge").isDisabled(), "not the same letters");
      assert.equal(replacer.puts("").count, 0);

      const outcome = await replacer.replaced("  Bicycle   Mechanic, Level\u00a01 ");
      assert.equal(outcome.ending, "replaced", outcome.text);
      assert.match(outcome.text, /^The badge is replaced It was sent once/);
      assert.ok(outcome.fields.every(({ fate }) => fate === "as-sent"), JSON.stringify(outcome.fields));
      assert.equal((await replacer.class(id)).name, "First Responder");
      assert.equal(replacer.puts("").count, 1);

      await replacer.button("Continue to re-bake").click();
      await replacer.button("Start re-baking").click();
      const account = await replacer.account();
      assert.ok(account.complete && account.failed === 0 && account.baked === 0, account.text);
      assert.match(account.text, /^All 40 awards accounted for Complete/);
      assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing is kept of a run that is done");

      await replacer.reach("First Responder", copy); // the class as it is called now; the safety copy as the new badge
      await replacer.copied();
      const restored = await replacer.replaced("First Responder");
      assert.equal(restored.ending, "replaced", restored.text);
      const now = await replacer.class(id);
      assert.deepEqual(writable(now), writable(before));
      assert.ok(drawing.equals(Buffer.from(await replacer.bytes(now.image))));
      replacer.assertNoProblems();
    });

    it("only the text: the awards need no new picture, and that is said", async (t) => {
      await replacer.visit(t);
      await replacer.reach("Community Map Maker", JSON.stringify({ type: "BadgeClass", name: "Community Map Maker, again", description: "Maps." }));
      await replacer.page.getByText("will show the new name and description.").waitFor();
      await replacer.copied();
      const outcome = await replacer.replaced("Community Map Maker");
      assert.match(outcome.text, /The picture is the one that the awards already carry/);
      await replacer.button("Another badge class").click();
      assert.equal((await replacer.told("badge-again")).length, 1);
    });

    it("going back keeps the safety copy for the same class as it was seen", async (t) => {
      await replacer.visit(t);
      const { page } = replacer;
      await replacer.reach("Community Map Maker", await replacer.given("First Responder"));
      await replacer.copied();
      await replacer.button("Go back").click();
      assert.equal((await replacer.told("badge-back")).length, 1);
      await page.evaluate(() => {
        const before = document.querySelector("badge-replace-run");
        const { account, present, draft } = before;
        before.replaceWith(Object.assign(document.createElement("badge-replace-run"), { account, present, draft, selection: { name: "take" } }));
      });
      await page.getByText("will show the new name.").waitFor();
      await page.getByText("Read back and checked").waitFor();
    });

    it("a portal whose class has no awards, and a name that tries to trick", async (t) => {
      await replacer.visit(t);
      const { page } = replacer;
      await replacer.reach("Night Bus Driver", await replacer.given("First Responder"));
      await page.getByText("has not been awarded yet. It will have the new name").waitFor();
      await replacer.copied();
      const outcome = await replacer.replaced("Night Bus Driver");
      assert.equal(outcome.ending, "replaced");
      assert.equal(await replacer.button("Continue to re-bake").count(), 0);

      const id = await replacer.reach("=HYPERLINK", await replacer.given("Bicycle Mechanic"));
      const { name } = await replacer.class(id);
      await replacer.copied();
      assert.equal((await replacer.replaced(name.normalize("NFD"))).ending, "replaced");
    });
  });
}
