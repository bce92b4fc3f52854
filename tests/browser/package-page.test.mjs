// The package on a page of somebody else's: under a strict policy, twice, worded and styled anew.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./browsers.mjs";
import { embed, listen, told } from "./package-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let browser, page;
    before(async () => {
      browser = await openBrowser(engine);
      ({ page } = browser);
      await listen(page);
    });
    after(() => browser.close());

    it("all elements work under a strict policy with Trusted Types, without one violation", async (t) => {
      const { url } = await embed(t, {
        body: '<badge-export portal="PORTAL" token="demo" save-to="download"></badge-export><badge-data portal="PORTAL"></badge-data><badge-inspector></badge-inspector>',
      });
      browser.problems.length = 0;
      const answer = await page.goto(url);
      assert.match((await answer.allHeaders())["content-security-policy"], /require-trusted-types-for 'script'/);
      await page.getByRole("button", { name: "Save ZIP" }).click();
      const [done] = await told(page);
      assert.ok(done.name === "badgepack-done" && done.saved > 100_000, JSON.stringify(done));
      await page.getByRole("button", { name: "Try an example" }).click();
      assert.equal((await told(page, 2))[1].name, "badgepack-inspected");
      assert.equal(await page.locator("badge-data").getByRole("button", { name: "Continue" }).count(), 1);
      assert.deepEqual(browser.problems, []);
    });

    it("two copies of the package: the first defines the elements, the second throws nothing", async (t) => {
      const { url } = await embed(t, {
        body: '<badge-export portal="PORTAL" token="demo" save-to="download"></badge-export>',
        script: 'import * as one from "./elements.js"; import * as two from "./copy/elements.js"; globalThis.copies = { one, two };',
      });
      await page.goto("about:blank"); // the page before may still complain of its portal, which is gone
      browser.problems.length = 0;
      await page.goto(url);
      await page.getByRole("button", { name: "Save ZIP" }).click();
      await told(page);
      assert.deepEqual(browser.problems, []);
      const first = await page.evaluate(() => {
        const { one, two } = globalThis.copies;
        return [one.BadgeExport === two.BadgeExport, customElements.get("badge-export") === one.BadgeExport, document.querySelector("badge-export") instanceof one.BadgeExport];
      });
      assert.deepEqual([first, browser.problems], [[false, true, true], []]);
    });

    it("two copies of which the second has an element that the first one lacks: it is drawn as well", async (t) => {
      const { url } = await embed(t, {
        body: "<badge-forget></badge-forget>",
        script: 'await import("./old/elements.js"); await import("./elements.js");',
        change: (answer) => answer.path === "/old/elements.js" && (answer.body = String(answer.body).replace('"badge-forget":', '"badge-unknown":')),
      });
      await page.goto("about:blank");
      browser.problems.length = 0;
      await page.goto(url);
      await page.getByRole("button", { name: "Forget everything" }).click();
      assert.equal((await told(page))[0].name, "badgepack-forgotten");
      assert.deepEqual([await page.evaluate(() => customElements.get("badge-unknown") !== undefined), browser.problems], [true, []]);
    });

    it("a page words and styles an element from outside", async (t) => {
      const { url } = await embed(t, {
        body: '<badge-export portal="PORTAL"><b slot="sign-in-title">Come in</b><i slot="choice-title">Everything of yours</i><i slot="done-note">Keep it well.</i></badge-export>',
        script: 'import "./elements.js"; const sheet = new CSSStyleSheet(); sheet.replaceSync("badge-export { --badgepack-accent: rgb(1, 2, 3); } badge-export::part(save-button) { letter-spacing: 7px; }"); document.adoptedStyleSheets = [sheet];',
      });
      await page.goto(url);
      await page.getByRole("heading", { name: "Come in" }).waitFor();
      await page.evaluate(() => Object.assign(document.querySelector("badge-export"), { token: "demo", saveTo: "download" }));
      const button = page.getByRole("button", { name: "Save ZIP" });
      const style = await button.evaluate((button) => [getComputedStyle(button).letterSpacing, getComputedStyle(button).backgroundColor]);
      assert.deepEqual(style, ["7px", "rgb(1, 2, 3)"]);
      await page.getByRole("heading", { name: "Everything of yours" }).waitFor();
      await button.click();
      await page.getByText("Keep it well.").waitFor();
    });

    it("a portal's own elements, called as badges are called, and badgepack's leave each other alone", async (t) => {
      const { url } = await embed(t, {
        body: '<badge-export portal="PORTAL" token="demo"></badge-export><badge-card></badge-card>',
        script: `for (const name of ["badge-card", "badge-backpack", "badge-findings", "badge-list"]) customElements.define(name, class extends HTMLElement { connectedCallback() { this.textContent = "the portal's own"; } });
          await import("./elements.js");`,
      });
      await page.goto(url);
      await page.getByRole("button", { name: "Save ZIP" }).waitFor();
      assert.equal(await page.getByText("the portal's own").count(), 1);
      const ours = await page.evaluate(() => [...document.querySelector("badge-export").shadowRoot.querySelectorAll("*")].map(({ localName }) => localName).filter((name) => name.includes("-")));
      assert.deepEqual(ours.filter((name) => !name.startsWith("badgepack-")), []);
    });

    it("an element that stands on the page before it is defined keeps what it was given, and a token never stays in the document", async (t) => {
      const { url } = await embed(t, {
        body: '<badge-export portal="PORTAL" token="demo"></badge-export>',
        script: 'const element = document.querySelector("badge-export"); element.saveTo = "download"; await import("./elements.js"); globalThis.kept = element.saveTo;',
      });
      await page.goto(url);
      await page.getByRole("button", { name: "Save ZIP" }).waitFor();
      assert.deepEqual(await page.evaluate(() => [globalThis.kept, document.querySelector("badge-export").outerHTML.includes("demo")]), ["download", false]);
    });
  });
}
