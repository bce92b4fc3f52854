// A badge in the inspector, for everyone: checked by axe, light and dark, on a narrow screen, from right to left and with large letters.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFit } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    const schemes = can(engine, "colours") ? ["light", "dark"] : [null];
    let inspector;
    before(async () => (inspector = await openInspector(engine, { dark: !can(engine, "colours"), reducedMotion: true })));
    after(() => inspector.close());

    it("each state of one badge", async () => {
      await inspector.visit();
      const { page } = inspector;
      await assertFit(page, "nothing yet", schemes);
      await inspector.button("From a web address").click();
      await inspector.button("Fetch it").click();
      await page.getByRole("alert").waitFor();
      await assertFit(page, "an address lacks", schemes);
      await inspector.after(() => inspector.button("Try an example").click());
      await inspector.card.getByText("first-aid course").waitFor();
      await page.getByLabel("Your e-mail address").fill("a@example.org");
      await inspector.button("Compare").click();
      await page.locator("badgepack-card form.mine .note").waitFor();
      await assertFit(page, "a badge", schemes);
      for (const tab of ["Data", "Inside the file", "Everything else"]) {
        await page.getByRole("tab", { name: tab }).click();
        await assertFit(page, tab, schemes.slice(0, 1));
      }
      await inspector.choose(fixture("baked/p07_both_keywords.png"));
      await inspector.button("Bake into another picture").click();
      await page.locator("badgepack-card .panel input[type=file]").setInputFiles(fixture("badgr/input-v1.png"));
      await page.getByText("This is what you get").waitFor();
      await assertFit(page, "remarks, and baking", schemes);
    });

    it("from right to left, and at twice the size of letters, nothing has to be scrolled sideways", async () => {
      await inspector.visit();
      await inspector.after(() => inspector.button("Try an example").click());
      await inspector.page.evaluate(() => Object.assign(document.documentElement, { dir: "rtl" }));
      await inspector.page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      await inspector.page.setViewportSize({ width: 720, height: 800 });
      const { scroll, inner } = await inspector.page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, inner: innerWidth }));
      assert.ok(scroll <= inner, `${scroll} px wide on a screen of ${inner}`);
      await inspector.page.setViewportSize({ width: 1280, height: 800 });
    });
  });
}
