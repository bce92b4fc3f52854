// The ways to sign in, each against the demo portal; and a token stays in memory only.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let learner, said;
    before(async () => {
      learner = await openLearner(engine);
      said = [];
      learner.page.on("console", (message) => said.push(message.text()));
    });
    after(() => learner.close());

    /** Every place where a token could be left for others to find. */
    async function assertNoTrace(portal, tokens) {
      const traces = await learner.page.evaluate(() => ({
        local: JSON.stringify(localStorage), session: JSON.stringify(sessionStorage), address: location.href, cookies: document.cookie,
        document: document.documentElement.outerHTML, history: JSON.stringify(history.state), name: window.name,
      }));
      for (const token of tokens) {
        for (const [place, text] of Object.entries({ ...traces, console: said.join("\n") })) assert.ok(!text.includes(token), `${place} holds ${token}: ${text}`);
        assert.ok(!portal.requests.some(({ path }) => path.includes(token)), `an address holds ${token}`);
      }
    }

    it("with an access token, also one that was copied with the word before it", async (t) => {
      const { portal } = await learner.visit(t);
      await learner.signInByToken("Bearer demo");
      await learner.saved();
      await learner.page.getByText("Complete", { exact: true }).waitFor();
      const traces = await learner.page.evaluate(() => [localStorage.length, sessionStorage.length]);
      assert.deepEqual(traces, [0, 0]);
      assert.ok(portal.requests.filter(({ path, method }) => path.startsWith("/v1/") && method === "GET").every(({ authorization, path }) => authorization || path.startsWith("/v1/open_badge")));
      assert.deepEqual(learner.problems, []);
    });

    it("with user name and password", async (t) => {
      const { portal } = await learner.visit(t);
      const given = tokensIn(learner.page);
      await learner.signInByPassword("learner@example.org", "demo");
      await learner.saved();
      await learner.page.getByText("Complete", { exact: true }).waitFor();
      const tokens = await given();
      assert.ok(tokens.length >= 2);
      await assertNoTrace(portal, tokens);
    });

    it("on the portal's own page, there and back, with the address as it was before", async (t) => {
      const { portal, site } = await learner.visit(t);
      await learner.page.goto(`${site.url}?from=mail#top`);
      const given = tokensIn(learner.page);
      await learner.button("Continue").click();
      await learner.button("Sign in at").click();
      await learner.page.getByText("would like to read your badges and data").waitFor();
      await learner.button("Allow").click();
      await learner.button("Save ZIP").waitFor();
      assert.equal(learner.page.url(), `${site.url}?from=mail#top`);
      await learner.saved();
      const tokens = await given();
      assert.ok(tokens.length >= 2);
      await assertNoTrace(portal, tokens);
      const asked = portal.requests.find(({ path }) => path.startsWith("/oauth/authorize"));
      assert.match(asked.path, /code_challenge_method=S256/);
    });

    it("on the portal's own page, but with No as the answer", async (t) => {
      const { site } = await learner.visit(t);
      await learner.button("Continue").click();
      await learner.button("Sign in at").click();
      await learner.button("No, thank you").click();
      assert.equal(await learner.alert(), "You were not signed in, because access was declined on the portal’s page.");
      assert.equal(learner.page.url(), site.url);
      assert.equal(await learner.page.evaluate(() => sessionStorage.length), 0);
    });

    it("a page that was reloaded knows nobody", async (t) => {
      await learner.visit(t);
      await learner.signInByPassword("learner@example.org", "demo");
      await learner.button("Save ZIP").waitFor();
      await learner.page.reload();
      await learner.button("Continue").waitFor();
    });
  });
}

/** Collects the tokens that token endpoints give out from now on; the returned function tells them. */
function tokensIn(page) {
  const answers = [];
  const note = (response) => /\/token$/.test(new URL(response.url()).pathname) && response.request().method() === "POST" && answers.push(response.json());
  page.on("response", note);
  return async () => {
    page.off("response", note);
    return (await Promise.all(answers)).flatMap(({ access_token: access, refresh_token: refresh }) => [access, refresh].filter(Boolean));
  };
}
