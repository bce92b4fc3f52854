// What can go wrong at an issuer's desk: said in plain words, and no file stays that looks whole and is not.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { engines } from "./browsers.mjs";
import { openIssuer } from "./issuer-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let issuer;
    before(async () => (issuer = await openIssuer(engine)));
    after(() => issuer.close());

    const nothingSaved = async () => {
      await sleep(300);
      assert.deepEqual(await readdir(issuer.downloads), []);
      const staged = await issuer.page.evaluate(async () => {
        try {
          return (await Array.fromAsync((await (await navigator.storage.getDirectory()).getDirectoryHandle("badgepack")).keys())).length;
        } catch {
          return 0; // there is no such folder before the first save
        }
      });
      assert.equal(staged, 0);
    };

    it("an account without issuers", async (t) => {
      await issuer.visit(t);
      const { page } = issuer;
      await issuer.button("Continue").click();
      await page.getByText("Use an access token").click();
      await page.getByLabel("Access token").fill("outsider");
      await page.getByLabel("Access token").press("Enter");
      await page.getByText("This account is on the staff of no issuer on this portal, so there is nothing to export.").waitFor();
      await issuer.button("Use another account").click();
      await issuer.button("Use the demo account").waitFor();
    });

    it("an issuer's password: rights to read issuers are asked for, and no backpack", async (t) => {
      const { portal } = await issuer.visit(t);
      const { page } = issuer;
      await issuer.button("Continue").click();
      await page.evaluate(() => {
        const real = globalThis.fetch;
        globalThis.fetch = (url, options) => {
          if (String(url).endsWith("/o/token")) globalThis.asked = options.body.get("scope");
          return real(url, options);
        };
      });
      await page.getByLabel("Email or user name").fill("staff@example.org");
      await page.getByLabel("Password").fill("demo");
      await page.getByLabel("Password").press("Enter");
      await page.getByText("You are on its staff").waitFor();
      assert.equal(await page.evaluate(() => globalThis.asked), "rw:profile rw:issuer");
      assert.equal((await issuer.table()).rows.length, 675);
      assert.ok(portal.requests.every(({ method, path }) => method === "GET" || method === "OPTIONS" || path === "/o/token"), "nothing is written");
    });

    it("somebody with one issuer sees no switch; an issuer without badge classes has nothing to save, and says so", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      await page.getByLabel("Issuer", { exact: true }).selectOption({ label: "Empty Room Institute" });
      await page.getByText("No badge classes yet").waitFor();
      assert.equal(await issuer.amount(), "This issuer has no badge classes yet, so there is nothing to export.");
      assert.equal(await issuer.button("Save CSV").isDisabled(), true);
      for (const [tab, said] of [["Badge class (JSON)", "no badge classes yet"], ["Groups", "no recipient groups yet"], ["Badges", "no pathways yet"], ["Learner progress", "no recipient groups yet"]]) {
        await issuer.tab(tab);
        await page.getByText(`This issuer has ${said}, so there is nothing to export here.`).waitFor();
      }
      await issuer.visit(t, { account: "demo" });
      assert.equal(await page.getByLabel("Issuer", { exact: true }).count(), 0);
    });

    it("a portal without groups, pathways and organisations says so, and the rest works", async (t) => {
      await issuer.visit(t, { account: "issuer", fork: true });
      const { page } = issuer;
      await page.getByRole("radio", { name: "All my issuers" }).check();
      await page.getByText("This portal has no organisations").waitFor();
      for (const tab of ["Groups", "Learner progress", "Badges"]) {
        await issuer.tab(tab);
        await page.getByText(/^This portal has no (recipient groups|pathways), so there is nothing to export here\./).waitFor();
      }
      await issuer.tab("Issuer (JSON)");
      assert.equal(await issuer.check("Recipient groups").isDisabled(), true);
      assert.equal(await page.getByText("not on this portal").count(), 2);
      await issuer.tab("Badge awards (CSV)");
      assert.equal((await issuer.table()).rows.length, 900);
    });

    it("an issuer that was taken from somebody meanwhile", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer" });
      portal.faults.set([{ match: "/assertions", times: "always", fault: { status: 404 } }, { match: "/v2/issuers/", times: "always", fault: { status: 404 } }]);
      await issuer.page.getByLabel("Issuer", { exact: true }).selectOption({ label: "Akademie für Übermorgen" });
      assert.match(await issuer.alert(), /^The portal shows no such issuer or badge class to this account: it is not there, or you are not on its staff\./);
      await nothingSaved();
    });

    it("cancel stops every request, keeps no file, and leads back to what was chosen", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer", awards: 20_000, slow: 60 });
      const { page } = issuer;
      await issuer.days("2023-01-01", "2026-12-31");
      await issuer.button("Save CSV").click();
      await page.getByText("Saved so far").waitFor();
      await page.waitForFunction(() => /[1-9],\d{3}/.test(document.querySelector("badge-data").shadowRoot.querySelector("badgepack-desk").shadowRoot.querySelector("dl.figures").textContent));
      await issuer.button("Cancel").click();
      await page.getByText("Cancelled. No file was kept.").waitFor();
      assert.equal(await page.getByLabel("From", { exact: true }).inputValue(), "2023-01-01");
      await issuer.button("Stop").click().catch(() => {}); // the look goes on by itself
      await sleep(200);
      const asked = portal.requests.length;
      await sleep(600);
      assert.ok(portal.requests.length <= asked + 1);
      await nothingSaved();
    });

    it("a list that breaks midway: no file, how far it came, and another try", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer", awards: 4_000 });
      await issuer.amount();
      portal.faults.set([{ match: "cursor=", times: 12, fault: { status: 500 } }]);
      await issuer.button("Save CSV").click();
      assert.match(await issuer.alert(), /^The portal had a fault of its own; try again later\.$/);
      await issuer.page.getByText("It broke off after 500 records. No file was kept, so that none looks whole that is not.").waitFor();
      await nothingSaved();
      portal.faults.clear();
      const { summary } = await issuer.saved(/^awards-/, "Try again");
      assert.equal(summary.rows, 3_001);
    });

    it("a sign-in that ends midway: nothing chosen is lost, and it goes on after signing in again", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer", awards: 4_000 });
      const { page } = issuer;
      await issuer.tab("Badge awards (CSV)");
      await issuer.days("2023-02-01", "");
      await issuer.amount();
      portal.faults.set([{ match: "cursor=", times: "always", fault: { status: 401 } }]);
      await issuer.button("Save CSV").click();
      assert.equal(await issuer.alert(), "Your sign-in ended. Nothing was saved, and nothing you chose is lost: sign in again to go on.");
      await nothingSaved();
      portal.faults.clear();
      await issuer.button("Use the demo account").click();
      await page.getByText("You are signed in again. Everything is as you left it; nothing has been saved yet.").waitFor();
      assert.equal(await page.getByLabel("From", { exact: true }).inputValue(), "2023-02-01");
      const { rows } = await issuer.table();
      assert.ok(rows.length > 2_000 && rows.every((row) => row["Issue Date"] >= "2023-01-31"));
    });

    it("what one answers for is said once, until it was understood", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      await page.getByText("What you save here names learners").waitFor();
      await issuer.button("Understood").click();
      assert.equal(await page.getByText("What you save here names learners").count(), 0);
      await page.reload();
      await issuer.useDemo();
      assert.equal(await page.getByText("What you save here names learners").count(), 0);
    });
  });
}
