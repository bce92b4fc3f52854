// The learner's page in a browser, with a demo portal of its own behind it for each test.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSite } from "../../tools/serve.mjs";
import { startPortal } from "../portal/server.mjs";
import { openBrowser, waitForFile } from "./browsers.mjs";

/**
 * A browser for the tests of a file; it saves to a folder of its own, without asking for a place.
 * @param {"chromium" | "firefox"} engine
 */
export async function openLearner(engine, options = {}) {
  const downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
  const { context, page, problems, close } = await openBrowser(engine, { ...options, downloads });
  await context.addInitScript(() => delete globalThis.showSaveFilePicker); // nobody is there to answer it
  return new Learner(engine, page, problems, downloads, close);
}

class Learner {
  constructor(engine, page, problems, downloads, close) {
    Object.assign(this, { engine, page, problems, downloads });
    this.stop = close;
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
   * @param {object} options as of `startPortal`; `listed` are the portals that the page offers in its place
   */
  async visit(t, { listed, ...options } = {}) {
    const portal = await startPortal({ badges: 6, ...options });
    t.after(() => portal.close());
    const site = await startSite({ portals: listed ?? [{ name: "Demo portal", url: portal.url, demo: { token: "demo" } }], anyPortal: true });
    t.after(async () => {
      await this.page.goto("about:blank");
      await site.close();
    });
    for (const file of await readdir(this.downloads)) await rm(join(this.downloads, file), { recursive: true });
    this.problems.length = 0;
    await this.page.goto(site.url);
    await this.button("Continue").waitFor();
    return { portal, site };
  }

  /** A button by the beginning of its name. */
  button(name) {
    return this.page.getByRole("button", { name });
  }

  /** Signs in with the demo account: one click. */
  async useDemo() {
    await this.button("Use the demo account").click();
    await this.button("Save ZIP").waitFor();
  }

  /** Presses a button that saves, and waits for the summary and the file. */
  async saved(name = "Save ZIP", file = /^badges-[\d-]+(-rest)?\.zip$/) {
    await this.button(name).click();
    await this.button("Save another").waitFor({ timeout: 120_000 });
    return waitForFile(this.downloads, file);
  }

  /** Goes to the sign-in of the portal that is chosen. */
  async ways() {
    await this.button("Continue").click();
    await this.page.getByText("Use an access token").waitFor();
  }

  async signInByToken(token) {
    await this.ways();
    await this.page.getByText("Use an access token").click();
    await this.page.getByLabel("Access token").fill(token);
    await this.page.getByLabel("Access token").press("Enter");
  }

  async signInByPassword(username, password) {
    await this.ways();
    await this.page.getByLabel("Email or user name").fill(username);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByLabel("Password").press("Enter");
  }

  /** What the page says went wrong. */
  async alert() {
    const alert = this.page.getByRole("alert");
    await alert.waitFor();
    return (await alert.textContent()).trim();
  }

  /** What waits in the browser's own storage to be downloaded. */
  staged() {
    return this.page.evaluate(async () => {
      const names = [];
      try {
        for await (const name of (await (await navigator.storage.getDirectory()).getDirectoryHandle("badgepack")).keys()) names.push(name);
      } catch {
        // There is no such folder before the first save.
      }
      return names;
    });
  }
}
