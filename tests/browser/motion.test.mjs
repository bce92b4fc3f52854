// Who asked for less motion gets none: nothing on any page moves by itself, or glides.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startSite } from "../../tools/serve.mjs";
import { startPortal } from "../portal/server.mjs";
import { engines, openBrowser } from "./browsers.mjs";

const pages = ["", "issuer.html", "replace.html", "inspect.html"];

for (const engine of engines) {
  describe(engine, () => {
    let portal, site;
    before(async () => {
      portal = await startPortal({ badges: 3, awards: 40 });
      site = await startSite({ portals: [{ name: "Demo portal", url: portal.url, demo: { token: "demo", issuer: "issuer" } }], anyPortal: true });
    });
    after(async () => {
      await site.close();
      await portal.close();
    });

    /** Elements that glide or are animated, through all shadow trees; the browser's own bar of unknown length is its own affair. */
    const moving = (page) =>
      page.evaluate(() => {
        const within = (root) => [...root.querySelectorAll("*")].flatMap((element) => [element, ...(element.shadowRoot ? within(element.shadowRoot) : [])]);
        const glides = (element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return element.checkVisibility() && (/[1-9]/.test(transitionDuration) || animationName !== "none");
        };
        return within(document).filter(glides).map((element) => element.localName);
      });

    for (const reducedMotion of [true, false]) {
      it(reducedMotion ? "nothing moves where less motion is asked for" : "buttons glide where nobody asked for less", async () => {
        const { page, close } = await openBrowser(engine, { reducedMotion });
        try {
          for (const name of reducedMotion ? pages : pages.slice(0, 1)) {
            await page.goto(site.url + name);
            await page.locator("[part~=demo-button], [part~=example-button]").first().click();
            await page.locator("[part~=save-button], badgepack-class-list, badgepack-card").first().waitFor();
            const found = await moving(page);
            if (reducedMotion) assert.deepEqual(found, [], name);
            else assert.ok(found.includes("button"));
          }
        } finally {
          await close();
        }
      });
    }
  });
}
