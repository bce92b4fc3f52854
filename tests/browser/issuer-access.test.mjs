// The issuer's page for everyone: checked by axe in each state, light and dark, on a narrow screen, and with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFit, focused, tabTo } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { openIssuer } from "./issuer-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    const schemes = can(engine, "colours") ? ["light", "dark"] : [null];
    let issuer;
    before(async () => (issuer = await openIssuer(engine, { dark: !can(engine, "colours"), reducedMotion: true })));
    after(() => issuer.close());

    it("each export before it is saved", async (t) => {
      await issuer.visit(t);
      const { page } = issuer;
      await assertFit(page, "choosing a portal", schemes);
      await issuer.useDemo();
      await issuer.amount();
      await assertFit(page, "awards", schemes);
      await issuer.openColumns();
      await issuer.check("Cells letter for letter").check();
      await page.getByText("Another time zone").click();
      await page.getByText("As a table").click();
      await issuer.page.getByRole("radio", { name: "One badge class" }).check();
      await issuer.days("2025-01-02", "2025-01-01");
      await issuer.alert();
      await assertFit(page, "awards, everything open, and days the wrong way round", schemes);
      await issuer.tab("Issuer (JSON)");
      await issuer.check("Awards").check();
      await issuer.check("Badge classes").uncheck();
      await assertFit(page, "issuer", schemes);
      for (const tab of ["Badge class (JSON)", "Groups", "Members"]) {
        await issuer.tab(tab);
        if (tab !== "Badge class (JSON)") await issuer.amount();
        await assertFit(page, tab, schemes);
      }
    });

    it("running, saved, and faults", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer", awards: 3_000 });
      const { page } = issuer;
      await issuer.amount();
      portal.faults.set([{ match: "cursor=", times: 1, fault: { hang: true } }]); // so that it can be looked at
      await issuer.button("Save CSV").click();
      await page.getByText("Saved so far").waitFor();
      await assertFit(page, "running", schemes);
      await issuer.button("Cancel").click();
      await issuer.saved(/^awards-/);
      await assertFit(page, "saved", schemes);
      await issuer.button("Back to the exports").click();
      await issuer.tab("Issuer (JSON)");
      portal.faults.set([{ match: "/media/uploads/badges/", times: "always", fault: { status: 404 } }]);
      await issuer.saved(/^issuer-/, "Export issuer");
      await assertFit(page, "saved, with pictures missing", schemes);
      await issuer.button("Back to the exports").click();
      await issuer.tab("Badge awards (CSV)");
      portal.faults.set([{ match: "/assertions", times: "always", fault: { status: 404 } }]);
      await issuer.button("Save CSV").click();
      await issuer.alert();
      await assertFit(page, "a fault", schemes);
      portal.faults.set([{ match: "/v2/", times: "always", fault: { status: 401 } }]);
      await issuer.button("Try again").click();
      await page.getByText("Your sign-in ended").waitFor();
      await assertFit(page, "signed out", schemes);
    });
  });
}

for (const engine of engines.filter((engine) => can(engine, "keyboard"))) describe(`keyboard in ${engine}`, () => {
  let issuer;
  before(async () => (issuer = await openIssuer(engine)));
  after(() => issuer.close());

  it("from the first Tab to the file on disk, and the focus is where the news is", async (t) => {
    await issuer.visit(t);
    const { page } = issuer;
    await tabTo(page, /^button Use the demo account/);
    await page.keyboard.press("Enter");
    await page.getByRole("tab").first().waitFor();
    assert.match(await focused(page), /^h2 Harbour Town Workshops/);
    await tabTo(page, /^button Understood/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^h2 Harbour Town Workshops/, "nothing is lost with the button");
    await tabTo(page, /^button Badge awards/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(page), /^button Issuer \(JSON\)/);
    await page.keyboard.press("End");
    assert.match(await focused(page), /^button Members/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(page), /^button Badge awards/);
    await tabTo(page, /^input This issuer/);
    await page.keyboard.press("ArrowDown");
    assert.match(await focused(page), /^input One badge class/);
    await tabTo(page, /^button Save CSV/);
    await page.keyboard.press("Enter");
    await page.getByText("Complete", { exact: true }).waitFor();
    assert.match(await focused(page), /^h2 \d+ awards saved/);
    await tabTo(page, /^button Back to the exports/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^h2 Harbour Town Workshops/);
    await issuer.amount();
    await tabTo(page, /^div Badge Class ID/, 90); // the rows, to be scrolled
  });
});
