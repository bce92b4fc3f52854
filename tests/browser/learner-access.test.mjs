// The page for everyone: checked by axe in each state, light and dark, on a narrow screen, and with the keyboard alone.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { unpack } from "../learner-archive.mjs";
import { assertFit, focused, tabTo } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    const schemes = can(engine, "colours") ? ["light", "dark"] : [null];
    let learner;
    before(async () => (learner = await openLearner(engine, { dark: !can(engine, "colours"), reducedMotion: true })));
    after(() => learner.close());

    it("each state of a run that goes well, and the page in the archive", async (t) => {
      const { portal } = await learner.visit(t, { badges: 12 });
      const { page } = learner;
      await assertFit(page, "choosing a portal", schemes);
      await learner.ways();
      await assertFit(page, "ways to sign in", schemes);
      await page.getByText("Use an access token").click();
      await page.getByLabel("Access token").fill("demo");
      await page.getByLabel("Access token").press("Enter");
      await learner.button("Save ZIP").waitFor();
      await assertFit(page, "choosing sections", schemes);
      portal.faults.set([{ match: "/media/badges/", times: 1, fault: { hang: true } }]); // so that it can be looked at
      await learner.button("Save ZIP").click();
      await page.getByText(/^\d+ of 12$/).waitFor();
      await assertFit(page, "running", schemes);
      await learner.button("Cancel").click();
      await learner.button("Save ZIP").click();
      await page.getByText("Complete", { exact: true }).waitFor();
      await assertFit(page, "done", schemes);
      const [file] = /\S+\.zip/.exec(await page.locator("badge-export dd").first().textContent());
      const folder = await unpack(join(learner.downloads, file));
      await page.goto(pathToFileURL(join(folder, "index.html")).href);
      await page.locator("article summary").first().click();
      await assertFit(page, "the archive's page", schemes);
    });

    it("each state of a run that does not go well", async (t) => {
      const { portal } = await learner.visit(t);
      const { page } = learner;
      await learner.signInByToken("not-a-token");
      await learner.alert();
      await assertFit(page, "refused", schemes);
      await learner.button("Back").click();
      await learner.useDemo();
      portal.faults.set([{ match: "/media/imports/", times: "always", fault: { status: 404 } }, { match: "/v1/outcome_metric", times: "always", fault: { status: 404 } }]);
      await learner.saved();
      await learner.button("Try again for those").waitFor();
      await assertFit(page, "done, with something missing", schemes);
      portal.faults.set([{ match: "/v1/", times: "always", fault: { noCors: true } }, { match: "/.well-known/", times: "always", fault: { noCors: true } }, { match: "/v2/", times: "always", fault: { noCors: true } }]);
      await learner.button("Save another").click();
      await learner.alert();
      await assertFit(page, "a fault", schemes);
    });
  });
}

for (const engine of engines.filter((engine) => can(engine, "keyboard"))) describe(`keyboard in ${engine}`, () => {
  let learner;
  before(async () => (learner = await openLearner(engine)));
  after(() => learner.close());

  it("from the first Tab to the file on disk, and the focus is where the news is", async (t) => {
    await learner.visit(t);
    await tabTo(learner.page, /^button Use the demo account/);
    await learner.page.keyboard.press("Enter");
    await learner.button("Save ZIP").waitFor();
    assert.match(await focused(learner.page), /^h2 What is in it/);
    await tabTo(learner.page, /^input Notification history/);
    await learner.page.keyboard.press("Space");
    await tabTo(learner.page, /^button Save ZIP/);
    await learner.page.keyboard.press("Enter");
    await learner.page.getByText("Complete", { exact: true }).waitFor();
    assert.match(await focused(learner.page), /^h2 All \d+ items saved/);
    await tabTo(learner.page, /^button Save another ZIP/);
  });
});
