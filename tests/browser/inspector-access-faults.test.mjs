// What does not go well in the inspector, and lists, for everyone: checked by axe, light and dark, and on a narrow screen.
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertFit } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    const schemes = can(engine, "colours") ? ["light", "dark"] : [null];
    let inspector;
    // A part at an address of plain http is one that the site's policy forbids.
    before(async () => (inspector = await openInspector(engine, { dark: !can(engine, "colours"), reducedMotion: true, violates: true })));
    after(() => inspector.close());

    it("each state of what does not go well, and a list", async () => {
      await inspector.visit();
      const { page } = inspector;
      await inspector.choose(fixture("baked/p15_huge_length.png"));
      await assertFit(page, "a damaged file", schemes);
      await inspector.choose(fixture("baked/p17_palette_private_chunks.png"));
      await inspector.button("Bake a badge into it").click();
      await assertFit(page, "no badge", schemes);
      const { response } = JSON.parse(await readFile(fixture("badgr/09-public-assertion.json"), "utf8"));
      await inspector.chooseText(JSON.stringify(response.json).replaceAll("localhost:8000", "nowhere.invalid"));
      await inspector.button("Load class from").click();
      await page.getByText("Parts of it could not be fetched").waitFor();
      await assertFit(page, "a part lacks", schemes);
      await page.locator("badge-inspector input[type=file]").first().setInputFiles(["p01_itxt_ob2_after_ihdr.png", "p03_itxt_compressed.png", "p05_text_url_legacy.png", "p17_palette_private_chunks.png", "p15_huge_length.png", "p25_clr.png"].map((name) => fixture(`baked/${name}`)));
      await page.getByText("4 badges in 6 files").first().waitFor();
      await assertFit(page, "a list", schemes);
      await inspector.after(() => inspector.button("Löten").first().click());
      await assertFit(page, "a badge of a list", schemes);
    });
  });
}
