// Which language a page speaks: that of its place, of somebody's choice, or of the browser; and how it changes.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSite } from "../../tools/serve.mjs";
import { engines, openBrowser } from "./browsers.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const german = "Wo sind Ihre Badges?";
const arabic = "أين توجد شاراتك؟";
const english = "Where are your badges?";

for (const engine of engines) {
  describe(`the site in ${engine}`, () => {
    let site, open;
    before(async () => (site = await startSite({ anyPortal: true })));
    after(() => site.close());

    /** A page in a browser whose owner reads these languages. */
    const reading = async (t, ...languages) => {
      open = await openBrowser(engine);
      t.after(() => open.close());
      await open.page.addInitScript((languages) => Object.defineProperty(Navigator.prototype, "languages", { get: () => languages }), languages);
      return open.page;
    };

    it("is in the first of the browser's languages that there is", async (t) => {
      const page = await reading(t, "fr-FR", "de-AT", "en");
      await page.goto(`${site.url}inspect.html?a=1#b`);
      await page.waitForURL(`${site.url}de/inspect.html?a=1#b`);
      await page.getByText("Badges hier ablegen oder einfügen").waitFor();
      assert.deepEqual(open.problems, []);
    });

    it("stays in the language that somebody chose, and where a link leads", async (t) => {
      const page = await reading(t, "de");
      await page.goto(site.url);
      await page.waitForURL(`${site.url}de/`);
      await page.getByRole("link", { name: "English" }).click();
      await page.waitForURL(site.url);
      await page.getByText(english).waitFor();
      await page.getByRole("link", { name: "Inspect & bake" }).click();
      await page.getByRole("button", { name: "Choose files" }).waitFor();
      assert.equal(page.url(), `${site.url}inspect.html`);
      await page.goto(`${site.url}ar/`);
      await page.getByText(arabic).waitFor();
    });
  });

  describe(`elements on a page of somebody else's, in ${engine}`, () => {
    let root, site, open;
    before(async () => {
      root = await mkdtemp(join(tmpdir(), "badgepack-language-"));
      for (const name of await readdir(dist)) if (name !== "site") await symlink(join(dist, name), join(root, name));
      site = await startSite({ root, anyPortal: true });
    });
    after(async () => {
      await site.close();
      await rm(root, { recursive: true });
    });

    const page = async (t, html) => {
      await writeFile(join(root, "index.html"), `<!doctype html>${html}<link rel="icon" href="data:,"><script type="module" src="page.js"></script>`);
      await writeFile(join(root, "page.js"), 'import { setLanguage } from "./elements.js"; globalThis.setLanguage = setLanguage;');
      open = await openBrowser(engine);
      t.after(() => open.close());
      await open.page.goto(site.url);
      return open.page;
    };
    const of = (page) => page.locator("badge-sign-in").evaluate((element) => [element.lang, getComputedStyle(element.shadowRoot.querySelector("section")).direction]);

    it("speak the language of their place, even in a shadow tree, and say what they are written in where the page says something else", async (t) => {
      const near = await page(t, '<html lang="en"><body><main lang="ar"><badge-sign-in></badge-sign-in></main></body></html>');
      await near.getByText(arabic).waitFor();
      assert.deepEqual(await of(near), ["", "rtl"]);
      await open.close();
      const french = await page(t, '<html lang="fr"><body><badge-sign-in></badge-sign-in></body></html>');
      await french.getByText(english).waitFor();
      assert.deepEqual(await of(french), ["en", "ltr"]);
      await open.close();
      const shadow = await page(t, '<html lang="en"><body><div lang="de-CH"><template shadowrootmode="open"><badge-sign-in></badge-sign-in></template></div></body></html>');
      await shadow.getByText(german).waitFor();
    });

    it("draw themselves anew in another language, keep what was entered, and can go back", async (t) => {
      const now = await page(t, '<html lang="en"><body><badge-sign-in></badge-sign-in></body></html>');
      await now.getByLabel("The portal’s web address").fill("https://portal.example");
      await now.evaluate(() => globalThis.setLanguage("ar"));
      await now.getByText(arabic).waitFor();
      assert.deepEqual(await of(now), ["ar", "rtl"]);
      assert.equal(await now.locator("#address").inputValue(), "https://portal.example");
      await now.evaluate(() => Promise.all([globalThis.setLanguage("ar"), globalThis.setLanguage("de")]));
      await now.getByText(german).waitFor();
      assert.deepEqual(await of(now), ["de", "ltr"]);
      await now.evaluate(() => globalThis.setLanguage("en"));
      await now.getByText(english).waitFor();
    });

    it("speak English where a language cannot be loaded", async (t) => {
      open = await openBrowser(engine);
      t.after(() => open.close());
      await writeFile(join(root, "index.html"), '<!doctype html><html lang="de"><body><badge-sign-in></badge-sign-in><link rel="icon" href="data:,"><script type="module" src="elements.js"></script></body></html>');
      const translation = (await Promise.all((await readdir(dist)).filter((name) => /^shared-.*\.js$/.test(name)).map(async (name) => [name, await import("node:fs").then(({ readFileSync }) => readFileSync(join(dist, name), "utf8"))]))).find(([, text]) => text.includes(german))[0];
      await rm(join(root, translation));
      t.after(() => symlink(join(dist, translation), join(root, translation)));
      await open.page.goto(site.url);
      await open.page.getByText(english).waitFor();
      assert.deepEqual(await of(open.page), ["en", "ltr"]);
    });
  });
}
