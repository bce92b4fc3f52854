// What can go wrong between a person and a portal: one plain sentence each, and nothing is lost that was already fetched.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, assertSixReadersReadIt, unpack } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

/** An address where nothing listens. */
async function nowhere() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}`;
}

/** A server whose every answer is a web page, readable from everywhere. */
async function webPages(t) {
  const server = createServer((request, response) =>
    response.writeHead(200, { "Content-Type": "text/html", "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" }).end("<!doctype html><title>Welcome</title><h1>Welcome</h1>"),
  );
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => server.close(done).closeAllConnections()));
  return `http://127.0.0.1:${server.address().port}`;
}

for (const engine of engines) {
  describe(engine, () => {
    let learner;
    before(async () => (learner = await openLearner(engine)));
    after(() => learner.close());

    const continueTo = async (t, url) => {
      await learner.visit(t, { listed: [{ name: "Portal", url }] });
      await learner.button("Continue").click();
      return learner.alert();
    };

    it("an address where nothing listens", async (t) => {
      assert.equal(await continueTo(t, await nowhere()), "The portal could not be reached: the address is wrong, the network is down, or the portal does not let this page in (CORS).");
    });

    it("a text that is no address", async (t) => {
      await learner.visit(t);
      await learner.page.getByLabel("Badge portal").selectOption("other");
      await learner.page.getByLabel("web address").fill("not an address");
      await learner.button("Continue").click();
      assert.equal(await learner.alert(), "This is no web address; it should look like https://badges.example.org.");
    });

    it("a portal that lets only other sites in", async (t) => {
      await learner.visit(t, { origins: ["https://elsewhere.example.org"] });
      await learner.button("Use the demo account").click();
      assert.match(await learner.alert(), /^The portal could not be reached: .* or the portal does not let this page in \(CORS\)\.$/);
      await learner.button("Back").click();
      await learner.button("Continue").waitFor();
    });

    it("a portal that answers with web pages", async (t) => {
      assert.equal(await continueTo(t, await webPages(t)), "A web page came back instead of data; check the portal's address.");
    });

    it("a password that is wrong, and then the right one", async (t) => {
      await learner.visit(t);
      await learner.signInByPassword("learner@example.org", "wrong");
      assert.equal(await learner.alert(), "The portal does not know this user name and password; check both and try again.");
      await learner.page.getByLabel("Password").fill("demo");
      await learner.page.getByLabel("Password").press("Enter");
      await learner.button("Save ZIP").waitFor();
    });

    it("a token that the portal does not know", async (t) => {
      await learner.visit(t);
      await learner.signInByToken("not-a-token");
      assert.equal(await learner.alert(), "The portal does not know this access token; check it and try again.");
      await learner.page.getByLabel("Access token").fill("demo");
      await learner.page.getByLabel("Access token").press("Enter");
      await learner.button("Save ZIP").waitFor();
    });

    it("a token that expires midway: what was fetched is saved, the rest is listed, and had after signing in again", async (t) => {
      await learner.visit(t, { expireAfter: 40, badges: 30 }); // 16 lists are counted first, then exported
      await learner.signInByToken("demo");
      const zip = await learner.saved();
      await learner.page.getByText(/sign in again/).first().waitFor();
      const folder = await unpack(zip);
      await assertSixReadersReadIt(zip);
      await assertChecksumsHold(folder);
      await assertPicturesCarryTheirCredentials(folder);
      const report = await assertReportAddsUp(folder);
      assert.ok(report.exported > 100 && report.failed > 0 && !report.complete, JSON.stringify(report.counts));
      const cut = report.sections.filter(({ state }) => state === "incomplete");
      assert.ok(cut.length > 3 && cut.every(({ code }) => code === "signed-out"));
      assert.ok(report.records.filter(({ state }) => state === "failed").every(({ code }) => code === "signed-out"));

      await learner.button("Sign in again").click();
      await learner.page.getByLabel("Email or user name").fill("learner@example.org");
      await learner.page.getByLabel("Password").fill("demo");
      await learner.page.getByLabel("Password").press("Enter");
      const rest = await unpack(await learner.saved("Try again for those", /-rest\.zip$/));
      await learner.page.getByText("Complete", { exact: true }).waitFor();
      const second = await assertReportAddsUp(rest);
      const whole = (section) => second.sections.find(({ key }) => key === section.key)?.state === "complete";
      assert.ok(cut.every(whole));
      for (const { id } of report.records.filter(({ state }) => state === "failed")) {
        assert.ok(second.records.some((record) => record.id === id && record.state === "exported"), id);
      }
    });

    it("a token that expires midway, after signing in with a password: it is renewed, and nothing is missing", async (t) => {
      await learner.visit(t, { expireAfter: 40, badges: 30 });
      await learner.signInByPassword("learner@example.org", "demo");
      const report = await assertReportAddsUp(await unpack(await learner.saved()));
      assert.deepEqual([report.complete, report.failed], [true, 0]);
    });

    it("an account without badges: the rest can be saved, and the page says so", async (t) => {
      await learner.visit(t, { badges: 0, faults: [{ match: "/v1/wallet_import/", times: "always", fault: { json: { items: [], total: 0, page: 1, pages: 1 } } }] });
      await learner.useDemo();
      await learner.page.getByText("There are no badges in this account yet. Everything else can still be saved.").waitFor();
      const report = await assertReportAddsUp(await unpack(await learner.saved()));
      assert.equal(report.complete, true);
    });

    it("a portal that goes away midway: what was fetched is saved, and the rest is listed", async (t) => {
      const { portal } = await learner.visit(t, { badges: 5 });
      await learner.useDemo();
      portal.faults.set([{ match: "/media/badges/", times: "always", fault: { reset: true } }]);
      const folder = await unpack(await learner.saved());
      const report = await assertReportAddsUp(folder);
      assert.ok(report.failed === 5 && report.records.filter(({ state }) => state === "failed").every(({ part, code }) => part === "picture" && code === "unreachable"));
      assert.deepEqual((await readdir(folder)).includes("index.html"), true);
    });
  });
}
