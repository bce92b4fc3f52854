// What goes wrong within an element, or lacks in its browser: each tells it once, says it, and goes on from there.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines, openBrowser } from "./browsers.mjs";
import { embed, listen, told, toldError } from "./package-page.mjs";

const exporting = '<badge-export portal="PORTAL" token="demo" save-to="download"></badge-export>';

for (const engine of engines) {
  describe(engine, () => {
    let browser, page;
    before(async () => {
      browser = await openBrowser(engine);
      ({ page } = browser);
      await listen(page);
    });
    after(() => browser.close());

    const button = (name) => page.getByRole("button", { name });

    async function visit(t, options) {
      const embedded = await embed(t, options);
      await page.goto(embedded.url);
      return embedded;
    }

    /** Signs in to the portal that the page gives, as far as the user name and the password. */
    async function enter(username, password) {
      await button("Continue").click();
      await page.getByLabel("Email or user name").fill(username);
      await page.getByLabel("Password").fill(password);
      await page.locator("[part~=password-button]").click();
    }

    for (const { element, wasm, ask, again = "Try again", then } of [
      { element: '<badge-data portal="PORTAL" token="issuer"></badge-data>', wasm: "badgepack-issuer.wasm", then: () => button("Save CSV") },
      { element: '<badge-replace portal="PORTAL" token="issuer"></badge-replace>', wasm: "badgepack-issuer.wasm", then: () => page.getByText("Which badge do you want to replace?") },
      { element: "<badge-inspector></badge-inspector>", wasm: "badgepack-inspector.wasm", ask: "Try an example", again: "Try an example", then: () => page.getByText("Mountain Guide").first() },
      { element: '<badge-export portal="PORTAL"></badge-export>', wasm: "badgepack.wasm", ask: "Continue", again: "Continue", then: () => page.getByLabel("Password") },
    ]) {
      it(`${element.slice(1, element.search(/[ >]/))} without its engine, at ${ask ?? "once"}, works as soon as it is there`, async (t) => {
        let broken = true;
        const { url } = await visit(t, { body: element, change: (answer) => broken && answer.path === `/${wasm}` && (answer.status = 404) });
        if (ask) await button(ask).click();
        const { code, at } = await toldError(page);
        assert.deepEqual([code, at], ["engine", `${url}${wasm}`]);
        broken = false;
        await button(again).click();
        await then().waitFor();
      });
    }

    it("badge-sign-in alone tells what goes wrong, each time, and the next try works", async (t) => {
      const portal = { faults: [{ match: "POST /v1/token", fault: { noCors: true } }] };
      await visit(t, { body: "<badge-sign-in></badge-sign-in>", portal, script: 'import "./elements.js"; document.querySelector("badge-sign-in").fixed = { url: "PORTAL" }; addEventListener("badge-signed-in", () => (globalThis.entered = true));' });
      await enter("learner@example.org", "wrong");
      const { code, at } = await toldError(page);
      assert.equal(code, "unreachable");
      await page.locator("[part~=password-button]").click();
      const [, second] = await told(page, 2);
      assert.deepEqual([second.code, second.at], ["wrong-password", at]);
      await page.getByText(second.message).waitFor();
      await page.getByLabel("Password").fill("demo");
      await page.locator("[part~=password-button]").click();
      await page.waitForFunction(() => globalThis.entered);
      assert.equal((await told(page)).length, 2);
    });

    it("an element that is still at its sign-in tells a wrong password as its own", async (t) => {
      await visit(t, { body: '<badge-data portal="PORTAL"></badge-data>', script: 'import "./elements.js"; addEventListener("badgepack-error", ({ target }) => (globalThis.by = target.localName));' });
      await enter("issuer@example.org", "wrong");
      const { code } = await toldError(page);
      assert.deepEqual([code, await page.evaluate(() => globalThis.by)], ["wrong-password", "badge-data"]);
    });

    it("signing in on the portal's page, on one that is not encrypted, says what it needs", async (t) => {
      const { url } = await visit(t, { body: '<badge-export portal="PORTAL"></badge-export>', script: 'Object.defineProperty(crypto, "subtle", { value: undefined }); await import("./elements.js");' });
      await button("Continue").click();
      await button("Sign in at").click();
      const { code, message } = await toldError(page);
      assert.deepEqual([code, message], ["not-encrypted", "Signing in on the portal’s own page works only where this page is encrypted; open it by its https address, or sign in another way."]);
      assert.equal(page.url(), url);
    });

    for (const lang of ["en-12", "de-us-gb", "x"]) {
      it(`a page in “${lang}”, which is no language, has its elements drawn`, async (t) => {
        await visit(t, { body: `<div lang="${lang}">${exporting}</div>` });
        await page.locator("[part~=save-button]").waitFor();
      });
    }

    for (const [what, script] of [
      ["is null", 'Object.defineProperty(globalThis, "localStorage", { value: null });'],
      ["throws", 'Object.defineProperty(globalThis, "localStorage", { get() { throw new DOMException("No.", "SecurityError"); } });'],
    ]) {
      it(`badge-forget forgets the rest where localStorage ${what}`, async (t) => {
        await visit(t, { body: "<badge-forget></badge-forget>", script: `${script} sessionStorage.setItem("badgepack-sign-in", "{}"); await import("./elements.js");` });
        await button("Forget everything").click();
        await page.getByText("Deleted: a sign-in that was begun.").waitFor();
        assert.deepEqual((await told(page)).map(({ name }) => name), ["badgepack-forgotten"]);
        assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      });
    }

    it("badge-forget says when something cannot be deleted, and deletes it when it can be", async (t) => {
      const script = `
        await new Promise((made) => (indexedDB.open("badgepack").onsuccess = ({ target }) => made(target.result.close())));
        const { deleteDatabase } = IDBFactory.prototype;
        IDBFactory.prototype.deleteDatabase = () => { throw new DOMException("No.", "UnknownError"); };
        globalThis.mend = () => (IDBFactory.prototype.deleteDatabase = deleteDatabase);
        await import("./elements.js");`;
      await visit(t, { body: "<badge-forget></badge-forget>", script });
      await button("Forget everything").click();
      assert.equal((await toldError(page)).message, "Not everything could be deleted. Close the other tabs of this site, then try again; your browser’s own settings delete it, too.");
      await page.evaluate(() => globalThis.mend());
      await button("Forget everything").click();
      await page.getByText("Deleted: an interrupted export.").waitFor();
      assert.equal(await page.getByRole("alert").count(), 0);
    });

    const isUnderWay = () => page.waitForFunction(() => /^\d+%\s·\sEmbedded$/.test(document.title));

    it("two exports at once share the tab's title, and leave it as it was; so does the one after them", async (t) => {
      await visit(t, { body: exporting + exporting, portal: { badges: 60, slow: 10 } });
      for (const at of [0, 1]) await page.locator("badge-export").nth(at).getByRole("button", { name: "Save ZIP" }).click();
      await isUnderWay();
      await told(page, 2);
      assert.equal(await page.title(), "Embedded");
      await button("Save another ZIP").first().click();
      await button("Save ZIP").click();
      await isUnderWay();
      await told(page, 3);
      assert.equal(await page.title(), "Embedded");
    });

    for (const [what, change, title] of [["sets", "New mail", "New mail"], ["adds to", "● TITLE", "● Embedded"]]) {
      it(`a title that the page ${what} during an export stays`, async (t) => {
        await visit(t, { body: exporting, portal: { badges: 60, slow: 10 } });
        await button("Save ZIP").click();
        await page.waitForFunction(() => document.title !== "Embedded");
        await page.evaluate((change) => (document.title = change.replace("TITLE", document.title)), change);
        await page.waitForFunction((title) => document.title !== title && document.title.endsWith(` · ${title}`), title);
        await told(page);
        assert.equal(await page.title(), title);
      });
    }
  });
}
