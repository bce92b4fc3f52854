// A canary token, signed in with by every road on every page, through what works and what fails: afterwards it is to be found nowhere.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines, waitForFile } from "./browsers.mjs";
import { keepEvents, watchForCanaries } from "./canary.mjs";
import { openIssuer } from "./issuer-page.mjs";
import { openLearner } from "./learner-page.mjs";
import { openRun } from "./replace-run-page.mjs";

/** A token that the portal made just now, for somebody to paste. */
async function freshToken(portal, username) {
  const answer = await fetch(`${portal.url}/o/token`, { method: "POST", body: new URLSearchParams({ username, password: "demo" }) });
  return (await answer.json()).access_token;
}

const learners = {
  async "with a password; the token ends and is renewed, a picture is missing, a list breaks, and the rest is had later"(t, learner, canaries) {
    const { portal } = await learner.visit(t, { expireAfter: 40, badges: 12 });
    await learner.signInByPassword("learner@example.org", "demo");
    await learner.button("Save ZIP").waitFor();
    portal.faults.set([{ match: "/media/imports/900", times: "always", fault: { status: 404 } }, { match: "/v1/survey_response", times: "always", fault: { status: 403 } }]);
    await learner.saved();
    await canaries.assertNowhere(portal, learner.downloads);
    portal.faults.clear();
    await learner.saved("Try again for those", /-rest\.zip$/);
    assert.equal(portal.requests.filter(({ method, path }) => method === "POST" && path === "/v1/token").length, 2, "signed in, and renewed");
    await canaries.assertNowhere(portal, learner.downloads);
  },

  async "on the portal's own page, there and back; then everything fails"(t, learner, canaries) {
    const { portal } = await learner.visit(t, { seed: 2 }); // a portal of the same seed would give the same tokens again
    await learner.button("Continue").click();
    await learner.button("Sign in at").click();
    await learner.button("Allow").click();
    await learner.button("Save ZIP").waitFor();
    portal.faults.set([{ match: "/v1/", times: "always", fault: { status: 401 } }, { match: "/oauth/token", times: "always", fault: { status: 400 } }]);
    await learner.button("Save ZIP").click();
    assert.match(await learner.alert(), /sign in again/);
    await canaries.assertNowhere(portal, learner.downloads);
  },
};

const issuers = {
  async "with a token that was pasted: a table, a document, and a list that breaks"(t, issuer, canaries) {
    const { portal } = await issuer.visit(t, { awards: 600 });
    const token = await freshToken(portal, "issuer@example.org");
    canaries.add(token);
    await issuer.button("Continue").click();
    await issuer.page.getByText("Use an access token").click();
    await issuer.page.getByLabel("Access token").fill(token);
    await issuer.page.getByLabel("Access token").press("Enter");
    await issuer.page.getByRole("tab").first().waitFor();
    await issuer.saved(/^awards-[\d-]+\.csv$/);
    await issuer.button("Back to the exports").click();
    await issuer.tab("Issuer (JSON)");
    await issuer.saved(/^issuer-[\d-]+\.(json|zip)$/, "Export issuer");
    await canaries.assertNowhere(portal, issuer.downloads);
    await issuer.button("Back to the exports").click();
    portal.faults.set([{ match: "/v2/", times: "always", fault: { status: 403 } }]);
    await issuer.button("Export issuer").click();
    await issuer.alert();
    await canaries.assertNowhere(portal, issuer.downloads);
  },
};

const replacers = {
  async "with a password: a safety copy, a replacement, awards baked anew and here, and what is remembered of it"(t, run, canaries) {
    const { portal } = await run.visit(t, { awards: 120 });
    run.portal = portal;
    const { page } = run;
    await run.button("Continue").click();
    await page.getByLabel("Email or user name").fill("issuer@example.org");
    await page.getByLabel("Password").fill("demo");
    await page.getByLabel("Password").press("Enter");
    await page.getByRole("heading", { name: "Which badge do you want to replace?" }).waitFor();
    await run.reach("Bicycle Mechanic", await run.given());
    await run.button("Save a safety copy").click();
    await page.getByText("Read back and checked").waitFor();
    await waitForFile(run.downloads, /^badge-safety-copy-/);
    portal.faults.set([{ match: "PUT /v2/badgeclasses/", times: 1, fault: { rebakeStops: 5 } }, { match: "PUT /v2/assertions/", times: "always", fault: { status: 405 } }]);
    await run.replaced();
    await run.rebake();
    const account = await run.account();
    assert.ok(account.baked > 0);
    assert.equal(await page.evaluate(() => localStorage.length), 1, "a journal is kept while the pictures are not saved");
    await canaries.assertNowhere(portal, run.downloads);
    await run.pictures();
    await canaries.assertNowhere(portal, run.downloads);
  },
};

for (const engine of engines) {
  describe(engine, () => {
    for (const [what, open, roads] of [["the learner's page", openLearner, learners], ["the issuer's page", openIssuer, issuers], ["the page that replaces badges", openRun, replacers]]) {
      describe(what, () => {
        let desk;
        before(async () => {
          desk = await open(engine);
          await desk.page.context().addInitScript(keepEvents);
        });
        after(() => desk.close());
        for (const [road, walk] of Object.entries(roads)) {
          it(road, (t) => {
            const canaries = watchForCanaries(desk.page);
            t.after(() => canaries.stop());
            return walk(t, desk, canaries);
          });
        }
      });
    }
  });
}
