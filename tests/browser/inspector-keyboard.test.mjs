// The inspector with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { focused, tabTo } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

for (const engine of engines.filter((engine) => can(engine, "keyboard"))) describe(engine, () => {
  let inspector;
  before(async () => (inspector = await openInspector(engine)));
  after(() => inspector.close());

  it("from the first Tab to the badge, through its tabs by the arrows, to a saved file", async () => {
    await inspector.visit();
    const { page } = inspector;
    await tabTo(page, /^button Try an example/);
    await inspector.after(() => page.keyboard.press("Enter"));
    assert.match(await focused(page), /^h2 Mountain Guide/);
    await tabTo(page, /^button Summary/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(page), /^button Data/);
    await page.getByText("Copy and save give exactly").waitFor();
    await page.keyboard.press("End");
    assert.match(await focused(page), /^button Everything else/);
    await page.keyboard.press("Home");
    assert.match(await focused(page), /^button Summary/);
    await tabTo(page, /^button Save JSON/);
    await page.keyboard.press("Enter");
    await page.getByText("Saved as").waitFor();
    await tabTo(page, /^button Bake into another picture/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^h3 Bake into another picture/);
    await tabTo(page, /^button Choose a picture/);
    await tabTo(page, /^button Close/);
    await page.keyboard.press("Enter");
    await page.getByText("Choose a PNG or SVG").waitFor({ state: "detached" });
    await tabTo(page, /^input Your e-mail address/);
    await page.keyboard.type("learner@example.org");
    await page.keyboard.press("Enter");
    await page.locator("badgepack-card form.mine .note").waitFor();
  });

  it("a list: its search, its rows, the badge, and back", async () => {
    await inspector.visit();
    const { page } = inspector;
    await page.locator("badge-inspector input[type=file]").first().setInputFiles(["p01_itxt_ob2_after_ihdr.png", "p03_itxt_compressed.png", "p05_text_url_legacy.png", "p07_both_keywords.png", "p17_palette_private_chunks.png", "p25_clr.png"].map((name) => fixture(`baked/${name}`)));
    await page.getByText("5 badges in 6 files").first().waitFor();
    await tabTo(page, /^input Find/);
    await page.keyboard.type("p07");
    await tabTo(page, /^button Löten/);
    await inspector.after(() => page.keyboard.press("Enter"));
    assert.match(await focused(page), /^h2 Löten/);
    await tabTo(page, /^button Back to the list/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^button Löten/);
    assert.deepEqual(inspector.problems, []);
  });
});
