// The whole way in German and in Arabic: from the first click to the file on disk, and what goes wrong is said in that language, too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startSite } from "../../tools/serve.mjs";
import { assertChecksumsHold, assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { startPortal } from "../portal/server.mjs";
import { texts } from "../languages.mjs";
import { assertFit } from "./access.mjs";
import { can, engines, waitForFile } from "./browsers.mjs";
import { fixture } from "./inspector-page.mjs";
import { openLearner } from "./learner-page.mjs";

const PATHS = [["de", "ltr", "chromium"], ["ar", "rtl", "chromium"], ["ar", "rtl", "firefox"], ["ar", "rtl", "webkit"]];

for (const [language, direction, engine] of PATHS.filter(([, , engine]) => engines.includes(engine))) {
  describe(`${language} in ${engine}`, () => {
    const { learner: said, card, data, findings, inspector, replace, sentences, shell } = texts[language];
    let browser, page, portal, site;
    before(async () => {
      await texts.setLanguage(language); // So that its numbers are written as on the page.
      browser = await openLearner(engine, { reducedMotion: true });
      ({ page } = browser);
      page.setDefaultTimeout(15_000);
      portal = await startPortal({ badges: 4, awards: 40 });
      site = await startSite({ portals: [{ name: "Demo portal", url: portal.url, demo: { token: "demo", issuer: "issuer" } }], anyPortal: true });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await portal?.close();
      await texts.setLanguage("en");
    });

    const visit = (name = "") => page.goto(`${site.url}${language}/${name}`);
    const button = (name) => page.getByRole("button", { name, exact: true });
    const fit = (state) => assertFit(page, `${language}, ${state}`, can(engine, "colours") ? ["light", "dark"] : [null]);
    /** Everything that is shown, but for names and files: nothing of it is English. */
    const assertNoEnglish = async (...given) => {
      const shown = await page.locator("main").innerText();
      for (const english of given) assert.ok(!shown.includes(english), `“${english}” is shown: ${shown}`);
    };

    it("a learner: signs in, chooses, saves, and sees what is missing and why", async () => {
      await visit();
      await button(said.useDemo).waitFor();
      assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, getComputedStyle(document.querySelector("badge-export")).direction]), [language, direction]);
      await button(said.useDemo).click();
      await page.getByText(sentences.sections["Notification history"]).waitFor();
      await fit("choosing sections");
      portal.faults.set([{ match: "/media/imports/", times: "always", fault: { status: 404 } }]);
      await button(said.saveZip).click();
      await button(said.tryRest).waitFor({ timeout: 60_000 });
      await page.getByText(sentences.errors["not-found"]).first().waitFor();
      await assertNoEnglish("The portal", "saved", "Badges imported");
      await fit("done, with something missing");
      const folder = await unpack(await waitForFile(browser.downloads, /^badges-.*\.zip$/));
      await assertChecksumsHold(folder);
      assert.equal((await assertReportAddsUp(folder)).complete, false);
      portal.faults.set([]);
    });

    it("a sign-in that is refused", async () => {
      await visit();
      await button(said.connectTo("Demo portal")).click();
      await page.getByText(said.useToken).click();
      await page.getByLabel(said.token, { exact: true }).fill("not-a-token");
      await page.getByLabel(said.token, { exact: true }).press("Enter");
      await page.getByRole("alert").getByText(shell.tokenUnknown).waitFor();
    });

    it("an issuer: awards with their columns explained, a preview, and a CSV", async () => {
      await visit("issuer.html");
      await button(said.useDemo).click();
      await page.locator("table[part~=rows] tbody tr").first().waitFor();
      await page.locator("details[part~=columns] summary").click();
      await page.getByText(sentences.columns["awards/Badge Name"]).waitFor();
      await fit("awards");
      await button(data.saveCsv).click();
      await button(data.backToExports).waitFor();
      assert.match(await page.locator("[part~=summary] h2").innerText(), /\p{Nd}/u);
      await waitForFile(browser.downloads, /^awards-.*\.csv$/);
    });

    it("a picture: what it says, what is in the file, and a file that is broken", async () => {
      await visit("inspect.html");
      await button(inspector.choose).waitFor();
      await page.locator("input[type=file]").first().setInputFiles(fixture("baked/p03_itxt_compressed.png"));
      await page.getByText(sentences.warnings.compressed).waitFor();
      await fit("a badge");
      await page.getByRole("tab", { name: card.tabs.inside }).click();
      await page.getByText(sentences.parts["end of the picture"]).waitFor();
      await page.locator("input[type=file]").first().setInputFiles({ name: "broken.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg><g></svg>") });
      await page.getByRole("alert").getByText(sentences.errors["not-xml"]).waitFor();
      await page.locator("input[type=file]").first().setInputFiles([fixture("baked/p01_itxt_ob2_after_ihdr.png"), fixture("baked/p03_itxt_compressed.png")]);
      await page.getByRole("heading", { name: findings.summary(2, 2) }).waitFor();
    });

    it("a replacement: its steps, up to the confirmation", async () => {
      await visit("replace.html");
      await button(said.useDemo).click();
      await page.getByRole("heading", { name: replace.chooseTitle }).waitFor();
      await page.locator("badgepack-class-list button").first().click();
      await button(replace.example).click();
      await page.getByRole("columnheader", { name: replace.columns[2] }).or(page.getByText(replace.columns[2])).first().waitFor();
      await fit("comparing");
      await button(replace.continue).click();
      await page.getByRole("heading", { name: texts[language].replaceRun.confirmTitle }).waitFor();
      await fit("confirming");
      assert.deepEqual(browser.problems.filter((problem) => !/404|401/.test(problem)), []);
    });
  });
}
