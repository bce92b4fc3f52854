// The issuer's page in a browser, with a demo portal of its own behind it for each test.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSite } from "../../tools/serve.mjs";
import { readCsv } from "../issuer-files.mjs";
import { startPortal } from "../portal/server.mjs";
import { openBrowser, waitForFile } from "./browsers.mjs";

/** So many awards are enough for two pages of the portal's list, and for every kind of award. */
export const AWARDS = 900;

/**
 * A browser for the tests of a file; it saves to a folder of its own, without asking for a place.
 * @param {"chromium" | "firefox"} engine
 */
export async function openIssuer(engine, options = {}) {
  const downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
  const { context, page, problems, close } = await openBrowser(engine, { ...options, downloads });
  await context.addInitScript(() => {
    delete globalThis.showSaveFilePicker; // nobody is there to answer it
    document.addEventListener("badgepack-done", ({ detail }) => (globalThis.finished = detail));
  });
  return new Issuer(engine, page, problems, downloads, close);
}

class Issuer {
  constructor(engine, page, problems, downloads, close) {
    Object.assign(this, { engine, page, problems, downloads });
    this.stop = close;
    page.setDefaultTimeout(15_000);
  }

  async close() {
    try {
      await this.stop();
    } finally {
      await rm(this.downloads, { recursive: true, force: true });
    }
  }

  /**
   * Opens the page on a fresh portal, with empty downloads.
   * @param {import("node:test").TestContext} t ends what was started
   * @param {object} options as of `startPortal`; `account` signs in at once; `listed` are the portals that the page offers in its place
   */
  async visit(t, { account, listed, ...options } = {}) {
    const portal = await startPortal({ badges: 3, awards: AWARDS, ...options });
    t.after(() => portal.close());
    const site = await startSite({ portals: listed ?? [{ name: "Demo portal", url: portal.url, demo: { token: "demo", issuer: account ?? "issuer" } }], anyPortal: true });
    t.after(async () => {
      await this.page.goto("about:blank");
      await site.close();
    });
    for (const file of await readdir(this.downloads)) await rm(join(this.downloads, file), { recursive: true });
    this.problems.length = 0;
    await this.page.goto(`${site.url}issuer.html`);
    await this.button("Continue").waitFor();
    if (account) await this.useDemo();
    return { portal, site, get: (path, token = account) => get(portal.url, path, token) };
  }

  /** Signs in with the demo account: one click. */
  async useDemo() {
    await this.button("Use the demo account").click();
    await this.page.getByRole("tab").first().waitFor();
  }

  /** A button by the beginning of its name. */
  button(name) {
    return this.page.getByRole("button", { name });
  }

  check(name) {
    return this.page.getByRole("checkbox", { name: new RegExp(`^\\s*${name}`) });
  }

  async tab(name) {
    await this.page.getByRole("tab", { name }).click();
  }

  /** Opens what can be chosen of columns and cells. */
  async openColumns() {
    await this.page.locator("summary", { hasText: /columns?, / }).click();
  }

  /** Gives the days. */
  async days(from, to) {
    await this.page.getByLabel("From", { exact: true }).fill(from);
    await this.page.getByLabel("To, inclusive").fill(to);
  }

  /** Waits until the look before saving is over, and returns what the page says of it. */
  async amount() {
    const said = this.page.locator("badgepack-desk .bar [role=status]");
    await said.filter({ hasText: /./ }).waitFor({ state: "attached" });
    return (await said.textContent()).trim();
  }

  /** Presses a button that saves, waits for the summary, and reads the file. */
  async saved(pattern, name = "Save CSV") {
    await this.button(name).click();
    await this.button("Back to the exports").waitFor({ timeout: 120_000 });
    const path = await waitForFile(this.downloads, pattern);
    const summary = await this.page.evaluate(() => globalThis.finished.summary);
    const told = await this.page.locator("badgepack-desk section[part~=summary]").innerText();
    return { path, summary, told, bytes: await readFile(path) };
  }

  /** A table, as Python reads it. */
  async table(name = "awards") {
    const { path, ...more } = await this.saved(new RegExp(`^${name}-[\\d-]+\\.csv$`));
    const rows = await readCsv(path);
    await rm(path);
    await this.button("Back to the exports").click();
    return { rows, ...more };
  }

  /** What the page says went wrong. */
  async alert() {
    const alert = this.page.getByRole("alert");
    await alert.waitFor();
    return (await alert.innerText()).trim();
  }

  /** Nothing was thrown, and nothing broke the security policy; that a portal has no organisations is a 404 in the console. */
  assertNoProblems() {
    assert.deepEqual(this.problems.filter((problem) => !/^console: Failed to load resource/.test(problem)), []);
  }
}

/** What a portal answers. */
async function get(portal, path, token) {
  return (await (await fetch(`${portal}${path}`, { headers: { Authorization: `Bearer ${token}` } })).json()).result;
}

/** Every award of an account, as the portal lists it in one piece. */
export async function listed(get) {
  const issuers = await get("/v2/issuers");
  return (await Promise.all(issuers.map(({ entityId }) => get(`/v2/issuers/${entityId}/assertions?include_expired=1&include_revoked=1`)))).flat();
}

/** An id as it stands in the file, and as the portal has it. */
export const plain = (cell) => cell.replace(/^'/, "");
