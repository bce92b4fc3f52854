// The page that replaces a badge, from its confirmation on, with a demo portal of its own behind it for each test.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strip, unbake } from "../../dist/badgepack.js";
import { startSite } from "../../tools/serve.mjs";
import { startPortal } from "../portal/server.mjs";
import { openBrowser, waitForFile } from "./browsers.mjs";
import { mountSite } from "./replace-mount-site.mjs";

/** Every field as the new badge has it. */
export const everything = { name: "take", description: "take", criteriaUrl: "take", criteriaNarrative: "take", tags: "take", alignments: "take", expires: "take", others: "take", image: "take" };

/**
 * A browser for the tests of a file; it saves to a folder of its own, without asking for a place.
 * @param {"chromium" | "firefox"} engine
 */
export async function openReplacer(engine, options = {}) {
  const downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
  const { context, page, problems, close } = await openBrowser(engine, { ...options, downloads });
  await context.addInitScript(() => {
    delete globalThis.showSaveFilePicker; // nobody is there to answer it
    globalThis.told = [];
    for (const name of ["badge-back", "badge-restart", "badge-again", "badge-signed-out", "badgepack-replaced", "badgepack-done", "badgepack-error", "badgepack-cancel"]) {
      document.addEventListener(name, ({ detail }) => globalThis.told.push([name, detail]), true);
    }
  });
  return new Replacer(engine, page, problems, downloads, close);
}

class Replacer {
  constructor(engine, page, problems, downloads, close) {
    Object.assign(this, { engine, page, problems, downloads });
    this.stop = close;
    page.setDefaultTimeout(20_000);
  }

  async close() {
    await this.stop();
    await rm(this.downloads, { recursive: true, force: true });
  }

  /** Opens the page on a fresh portal, with empty downloads. */
  async visit(t, options = {}) {
    const portal = await startPortal({ awards: 120, ...options });
    t.after(() => portal.close());
    const site = await startSite({ root: await mountSite(), portals: [{ name: "Demo portal", url: portal.url }], anyPortal: true });
    t.after(async () => {
      await this.page.goto("about:blank");
      await site.close();
    });
    for (const file of await readdir(this.downloads)) await rm(join(this.downloads, file), { recursive: true });
    this.problems.length = 0;
    [this.portal, this.site] = [portal, site];
    await this.page.goto(site.url);
  }

  button(name) {
    return this.page.getByRole("button", { name });
  }

  /** What the portal answers somebody who is signed in. */
  async ask(path) {
    return (await (await fetch(this.portal.url + path, { headers: { Authorization: "Bearer issuer" } })).json()).result;
  }

  /** The badge class whose name begins so. */
  async classNamed(name) {
    const issuers = await this.ask("/v2/issuers");
    const all = (await Promise.all(issuers.map(({ entityId }) => this.ask(`/v2/issuers/${entityId}/badgeclasses`)))).flat();
    return all.find((one) => one.name.startsWith(name));
  }

  async class(id) {
    return (await this.ask(`/v2/badgeclasses/${id}`))[0];
  }

  async awards(id) {
    const all = [];
    const first = `${this.portal.url}/v2/badgeclasses/${id}/assertions?num=500&include_expired=1&include_revoked=1`;
    for (let url = first; url; ) {
      const answer = await (await fetch(url, { headers: { Authorization: "Bearer issuer" } })).json();
      all.push(...answer.result);
      url = answer.pagination?.nextResults;
    }
    return all;
  }

  async bytes(url) {
    return new Uint8Array(await (await fetch(url)).arrayBuffer());
  }

  /** An award's picture of a class. */
  async given(name) {
    const { entityId } = await this.classNamed(name);
    return this.bytes((await this.ask(`/v2/badgeclasses/${entityId}/assertions`)).find(({ image }) => image).image);
  }

  /** Goes as far as "Replace for good?", with bytes or text as the new badge. */
  async reach(target, given, { selection = everything, rebakeOnly = false } = {}) {
    const { entityId } = await this.classNamed(target);
    await this.page.evaluate(
      async ({ url, badgeClass, given, selection, rebakeOnly }) => {
        document.querySelector("badge-replace-run")?.remove();
        const bytes = typeof given === "string" ? given : new Uint8Array(given);
        const draft = given === null ? { contents: {}, picture: null, notes: [], rights: {} } : await replace.draft(bytes, { portal: { url } });
        const { present } = await replace.previewReplacement({ portal: { url }, token: "issuer", badgeClass, draft });
        const run = document.createElement("badge-replace-run");
        Object.assign(run, { account: { portal: { url }, session: new Session("issuer") }, portalName: "Demo portal", asks: false, present, draft, selection, rebakeOnly });
        document.querySelector("main").append(run);
      },
      { url: this.portal.url, badgeClass: entityId, given: given === null || typeof given === "string" ? given : [...given], selection, rebakeOnly },
    );
    return entityId;
  }

  /** Saves the safety copy and reads it. */
  async copied() {
    await this.button("Save a safety copy").click();
    await this.page.getByText("Read back and checked").waitFor();
    const path = await waitForFile(this.downloads, /^badge-safety-copy-[\d-]+( ?\(\d+\))?\.zip$/);
    const bytes = await readFile(path);
    await rm(path);
    return bytes;
  }

  /** Types the badge's name and replaces it; returns what became of it, as the page was told and as people read it. */
  async replaced(name) {
    await this.page.getByLabel("Type the badge’s name to confirm").fill(name);
    await this.button("Replace badge").click();
    return this.outcome();
  }

  async outcome() {
    const card = this.page.locator("section[part~=outcome]");
    await card.waitFor({ timeout: 60_000 });
    const told = (await this.told("badgepack-replaced")).at(-1);
    return { ...told, text: (await card.innerText()).replace(/\s+/g, " ") };
  }

  /** What the page was told by events of a name. */
  async told(name) {
    return this.page.evaluate((name) => JSON.parse(JSON.stringify(globalThis.told.filter(([one]) => one === name).map(([, detail]) => detail))), name);
  }

  /** Waits for the account, and returns it with what people read. */
  async account() {
    const card = this.page.locator("section[part~=account]");
    await card.waitFor({ timeout: 240_000 });
    const { summary } = (await this.told("badgepack-done")).at(-1);
    const rows = await card.locator("table.sums tr").evaluateAll((rows) => rows.map((row) => Number(row.querySelector("td")?.textContent.replace(/\D/g, ""))).filter((count) => !Number.isNaN(count)));
    const sum = rows.pop();
    assert.equal(rows.reduce((all, count) => all + count, 0), sum, "what people read adds up");
    assert.equal(sum, summary.listed);
    assert.equal(summary.server + summary.baked + summary.signed + summary.revoked + summary.failed, summary.listed);
    return { ...summary, text: (await card.innerText()).replace(/\s+/g, " ") };
  }

  /** Saves the ZIP of what was baked here; returns its path. */
  async pictures() {
    await this.button(/^Save the .* pictures? \(ZIP\)/).click();
    return waitForFile(this.downloads, /^badges-rebaked-[\d-]+( ?\(\d+\))?\.zip$/);
  }

  /** PUTs that reached the portal, each as often as it did. */
  puts(part) {
    const paths = this.portal.requests.filter(({ method, path }) => method === "PUT" && path.includes(part)).map(({ path }) => path);
    return { count: paths.length, mostOfOne: Math.max(0, ...Object.values(grouped(paths)).map((all) => all.length)) };
  }

  /** Nothing was thrown, and nothing broke the security policy. */
  assertNoProblems() {
    assert.deepEqual(this.problems.filter((problem) => !/^console: Failed to load resource/.test(problem)), []);
  }
}

function grouped(all) {
  const groups = {};
  for (const one of all) (groups[one] ??= []).push(one);
  return groups;
}

/** A picture shows what the class's picture shows, to the last byte, and carries this award and no other. */
export async function assertCarries(picture, drawing, award) {
  const { payload } = await unbake(picture);
  assert.equal(JSON.parse(payload).id.split("?")[0], award.openBadgeId.split("?")[0]);
  assert.ok(Buffer.from(await strip(picture)).equals(drawing), `${award.entityId} shows another picture`);
}
