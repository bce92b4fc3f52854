// The page that replaces a badge, in a browser, with a demo portal of its own behind it for each test.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { startSite } from "../../tools/serve.mjs";
import { startPortal } from "../portal/server.mjs";
import { openBrowser } from "./browsers.mjs";

/**
 * A browser for the tests of a file; it saves to a folder of its own, without asking for a place.
 * @param {"chromium" | "firefox"} engine
 * @param {typeof Replacing} Page what can be done on the page
 */
export async function openReplace(engine, options = {}, Page = Replacing) {
  const downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
  const { context, page, problems, close } = await openBrowser(engine, { ...options, downloads });
  await context.addInitScript(() => {
    delete globalThis.showSaveFilePicker; // nobody is there to answer it
    globalThis.errors = [];
    document.addEventListener("badgepack-error", ({ detail }) => globalThis.errors.push(detail.code));
  });
  return new Page(engine, page, problems, downloads, close);
}

export class Replacing {
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
   * @param {object} options as of `startPortal`; `account` signs in at once; `query` changes the element before it is used
   */
  async visit(t, { account, ...options } = {}) {
    const portal = await startPortal({ badges: 3, awards: 240, ...options });
    t.after(() => portal.close());
    const site = await startSite({ portals: [{ name: "Demo portal", url: portal.url, demo: { token: "demo", issuer: account ?? "issuer" } }], anyPortal: true });
    t.after(async () => {
      await this.page.goto("about:blank");
      await site.close();
    });
    for (const file of await readdir(this.downloads)) await rm(join(this.downloads, file), { recursive: true });
    this.problems.length = 0;
    const ask = async (path) => (await (await fetch(portal.url + path, { headers: { Authorization: `Bearer ${account ?? "issuer"}` } })).json()).result;
    const issuers = await ask("/v2/issuers");
    const classes = (await Promise.all(issuers.map(({ entityId }) => ask(`/v2/issuers/${entityId}/badgeclasses`)))).flat();
    this.world = { portal, site, ask, class: (name) => classes.find((one) => one.name.startsWith(name)) };
    portal.requests.length = 0;
    await this.page.goto(`${site.url}replace.html`);
    await this.button("Continue").waitFor();
    if (account) await this.useDemo();
    return this.world;
  }

  /** Signs in with the demo account: one click. */
  async useDemo() {
    await this.button("Use the demo account").click();
    await this.page.getByRole("heading", { name: "Which badge do you want to replace?" }).waitFor();
  }

  /** Chooses a badge class, and waits until its awards are counted. */
  async pick(name = "Bicycle Mechanic") {
    await this.button(name).click();
    await this.page.getByRole("heading", { name: "Bring the new badge" }).waitFor();
    await this.page.locator("badgepack-replace-desk dl.effects").first().getByText("Counting").waitFor({ state: "detached" });
  }

  /** A button by the beginning of its name. */
  button(name) {
    return this.page.getByRole("button", { name });
  }

  /** The picture of an award of a class: neither signed nor revoked. */
  async awardOf(name) {
    const award = (await this.world.ask(`/v2/badgeclasses/${this.world.class(name).entityId}/assertions`)).find(({ image }) => image);
    return { award, picture: await this.bytes(award.image) };
  }

  async bytes(url) {
    return Buffer.from(await (await fetch(url)).arrayBuffer());
  }

  /** Chooses a file: a path, or bytes and a name. */
  async choose(file, name) {
    const given = name === undefined ? file : { name, mimeType: "application/octet-stream", buffer: Buffer.from(file) };
    await this.page.locator("badgepack-bring input[type=file]").setInputFiles(given);
  }

  /** Types an address or JSON, and has it taken. */
  async type(text, button = /^(Take it|Ask )/) {
    await this.page.getByLabel("or its public address").fill(text);
    await this.page.locator("badgepack-bring form").getByRole("button", { name: button }).click();
  }

  /** A file dropped or pasted, or a text without a name, as far as a script can do it. */
  async bring(kind, bytes, name) {
    await this.page.evaluate(
      ({ kind, name, bytes }) => {
        const data = new DataTransfer();
        if (name) data.items.add(new File([Uint8Array.from(bytes)], name));
        else data.setData("text/plain", new TextDecoder().decode(Uint8Array.from(bytes)));
        const options = { bubbles: true, cancelable: true, composed: true };
        document.body.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...options, dataTransfer: data }) : new ClipboardEvent("paste", { ...options, clipboardData: data }));
      },
      { kind, name: basename(name), bytes: [...bytes] },
    );
  }

  /** Waits for the comparison, and returns what it says of each field: `changes`, `same`, `not in the source` or `stays`. */
  async compared() {
    await this.page.getByRole("heading", { name: "Field by field" }).waitFor();
    const rows = await this.page.locator("badgepack-compare tbody tr").evaluateAll((rows) => rows.map((row) => [row.dataset.field, row.querySelector("th > :last-child").textContent.trim()]));
    return Object.fromEntries(rows);
  }

  row(field) {
    return this.page.locator(`badgepack-compare [data-field=${field}]`);
  }

  /** What stands in a cell of a field, without what can be done with it. */
  async cell(field, which) {
    const cell = this.row(field).locator("td").nth(which === "now" ? 0 : 1);
    return (await cell.locator("> .text, > ul:not(.notes), > span").first().innerText()).trim();
  }

  /** Chooses what becomes of a field. */
  async way(field, name) {
    const change = this.row(field).getByRole("button", { name: /^Change/ });
    if (await change.isVisible()) await change.click();
    await this.row(field).getByRole("radio", { name, exact: true }).check();
  }

  /** What the page says went wrong. */
  async alert() {
    const alert = this.page.getByRole("alert").filter({ visible: true });
    await alert.first().waitFor();
    return (await alert.first().innerText()).trim();
  }

  /** What is handed to the next step. */
  settled() {
    return this.page.evaluate(() => {
      const run = document.querySelector("badge-replace").shadowRoot.querySelector("badgepack-replace-desk").shadowRoot.querySelector("badgepack-replace-run");
      return { selection: run.selection, picture: run.draft.picture && { from: run.draft.picture.from, size: run.draft.picture.bytes.length }, step: run.step };
    });
  }

  /** Nothing was thrown, and nothing broke the security policy; that a portal has no organisations is a 404 in the console. */
  assertNoProblems() {
    assert.deepEqual(this.problems.filter((problem) => !/^console: Failed to load resource/.test(problem)), []);
  }
}
