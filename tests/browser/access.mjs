// What axe finds on a page: WCAG 2.2 A and AA, and good practice.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** The checker, to be run on a page. */
export const axe = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const NARROW = { width: 360, height: 740 };
/** What is left of the wide page when everything is shown twice as large. */
const ZOOMED = { width: 640, height: 400 };
const WIDE = { width: 1280, height: 800 };

/** What axe finds on the page as it is now. */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} (${failureSummary})`).join("; ")}`);
  });
}

/** The page in one state: no violation in the colours given, and at 200 % or on a narrow screen nothing to scroll sideways. */
export async function assertFit(page, state, schemes) {
  for (const colorScheme of schemes) {
    if (colorScheme) await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page), [], `${state}, ${colorScheme ?? "as the browser is set"}`);
  }
  for (const size of [ZOOMED, NARROW]) {
    await page.setViewportSize(size);
    const { scroll, inner } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, inner: innerWidth }));
    assert.ok(scroll <= inner, `${state}: ${scroll} px wide on a screen of ${inner}`);
  }
  assert.deepEqual(await violations(page), [], `${state}, narrow`);
  await page.setViewportSize(WIDE);
}

/** Where the keyboard is, as people know it: what kind of thing, and its name. */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element.localName} ${(element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent).trim().replace(/\s+/g, " ")}`;
  });

/** Presses Tab until the keyboard is where it should be. */
export async function tabTo(page, pattern, most = 60) {
  const passed = [];
  while (passed.length < most) {
    await page.keyboard.press("Tab");
    passed.push(await focused(page));
    if (pattern.test(passed.at(-1))) return;
  }
  assert.fail(`no ${pattern} by Tab, only: ${passed.join(" | ")}`);
}
