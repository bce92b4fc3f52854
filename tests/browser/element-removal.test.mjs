// An element that is removed at its work: what it asked is abandoned, and it asks nothing more. One that is only moved goes on.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { engines, openBrowser } from "./browsers.mjs";
import { embed, listen, prevents } from "./package-page.mjs";

const exporting = '<badge-export portal="PORTAL" token="demo" save-to="download"></badge-export>';
const data = '<badge-data portal="PORTAL" token="issuer" save-to="download"></badge-data>';
const replacing = '<badge-replace portal="PORTAL" token="issuer"></badge-replace>';
const signIn = { body: "<badge-sign-in></badge-sign-in>", script: 'import "./elements.js"; document.querySelector("badge-sign-in").fixed = { url: "PORTAL" };' };

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
    const remove = () => page.evaluate(() => document.body.firstElementChild.remove());

    async function visit(t, options) {
      const embedded = await embed(t, options);
      await page.goto(embedded.url);
      return embedded;
    }

    /** Fills in who somebody is, and signs in. */
    async function enterPassword() {
      await button("Continue").click();
      await page.getByLabel("Email or user name").fill("learner@example.org");
      await page.getByLabel("Password").fill("demo");
      await page.locator("[part~=password-button]").click();
    }

    /** Types the address of something that the portal has, and asks for it. */
    async function fetchBadge({ url }) {
      await button("From a web address").click();
      await page.getByLabel("The badge’s web address").fill(`${url}/public/assertions/somebody`);
      await page.locator("[part~=fetch-button]").click();
    }

    for (const { at, unanswered, body, script, ready, act = () => {} } of [
      { at: "badge-sign-in that asks how to sign in", ...signIn, unanswered: /^GET /, act: () => button("Continue").click() },
      { at: "badge-sign-in that signs in", ...signIn, unanswered: /^POST /, act: enterPassword },
      { at: "badge-export that looks at what there is", body: exporting, unanswered: /^GET \/v1\/badge_assertion/ },
      { at: "badge-export that saves", body: exporting, unanswered: /^GET \/(media|v1\/open_badge)/, ready: () => button("Save ZIP").waitFor(), act: () => button("Save ZIP").click() },
      { at: "badge-data that looks for issuers", body: data, unanswered: /^GET \/v2\/issuers$/ },
      { at: "badge-data that opens an issuer", body: data, unanswered: /^GET \/v2\/issuers\/[^/]+\/badgeclasses/ },
      { at: "badge-data that reads the first rows", body: data, unanswered: /^GET \/v2\/.*assertions/ },
      { at: "badge-data that saves", body: data, unanswered: /^GET \/v2\//, ready: () => page.getByRole("heading", { name: "Preview: the first" }).waitFor(), act: () => button("Save CSV").click() },
      { at: "badge-replace that looks for issuers", body: replacing, unanswered: /^GET \/v2\/issuers$/ },
      { at: "badge-replace that opens an issuer", body: replacing, unanswered: /^GET \/v2\/issuers\/[^/]+\/badgeclasses/ },
      { at: "badge-inspector that asks for a badge", body: "<badge-inspector></badge-inspector>", unanswered: /^GET \/public\//, act: fetchBadge },
    ]) {
      it(`${at} abandons what it asked, and asks nothing more`, async (t) => {
        const { portal } = await visit(t, { body, script });
        await ready?.();
        portal.faults.set([{ match: `/${unanswered.source}/`, times: "always", fault: { hang: true } }]);
        await act(portal);
        const waiting = () => portal.requests.filter(({ status, abandoned }) => status === 0 && !abandoned);
        await until(() => waiting().some(({ method, path }) => unanswered.test(`${method} ${path}`)), "it asks");
        await remove();
        await until(() => waiting().length === 0, () => `nothing is left: ${waiting().map(({ path }) => path)}`);
        const before = portal.requests.length;
        await sleep(500);
        assert.deepEqual(portal.requests.slice(before).map(({ method, path }) => `${method} ${path}`), []);
      });
    }

    it("badge-sign-in that is about to lead to the portal's page leads nowhere", async (t) => {
      let arrive;
      const late = new Promise((resolve) => (arrive = resolve));
      let isAsked = false;
      const { url } = await visit(t, { ...signIn, change: async ({ path, body }) => path.startsWith("/shared-") && /oauth4webapi/.test(body) && /code_verifier/.test(body) && (isAsked = true) && (await late) });
      await button("Continue").click();
      await button("Sign in at").click();
      await until(() => isAsked, "the part that leads there is loaded");
      await remove();
      arrive();
      await sleep(700);
      assert.deepEqual([page.url(), await page.evaluate(() => sessionStorage.length)], [url, 0]);
    });

    it("badge-sign-in that is moved while it asks goes on", async (t) => {
      await visit(t, { ...signIn, portal: { slow: 300 } });
      await button("Continue").click();
      await page.evaluate(() => document.body.append(Object.assign(document.createElement("div"), { id: "other" })));
      await page.evaluate(() => document.querySelector("#other").append(document.querySelector("badge-sign-in")));
      await page.getByLabel("Password").waitFor();
    });

    it("badge-sign-in that was removed while it asked can be used again", async (t) => {
      const { portal } = await visit(t, { ...signIn, portal: { faults: [{ match: "GET", times: "always", fault: { hang: true } }] } });
      await button("Continue").click();
      await until(() => portal.requests.length > 0, "it asks");
      await page.evaluate(() => (globalThis.removed = document.body.firstElementChild).remove());
      portal.faults.clear();
      await page.evaluate(() => document.body.append(globalThis.removed));
      await button("Continue").click();
      await page.getByLabel("Password").waitFor();
      assert.deepEqual(await page.evaluate(() => globalThis.told), []);
    });

    it("badge-inspector hears what is dragged over the page no longer", async (t) => {
      await visit(t, { body: "<badge-inspector></badge-inspector>" });
      await button("Try an example").waitFor();
      assert.equal(await prevents(page), true);
      await remove();
      assert.equal(await prevents(page), false);
    });
  });
}

/** Waits until something is so, for five seconds. */
async function until(isSo, what) {
  for (let at = 0; at < 200; at += 1) {
    if (isSo()) return;
    await sleep(25);
  }
  assert.fail(typeof what === "function" ? what() : what);
}
