// An access token that somebody typed, and that the portal does not know: they are told so where they typed it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./browsers.mjs";
import { embed, listen, toldError } from "./package-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let browser, page;
    before(async () => {
      browser = await openBrowser(engine);
      ({ page } = browser);
      await listen(page);
    });
    after(() => browser.close());

    for (const { name, right, then } of [{ name: "badge-export", right: "demo", then: "Save ZIP" }, { name: "badge-data", right: "issuer", then: "Save CSV" }]) {
      it(`${name} says that the portal does not know a token, where it was typed; the right one works there`, async (t) => {
        const { url } = await embed(t, { body: `<${name} portal="PORTAL"></${name}>` });
        await page.goto(url);
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByText("Use an access token instead").click();
        await page.getByLabel("Access token").fill("unknown");
        await page.locator("[part~=token-button]").click();
        const { code, message } = await toldError(page);
        assert.deepEqual([code, message], ["signed-out", "The portal does not know this access token; check it and try again."]);
        await page.getByLabel("Access token").fill(right);
        await page.locator("[part~=token-button]").click();
        await page.getByRole("button", { name: then }).waitFor();
      });
    }
  });
}
