// The inspector's page in a browser.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSite } from "../../tools/serve.mjs";
import { openBrowser, waitForFile } from "./browsers.mjs";

/** The path of a fixture. */
export const fixture = (name) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/**
 * A browser for the tests of a file, and the site for it.
 * @param {"chromium" | "firefox"} engine
 */
export async function openInspector(engine, options = {}) {
  const downloads = await mkdtemp(join(tmpdir(), "badgepack-downloads-"));
  const site = await startSite({ anyPortal: true });
  const { context, page, problems, close } = await openBrowser(engine, { ...options, downloads });
  // What the page tells of, and the memory of the engines, for the tests to look at.
  await context.addInitScript(() => {
    globalThis.told = [];
    globalThis.engineMemories = [];
    document.addEventListener("badgepack-inspected", ({ detail }) => globalThis.told.push({ inspection: detail }));
    document.addEventListener("badgepack-error", ({ detail }) => globalThis.told.push({ error: { code: detail.code, message: detail.message, at: detail.at } }));
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      globalThis.engineMemories.push(made.exports.memory);
      return made;
    };
  });
  return new Inspector(engine, page, context, problems, downloads, site, close);
}

class Inspector {
  constructor(engine, page, context, problems, downloads, site, close) {
    Object.assign(this, { engine, page, context, problems, downloads, site });
    this.stop = close;
    page.setDefaultTimeout(10_000);
  }

  async close() {
    try {
      await this.stop();
    } finally {
      await this.site.close();
      await rm(this.downloads, { recursive: true, force: true });
    }
  }

  /** Opens the page anew, with empty downloads. */
  async visit() {
    for (const file of await readdir(this.downloads)) await rm(join(this.downloads, file), { recursive: true });
    this.problems.length = 0;
    await this.page.goto(`${this.site.url}inspect.html`);
    await this.button("Choose files").waitFor();
  }

  /** A button by the beginning of its name. */
  button(name) {
    return this.page.getByRole("button", { name: new RegExp(`^\\s*${name}`) });
  }

  /** The badge that is shown. */
  get card() {
    return this.page.locator("badgepack-card article");
  }

  /** What the card says about one fact, such as its issuer. */
  async fact(name) {
    return (await this.card.locator(".facts > div", { has: this.page.locator("dt", { hasText: name }) }).locator("dd").first().innerText()).trim();
  }

  /** The tags beside the card's heading. */
  tags() {
    return this.card.locator(".head .tag").allInnerTexts();
  }

  /**
   * Chooses files: paths, or `{ name, mimeType, buffer }`.
   * @returns what the page told of the last one: `{ inspection }` or `{ error }`
   */
  async choose(...files) {
    return this.after(() => this.page.locator("badge-inspector input[type=file]").first().setInputFiles(files));
  }

  /** Chooses a text as a file. */
  chooseText(text, name = "badge.json") {
    return this.choose({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  }

  /** Does something, and waits until the page has told what came of it and shows that. */
  async after(work) {
    const before = await this.page.evaluate(() => globalThis.told.length);
    await work();
    await this.page.waitForFunction((before) => globalThis.told.length > before, before);
    const told = await this.page.evaluate(() => globalThis.told.at(-1));
    await (told.error ? this.page.locator("badge-inspector [role=alert]").first() : this.card).waitFor();
    return told;
  }

  /** Types a text into the form for texts, and shows it. */
  type(text) {
    return this.after(async () => {
      if (!(await this.page.getByLabel("The badge as text").isVisible())) await this.button("Type or paste text").click();
      await this.page.getByLabel("The badge as text").fill(text);
      await this.button("Show it").click();
    });
  }

  /** Types an address into the form for addresses, and has it fetched. */
  fetch(address) {
    return this.after(async () => {
      if (!(await this.page.getByLabel("The badge’s web address").isVisible())) await this.button("From a web address").click();
      await this.page.getByLabel("The badge’s web address").fill(address);
      await this.button("Fetch it").first().click();
    });
  }

  /** A file dropped or pasted, as far as a script can do it. */
  bring(kind, path, bytes) {
    return this.after(() => this.page.evaluate(
      ({ kind, name, bytes }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(bytes)], name));
        const options = { bubbles: true, cancelable: true, composed: true };
        document.body.dispatchEvent(kind === "drop" ? new DragEvent("drop", { ...options, dataTransfer: data }) : new ClipboardEvent("paste", { ...options, clipboardData: data }));
      },
      { kind, name: basename(path), bytes: [...bytes] },
    ));
  }

  /** Presses a button that saves a file, and reads that. */
  async saved(name, pattern) {
    await this.button(name).last().click();
    const path = await waitForFile(this.downloads, pattern);
    const bytes = await readFile(path);
    await rm(path);
    return bytes;
  }
}
