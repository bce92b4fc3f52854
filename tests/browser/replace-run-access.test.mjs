// Confirming, replacing and re-baking for everyone: checked by axe in each state, light and dark, on a narrow screen, and with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFit, focused, tabTo } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { openRun } from "./replace-run-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    const schemes = can(engine, "colours") ? ["light", "dark"] : [null];
    let run;
    before(async () => (run = await openRun(engine, { dark: !can(engine, "colours"), reducedMotion: true })));
    after(() => run.close());

    it("confirming and replacing", async (t) => {
      await run.open(t);
      const { page } = run;
      const id = await run.reach("Bicycle Mechanic", await run.given());
      await assertFit(page, "confirm", schemes);
      run.portal.faults.set([{ match: "/assertions", times: 1, fault: { hang: true } }]);
      await run.button("Save a safety copy").click();
      await run.button("Cancel").waitFor();
      await assertFit(page, "copying", schemes);
      await run.button("Cancel").click();
      run.portal.faults.set([{ match: "/assertions", times: "always", fault: { status: 404 } }]);
      await run.button("Save a safety copy").click();
      await run.alert();
      await assertFit(page, "no copy", schemes);
      run.portal.faults.clear();
      await run.button("Try again").click();
      await page.getByText("Read back and checked").waitFor();
      await run.name.fill("Bicycle Mechanic, Level 1");
      await assertFit(page, "ready", schemes);
      run.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { delay: 6_000 } }, { match: "PUT ", times: 1, fault: { delay: 6_000 } }]);
      await run.button("Replace badge").click();
      await page.getByText("Nothing has been sent yet").waitFor();
      await assertFit(page, "reading", schemes);
      await page.getByText("It has been sent").waitFor();
      await assertFit(page, "sending", schemes);
      await run.outcome();
      await assertFit(page, "replaced", schemes);
    });

    it("each other ending", async (t) => {
      await run.open(t, { resize: true });
      const { page } = run;
      const id = await run.reach("Bicycle Mechanic", await run.given());
      await run.copied();
      const body = JSON.stringify({ fieldErrors: { name: ["Too long."], image: ["Not square."] }, validationErrors: ["No."] });
      for (const [rules, ending] of [
        [[{ match: "PUT ", times: 1, fault: { status: 400, body } }], "refused"],
        [[{ match: "PUT ", times: 1, fault: { status: 500 } }], "not-applied"],
        [[{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { meanwhile: { tags: ["theirs"], description: "Somebody else’s words." } } }], "changed-meanwhile"],
      ]) {
        run.portal.faults.set(rules);
        assert.equal((await run.replaced()).ending, ending);
        await assertFit(page, ending, schemes);
        if (ending === "changed-meanwhile") break;
        await run.button("Go back to the fields").click();
        await run.button("Continue").filter({ visible: true }).click();
      }
    });

    it("re-baking", async (t) => {
      await run.open(t, { awards: 300, slow: 5 });
      const { page } = run;
      const id = await run.reach("Bicycle Mechanic", await run.given());
      await run.copied();
      run.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times: 1, fault: { rebakeStops: 60 } }]);
      await run.replaced();
      await run.button("Continue to re-bake").click();
      await assertFit(page, "before re-baking", schemes);
      const failing = (await run.awards(id)).filter(({ revoked }) => !revoked).slice(0, 4);
      run.portal.faults.set([
        ...failing.map(({ openBadgeId }) => ({ match: `GET ${new URL(openBadgeId).pathname}`, times: "always", fault: { status: 404 } })),
        { match: "PUT /v2/assertions/", times: "always", fault: { status: 405 } },
      ]);
      await run.button("Start re-baking").click();
      await page.getByText("Looking at each award").waitFor();
      await run.button("Pause").click();
      await assertFit(page, "paused", schemes);
      await run.button("Resume").click();
      await page.getByText("is given time").waitFor();
      await assertFit(page, "watching", schemes);
      await run.account();
      await assertFit(page, "some failed, and a ZIP to save", schemes);
      await run.pictures();
      await page.getByText(/pictures saved as/).waitFor();
      await assertFit(page, "saved", schemes);
    });
  });
}

for (const engine of engines.filter((engine) => can(engine, "keyboard"))) describe(`keyboard in ${engine}`, () => {
  let run;
  before(async () => (run = await openRun(engine)));
  after(() => run.close());

  it("from the confirmation to the account, and the focus is where the news is", async (t) => {
    await run.open(t);
    const { page } = run;
    await run.reach("Bicycle Mechanic", await run.given());
    assert.match(await focused(page), /^h2 Replace for good/);
    await tabTo(page, /^button Save a safety copy/);
    await page.keyboard.press("Enter");
    await page.getByText("Read back and checked").waitFor();
    await page.waitForFunction(() => document.querySelector("badge-replace").shadowRoot.querySelector("badgepack-replace-desk").shadowRoot.querySelector("badgepack-replace-run").shadowRoot.activeElement);
    assert.match(await focused(page), /^input Type the badge’s name/);
    await page.keyboard.press("Enter");
    assert.equal(run.puts().count, 0, "Enter replaces nothing before the name stands there");
    await page.keyboard.type("Bicycle Mechanic, Level 1");
    await tabTo(page, /^button Replace badge/);
    await page.keyboard.press("Enter");
    await run.outcome();
    assert.match(await focused(page), /^h2 The badge is replaced/);
    await tabTo(page, /^button Continue to re-bake/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^h2 Re-bake the awards/);
    await tabTo(page, /^button Start re-baking/);
    await page.keyboard.press("Enter");
    await run.account();
    assert.match(await focused(page), /^h2 All 40 awards accounted for/);
    await tabTo(page, /^button Choose another badge/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Which badge do you want to replace?" }).waitFor();
  });
});
