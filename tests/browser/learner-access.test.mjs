// The page for everyone: checked by axe in each state, light and dark, on a narrow screen, and with the keyboard alone.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { unpack } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const NARROW = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

/** What axe finds on the page as it is now: WCAG 2.2 A and AA, and good practice. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} (${failureSummary})`).join("; ")}`);
  });
}

/** The page in one state: no violation in the colours given, and on a narrow screen nothing to scroll sideways. */
async function assertFit(page, state, schemes) {
  for (const colorScheme of schemes) {
    if (colorScheme) await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], `${state}, ${colorScheme ?? "as the browser is set"}`);
  }
  await page.setViewportSize(NARROW);
  const { scroll, inner } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, inner: innerWidth }));
  assert.ok(scroll <= inner, `${state}: ${scroll} px wide on a screen of ${inner}`);
  assert.deepEqual(await violations(page), [], `${state}, narrow`);
  await page.setViewportSize(WIDE);
}

for (const engine of engines) {
  describe(engine, () => {
    // Firefox is told its colours once, when it starts.
    const schemes = engine === "chromium" ? ["light", "dark"] : [null];
    let learner;
    before(async () => (learner = await openLearner(engine, { dark: engine !== "chromium", reducedMotion: true })));
    after(() => learner.close());

    it("each state of a run that goes well, and the page in the archive", async (t) => {
      const { portal } = await learner.visit(t, { badges: 12 });
      const { page } = learner;
      await assertFit(page, "choosing a portal", schemes);
      await learner.ways();
      await assertFit(page, "ways to sign in", schemes);
      await page.getByText("Use an access token").click();
      await page.getByLabel("Access token").fill("demo");
      await page.getByLabel("Access token").press("Enter");
      await learner.button("Save ZIP").waitFor();
      await assertFit(page, "choosing sections", schemes);
      portal.faults.set([{ match: "/media/badges/", times: 1, fault: { hang: true } }]); // so that it can be looked at
      await learner.button("Save ZIP").click();
      await page.getByText(/^\d+ of 12$/).waitFor();
      await assertFit(page, "running", schemes);
      await learner.button("Cancel").click();
      await learner.button("Save ZIP").click();
      await page.getByText("Complete", { exact: true }).waitFor();
      await assertFit(page, "done", schemes);
      const [file] = await page.evaluate(() => document.querySelector("badge-export").shadowRoot.querySelector("dd").textContent.match(/\S+\.zip/));
      const folder = await unpack(join(learner.downloads, file));
      await page.goto(pathToFileURL(join(folder, "index.html")).href);
      await page.locator("article summary").first().click();
      await assertFit(page, "the archive's page", schemes);
    });

    it("each state of a run that does not go well", async (t) => {
      const { portal } = await learner.visit(t);
      const { page } = learner;
      await learner.signInByToken("not-a-token");
      await learner.alert();
      await assertFit(page, "refused", schemes);
      await learner.useDemo();
      portal.faults.set([{ match: "/media/imports/", times: "always", fault: { status: 404 } }, { match: "/v1/outcome_metric", times: "always", fault: { status: 404 } }]);
      await learner.saved();
      await learner.button("Try again for those").waitFor();
      await assertFit(page, "done, with something missing", schemes);
      portal.faults.set([{ match: "/v1/", times: "always", fault: { noCors: true } }, { match: "/.well-known/", times: "always", fault: { noCors: true } }, { match: "/v2/", times: "always", fault: { noCors: true } }]);
      await learner.button("Save another").click();
      await learner.alert();
      await assertFit(page, "a fault", schemes);
    });
  });
}

describe("keyboard", { skip: !engines.includes("chromium") && "only in Chromium" }, () => {
  let learner;
  before(async () => (learner = await openLearner("chromium")));
  after(() => learner.close());

  const focused = () =>
    learner.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return `${element.localName} ${(element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent).trim().replace(/\s+/g, " ")}`;
    });

  async function tabTo(pattern) {
    const passed = [];
    while (passed.length < 60) {
      await learner.page.keyboard.press("Tab");
      passed.push(await focused());
      if (pattern.test(passed.at(-1))) return;
    }
    assert.fail(`no ${pattern} by Tab, only: ${passed.join(" | ")}`);
  }

  it("from the first Tab to the file on disk, and the focus is where the news is", async (t) => {
    await learner.visit(t);
    await tabTo(/^button Use the demo account/);
    await learner.page.keyboard.press("Enter");
    await learner.button("Save ZIP").waitFor();
    assert.match(await focused(), /^h2 What is in it/);
    await tabTo(/^input Notification history/);
    await learner.page.keyboard.press("Space");
    await tabTo(/^button Save ZIP/);
    await learner.page.keyboard.press("Enter");
    await learner.page.getByText("Complete", { exact: true }).waitFor();
    assert.match(await focused(), /^h2 All \d+ items saved/);
    await tabTo(/^button Save another ZIP/);
  });
});
