// An export that is interrupted goes on where it was, by choice; without that choice, and after *Forget everything*, nothing is left.
import assert from "node:assert/strict";
import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertChecksumsHold, assertReportAddsUp, assertSixReadersReadIt, unpack } from "../learner-archive.mjs";
import { assertFit } from "./access.mjs";
import { can, engines, waitForFile } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

const BADGES = 120;
/** Requests that may be under way when a tab dies, whose answers nobody has. */
const UNDER_WAY = 6;
const NOTHING = { local: [], session: [], databases: [], caches: [], files: [] };
const KEEP = /Keep what is downloaded on this device/;

for (const engine of engines) {
  describe(engine, () => {
    // Firefox is told its colours once, when it starts.
    const schemes = engine === "chromium" ? ["light", "dark"] : [null];
    let learner, site, portal;
    before(async () => {
      learner = await openLearner(engine, { reducedMotion: true });
      // What an address says after its # has the page live later, with a disk that is full after so many answers, or with one that says nothing any more.
      await learner.page.addInitScript(() => {
        const said = new URLSearchParams(location.hash.slice(1));
        const [now, put] = [Date.now, IDBObjectStore.prototype.put];
        const later = Number(said.get("hours") ?? 0) * 3600_000;
        Date.now = () => now() + later;
        let [room, speech] = ["room", "speech"].map((name) => Number(said.get(name) ?? Infinity));
        IDBObjectStore.prototype.put = function (...row) {
          if (this.name === "answers" && --room < 0) throw new DOMException("full", "QuotaExceededError");
          if (this.name === "answers" && --speech < 0) {
            // A transaction that never ends.
            this.transaction.commit = () => {};
            const again = () => (this.count().onsuccess = again);
            again();
          }
          return put.apply(this, row);
        };
      });
    });
    after(() => learner.close());

    async function visit(t, options) {
      ({ portal, site } = await learner.visit(t, { badges: BADGES, slow: 8, ...options }));
      await learner.page.evaluate(() => document.addEventListener("badgepack-progress", ({ detail }) => (globalThis.progress = detail)));
    }

    /** Signs in and begins to save, keeping what comes. */
    async function begin({ keeps = true } = {}) {
      await learner.useDemo();
      if (keeps) await learner.page.getByLabel(KEEP).check();
      await learner.button("Save ZIP").click();
    }

    const until = (share) =>
      learner.page.waitForFunction(
        (badges) => globalThis.progress?.sections.find(({ key }) => key === "badges")?.records >= badges,
        Math.round(BADGES * share),
        { timeout: 60_000, polling: 20 },
      );

    /** The tab dies, and after some time somebody opens the page again. */
    async function comeBack(later = "") {
      await learner.page.goto("about:blank");
      await learner.page.goto(site.url + later);
      await learner.button("Continue").waitFor();
    }

    const waiting = () => learner.page.getByText("An interrupted export is kept on this device.");
    const offer = () => learner.page.getByRole("heading", { name: /^An export from Learner portal was interrupted: \d+ of 123 badges are here\.$/ });

    const goneOn = async () => {
      await learner.button("Go on").click();
      await learner.button("Save another").waitFor({ timeout: 60_000 });
      return waitForFile(learner.downloads, /^badges-[\d-]+\.zip$/);
    };

    /** What was asked of one badge alone, as the portal answered it. */
    const answered = (requests) => new Set(requests.filter(({ method, status, path }) => method === "GET" && status === 200 && /\/open_badge$|\/media\//.test(path)).map(({ path }) => path));

    for (const share of [0.1, 0.5, 0.9]) {
      it(`a tab is closed at ${share * 100} %: it goes on, asks for nothing twice, and the archive is the one that it would have been`, async (t) => {
        await visit(t);
        portal.faults.set([{ match: "/^GET \\/v1\\/badge_assertion\\/10011[789]\\//", times: "always", fault: { hang: true } }]); // so that it is never over before the tab dies
        await begin();
        await until(share);
        portal.faults.clear();
        await comeBack();
        const before = answered(portal.requests);
        assert.ok(before.size >= BADGES * share, `${before.size}`);
        await waiting().waitFor();
        await learner.useDemo();
        await offer().waitFor();
        const [here] = (await offer().innerText()).match(/\d+/);
        assert.ok(Number(here) >= BADGES * share * 0.5 && Number(here) <= BADGES, here);

        const asked = portal.requests.length;
        const zip = await goneOn();
        const twice = [...answered(portal.requests.slice(asked))].filter((path) => before.has(path));
        // What the portal says of a revoked badge is no credential, and is asked for anew.
        const revoked = await Promise.all(twice.map(async (path) => /"revoked":true/.test(await (await fetch(portal.url + path, { headers: { Authorization: "Bearer demo" } })).text())));
        const again = twice.filter((_, at) => !revoked[at]);
        assert.ok(again.length <= UNDER_WAY, `asked for twice: ${again}`);
        assert.ok(portal.requests.slice(asked).some(({ path }) => /\/v1\/badge_assertion\/\?/.test(path)), "the lists are read anew");

        const folder = await unpack(zip);
        await assertSixReadersReadIt(zip);
        await assertChecksumsHold(folder);
        const { exportedAt, complete } = await assertReportAddsUp(folder);
        assert.equal(complete, true);
        assert.deepEqual({ ...(await dump()), files: [] }, NOTHING);

        await comeBack();
        await learner.useDemo();
        assert.equal(await offer().count(), 0);
        const whole = await unpack(await savedAnew());
        assert.deepEqual(await contents(folder, exportedAt), await contents(whole, (await assertReportAddsUp(whole)).exportedAt));
      });
    }

    /** Saves once more, uninterrupted and without keeping anything, where no earlier ZIP is. */
    async function savedAnew() {
      for (const name of await readdir(learner.downloads)) if (name.endsWith(".zip")) await rm(join(learner.downloads, name));
      return learner.saved();
    }

    it("stopped for later, forgotten, and cancelled: nothing is left but what was chosen", async (t) => {
      await visit(t);
      await begin();
      await until(0.3);
      await learner.button("Stop, and go on later").click();
      await learner.page.getByText("Stopped. What was downloaded stays on this device").filter({ visible: true }).waitFor();
      await offer().waitFor();
      await learner.button("Forget it").click();
      await offer().waitFor({ state: "detached" });
      assert.deepEqual(await dump(), NOTHING);
      await learner.page.evaluate(() => (globalThis.progress = undefined));
      await learner.page.getByLabel(KEEP).check();
      await learner.button("Save ZIP").click();
      await until(0.3);
      await learner.button("Cancel").click();
      await learner.page.getByText("Cancelled. No file was kept, and what was downloaded is deleted.").filter({ visible: true }).waitFor();
      assert.deepEqual(await dump(), NOTHING);
      assert.deepEqual(learner.problems, []);
    });

    it("without the choice nothing is left: not after it is finished, cancelled, or killed", async (t) => {
      await visit(t);
      await begin({ keeps: false });
      await until(0.5);
      await comeBack();
      await swept();
      assert.deepEqual(await dump(), NOTHING, "killed");
      await learner.page.evaluate(() => document.addEventListener("badgepack-progress", ({ detail }) => (globalThis.progress = detail)));
      await begin({ keeps: false });
      await until(0.3);
      await learner.button("Cancel").click();
      await learner.page.getByText("Cancelled. No file was kept.").filter({ visible: true }).waitFor();
      assert.deepEqual(await dump(), NOTHING, "cancelled");
      await learner.saved();
      const { files, ...rest } = await dump();
      assert.ok(files.length <= 1, "the file itself may wait here until the browser has copied it");
      assert.deepEqual({ ...rest, files: [] }, NOTHING, "finished");
      await comeBack("#hours=1");
      await swept();
      assert.deepEqual(await dump(), NOTHING, "finished, an hour later");
    });

    it("another account does not see it, and it is gone after a day", async (t) => {
      await visit(t);
      await begin();
      await until(0.2);
      portal.faults.set([{ match: "/^GET \\/v1\\/user_detail\\/0$/", times: "always", fault: { json: { id: 777, firstname: "Ole", lastname: "Other" } } }]);
      await comeBack();
      await learner.useDemo();
      await learner.page.getByLabel(KEEP).waitFor();
      assert.equal(await offer().count(), 0);
      portal.faults.clear();
      await comeBack();
      await learner.useDemo();
      await offer().waitFor();
      await comeBack("#hours=23");
      await waiting().waitFor();
      await comeBack("#hours=25");
      await nothingKept();
      assert.equal(await waiting().count(), 0);
      await learner.useDemo();
      assert.equal(await offer().count(), 0);
      assert.deepEqual(await dump(), NOTHING);
    });

    it("neither tokens nor addresses are kept", async (t) => {
      await visit(t);
      let token;
      learner.page.on("request", (request) => (token ??= request.headers().authorization?.replace("Bearer ", "")));
      await learner.signInByPassword("learner@example.org", "demo");
      await learner.page.getByLabel(KEEP).check();
      await learner.button("Save ZIP").click();
      await until(0.4);
      await comeBack();
      const kept = await learner.page.evaluate(everythingKept);
      assert.ok(kept.length > 20 && token?.length > 8);
      const [exports, ...answers] = kept;
      for (const secret of [token, btoa(token), portal.url.slice(7)]) assert.ok(!exports.includes(secret), secret);
      for (const answer of answers) assert.ok(!answer.includes(token));
    });

    it("forget everything leaves nothing, and says what it was", async (t) => {
      await visit(t);
      await begin();
      await until(0.3);
      await comeBack();
      await learner.page.evaluate(() => {
        localStorage.setItem("badgepack-language", "en");
        localStorage.setItem("badgepack rebake https://portal.example class", "{}");
        localStorage.setItem("the-page's-own", "stays");
      });
      await learner.button("Forget everything").click();
      const said = learner.page.locator("badge-forget").getByRole("status");
      await said.getByText("Deleted:").waitFor();
      assert.match(await said.innerText(), /an interrupted export/);
      assert.match(await said.innerText(), /how far re-baking came/);
      assert.match(await said.innerText(), /the language of these pages/);
      assert.deepEqual(await dump(), { ...NOTHING, local: ["the-page's-own"] });
      await waiting().waitFor({ state: "detached" });
      await learner.page.evaluate(() => localStorage.clear());
      await learner.button("Forget everything").click();
      await said.getByText("There was nothing to delete.").waitFor();
      await learner.useDemo();
      assert.equal(await offer().count(), 0);
    });

    if (can(engine, "tabs")) it("forgotten while it runs, and with a second tab that wants the same: the export goes on to its end", async (t) => {
      await visit(t, { slow: 80 });
      await begin();
      await until(0.2);
      const second = await learner.page.context().newPage();
      t.after(() => second.close());
      await second.goto(site.url);
      await second.getByRole("button", { name: "Use the demo account" }).click();
      await second.getByText("Another tab is saving this account just now").waitFor();
      await second.getByRole("button", { name: "Forget everything" }).click();
      await second.getByText("Deleted: an interrupted export.").waitFor();
      await second.getByText("One thing stays until it is done").waitFor();
      await learner.page.getByText("What was kept on this device has been deleted.").waitFor();
      await learner.page.getByText("Complete", { exact: true }).waitFor({ timeout: 60_000 });
      await nothingKept();
    });

    it("a disk that is full ends the keeping and not the export, and what is here serves all the same", async (t) => {
      await visit(t);
      await comeBack("#room=60");
      await learner.page.evaluate(() => document.addEventListener("badgepack-progress", ({ detail }) => (globalThis.progress = detail)));
      await begin();
      await learner.page.getByText("There is no room to keep more on this device.").waitFor();
      await until(0.7);
      await comeBack();
      await learner.useDemo();
      const asked = portal.requests.length;
      await goneOn();
      await learner.page.getByText("Complete", { exact: true }).waitFor();
      assert.ok(answered(portal.requests.slice(asked)).size < BADGES + 30, "sixty answers are not asked for again");
      await nothingKept();
    });

    it("a disk that does not answer any more ends the keeping and not the export", async (t) => {
      await visit(t);
      await comeBack("#speech=30");
      await begin();
      await learner.page.getByText("This browser’s storage does not answer").waitFor();
      await learner.page.getByText("Complete", { exact: true }).waitFor({ timeout: 60_000 });
      await waitForFile(learner.downloads, /^badges-[\d-]+\.zip$/);
    });

    it("a browser that keeps nothing says so, and offers no choice", async (t) => {
      await learner.page.addInitScript(() => location.hash === "#nowhere" && (IDBFactory.prototype.databases = () => Promise.reject(new DOMException("off", "SecurityError"))));
      await visit(t);
      await comeBack("#nowhere");
      await learner.useDemo();
      await learner.page.getByText("this browser keeps nothing for this page").waitFor();
      assert.equal(await learner.page.getByLabel(KEEP).count(), 0);
      await learner.saved();
    });

    it("is there for everyone: while it runs, when it waits, and when all is forgotten", async (t) => {
      await visit(t, { slow: 20 });
      await begin();
      await until(0.1);
      await assertFit(learner.page, "running, and kept", schemes);
      await learner.button("Stop, and go on later").click();
      await offer().waitFor();
      await assertFit(learner.page, "an offer to go on", schemes);
      await comeBack();
      await waiting().waitFor();
      await assertFit(learner.page, "before signing in", schemes);
      await learner.button("Forget everything").click();
      await learner.page.getByText("Deleted: an interrupted export").waitFor();
      await assertFit(learner.page, "forgotten", schemes);
    });

    it("a tab that would lose something asks before it is closed", async (t) => {
      await visit(t);
      await begin();
      await until(0.1);
      const asked = await learner.page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
      assert.equal(asked, true);
      await learner.button("Cancel").click();
      await learner.button("Save ZIP").waitFor();
      assert.equal(await learner.page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true }))), false);
    });

    /** What earlier runs left is looked for as soon as the page opens, which takes a moment. */
    const swept = async () => {
      for (const end = Date.now() + 10_000; Date.now() < end && (await learner.staged()).length > 0; ) await learner.page.waitForTimeout(100);
    };

    const nothingKept = () => learner.page.waitForFunction(() => indexedDB.databases().then(({ length }) => length === 0));

    /** All that the page's origin has in the browser. */
    const dump = () =>
      learner.page.evaluate(async () => {
        const files = [];
        const walk = async (folder, path) => {
          for await (const [name, handle] of folder.entries()) {
            if (handle.kind === "file") files.push(path + name);
            else await walk(handle, `${path}${name}/`);
          }
        };
        const root = await navigator.storage?.getDirectory(); // WebKitGTK has none.
        if (root) await walk(root, "");
        const databases = (await indexedDB.databases()).map(({ name }) => name);
        return { local: Object.keys(localStorage), session: Object.keys(sessionStorage), databases, caches: (await globalThis.caches?.keys()) ?? [], files };
      });
  });
}

/** Every file of an archive but for when it was made. */
async function contents(folder, exportedAt) {
  const found = {};
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  for (const { name, parentPath, path } of files) {
    const file = join(parentPath ?? path, name);
    const bytes = await readFile(file);
    const isDated = /^(README\.txt|report\.json|index\.html)$/.test(name);
    if (name !== "SHA256SUMS") found[file.slice(folder.length)] = isDated ? bytes.toString().replaceAll(exportedAt, "then") : bytes.toString("base64");
  }
  return found;
}

/** To be run in the page: what is kept, as text; what is known of the exports comes first. */
async function everythingKept() {
  const settled = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
  const database = await settled(indexedDB.open("badgepack"));
  const all = async (name) => {
    const store = database.transaction(name).objectStore(name);
    return [await settled(store.getAllKeys()), await settled(store.getAll())];
  };
  const [keys, exports] = await all("exports");
  const [asked, answers] = await all("answers");
  database.close();
  return [JSON.stringify([keys, exports, asked]), ...answers.map((body) => new TextDecoder("latin1").decode(body))];
}
