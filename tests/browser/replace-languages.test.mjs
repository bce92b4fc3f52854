// The page that replaces a badge, in German and Arabic: from the first step to the account of all awards, nothing is said in English,
// and it is for everyone, from right to left and on a narrow screen, too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { catalogues, texts } from "../languages.mjs";
import { assertFit } from "./access.mjs";
import { engines } from "./browsers.mjs";
import { fixture } from "./inspector-page.mjs";
import { openRun } from "./replace-run-page.mjs";

/** The texts in a catalogue that say something by themselves. */
const sentencesOf = (value) => (typeof value === "string" ? (/[a-z] [a-z]/.test(value) ? [value] : []) : typeof value === "object" ? Object.values(value).flatMap(sentencesOf) : []);
const english = Object.values(catalogues).flatMap(sentencesOf);
assert.ok(english.length > 200);

/** What is to be read in an element, in all trees within it, and what is said of its parts. To be run in the page. */
function textsIn(element) {
  const names = ["aria-label", "alt", "placeholder", "data-label", "title"].map((name) => element.getAttribute(name) ?? "");
  const own = [...(element.shadowRoot ?? element).childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : node instanceof HTMLElement && node.localName !== "style" && node.checkVisibility() ? textsIn(node) : ""));
  return [...own, ...names].filter(Boolean).join(" ").replace(/\s+/g, " ");
}

const directions = { de: "ltr", ar: "rtl" };

for (const engine of engines) {
  describe(engine, () => {
    let run;
    before(async () => (run = await openRun(engine, { reducedMotion: true })));
    after(() => run.close());
    after(() => texts.setLanguage("en"));

    for (const [language, direction] of Object.entries(directions)) {
      it(`${language}: brought, compared, edited, confirmed, replaced and re-baked`, async (t) => {
        await texts.setLanguage(language);
        const { replace, replaceRun, learner } = catalogues;
        const { portal, site } = await run.visit(t, { awards: 60 });
        const { page } = run;
        const fits = async (state) => {
          const said = await page.evaluate(`(${textsIn})(document.querySelector("badge-replace"))`);
          assert.ok(said.includes(catalogues.replace.stepsName), "nested elements are read");
          assert.deepEqual(english.filter((text) => said.includes(text)), [], `${state} is said in English`);
          assert.equal(await page.locator("badge-replace").evaluate((element) => getComputedStyle(element).direction), direction);
          await assertFit(page, `${language}: ${state}`, [null]);
        };
        const press = (name) => page.getByRole("button", { name, exact: true }).filter({ visible: true }).click();
        const plain = (text) => text.replace(/[\u200e\u200f\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();

        await page.goto(`${site.url}${language}/replace.html`);
        await press(learner.useDemo);
        await page.getByRole("heading", { name: replace.chooseTitle }).waitFor();
        await run.button("Bicycle Mechanic").click();
        await page.getByRole("heading", { name: replace.bringTitle }).waitFor();
        await run.choose(await run.bytes(run.world.class("Bicycle Mechanic").image), "class.png");
        assert.match(await run.alert(), /[^\x00-\x7f]/, "an error is said in the language");
        await run.choose(fixture("baked/s03_ob3_json.svg"));
        await page.getByText(replace.consentTitle).waitFor();
        await fits("asking for consent");
        await press(replace.consentNo);
        await page.getByRole("heading", { name: replace.tableName }).waitFor();
        await fits("a badge of which parts are elsewhere");
        await press(replace.cancel);

        await run.choose(await run.given(), "award.png");
        await page.getByRole("heading", { name: replace.tableName }).waitFor();
        await run.row("name").getByRole("radio", { name: replace.ways.edit, exact: true }).check();
        await run.row("name").getByRole("textbox").fill("a\u202eb");
        await press(replace.continue);
        const hidden = language === "de" ? "„a[U+202E]b“ enthält Zeichen, die niemand sieht: U+202E." : "في «a[U+202E]b» علامات لا يراها أحد: U+202E.";
        await page.waitForFunction(() => document.querySelector("badge-replace").shadowRoot.querySelector("badgepack-replace-desk").shadowRoot.querySelector("badgepack-compare").shadowRoot.querySelector(".notes"));
        assert.ok((await run.row("name").locator(".notes li").allInnerTexts()).map(plain).includes(hidden));
        await fits("a name that cannot be sent");
        await run.row("name").getByRole("textbox").fill("Erste Hilfe");
        await press(replace.continue);

        await page.getByRole("heading", { name: replaceRun.confirmTitle }).waitFor();
        await press(replaceRun.saveCopy);
        const name = page.getByLabel(replaceRun.nameStep);
        await name.and(page.locator(":enabled")).waitFor();
        await name.fill("Bicycle Mechanic, Level 1");
        await fits("before it is replaced");
        portal.faults.set([{ match: "PUT ", times: 1, fault: { status: 413, body: "{}" } }]);
        await press(replaceRun.replace);
        await page.locator("[data-ending=refused]").waitFor();
        await fits("refused by the portal");
        await press(replaceRun.toFields);
        await press(replace.continue);
        await name.fill("Bicycle Mechanic, Level 1");
        await press(replaceRun.replace);
        await page.locator("[data-ending=replaced]").waitFor();
        await fits("replaced");
        await press(replaceRun.continue);
        await fits("before re-baking");
        await press(replaceRun.start);
        await page.locator("section[part~=account]").waitFor({ timeout: 120_000 });
        await fits("the account");
        run.assertNoProblems();
      });
    }
  });
}
