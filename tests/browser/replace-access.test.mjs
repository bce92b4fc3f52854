// The page that replaces a badge, for everyone: checked by axe in each state, light and dark, on a narrow screen, and with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFit, focused, tabTo } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { fixture } from "./inspector-page.mjs";
import { openReplace } from "./replace-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    const schemes = can(engine, "colours") ? ["light", "dark"] : [null];
    let replacing;
    before(async () => (replacing = await openReplace(engine, { dark: !can(engine, "colours"), reducedMotion: true })));
    after(() => replacing.close());

    it("choosing a badge, bringing another one, and what is wrong with it", async (t) => {
      const { class: classOf } = await replacing.visit(t);
      const { page } = replacing;
      await assertFit(page, "choosing a portal", schemes);
      await replacing.useDemo();
      await assertFit(page, "choosing a badge class", schemes);
      await page.getByLabel("Issuer", { exact: true }).selectOption({ label: "Empty Room Institute" });
      await page.getByText("has no badge classes yet").waitFor();
      await assertFit(page, "no badge classes", schemes);
      await page.getByLabel("Issuer", { exact: true }).selectOption({ label: "Harbour Town Workshops" });
      await replacing.pick();
      await assertFit(page, "bringing", schemes);
      await replacing.choose(await replacing.bytes(classOf("Bicycle Mechanic").image), "class.png");
      await replacing.alert();
      await page.getByLabel("or its public address").fill("https://badges.example.org/public/assertions/1");
      await assertFit(page, "a picture without a badge, and an address", schemes);
      await replacing.choose(fixture("baked/s03_ob3_json.svg"));
      await page.getByText("this page would ask example.org").waitFor();
      await assertFit(page, "asking for consent", schemes);
    });

    it("comparing, editing everything, and what cannot be sent", async (t) => {
      await replacing.visit(t, { account: "issuer" });
      const { page } = replacing;
      await replacing.pick();
      const { picture } = await replacing.awardOf("First Responder");
      await replacing.choose(picture, "award.png");
      await replacing.compared();
      await assertFit(page, "comparing", schemes);
      for (const field of ["name", "description", "criteriaUrl", "criteriaNarrative", "tags", "alignments", "expires"]) await replacing.way(field, "Edit");
      await replacing.way("image", "Choose another");
      await replacing.row("alignments").getByRole("button", { name: "Add an alignment" }).click();
      await replacing.row("name").getByRole("textbox").fill("a\u202eb");
      await page.getByText("Preview").click();
      await replacing.button("Continue").click();
      await replacing.alert();
      await assertFit(page, "everything edited, with refusals", schemes);
    });

    it("hundreds of badge classes, some of them archived: searched, and none of their pictures fetched before it is seen", async (t) => {
      const { portal } = await replacing.visit(t);
      const { page } = replacing;
      const many = Array.from({ length: 400 }, (_, at) => ({
        entityType: "BadgeClass", entityId: `class-${at}`, openBadgeId: `${portal.url}/public/badges/class-${at}`, name: `Badge number ${at}`, image: `${portal.url}/media/${at}.png`, description: "x", archived: at % 10 === 3, createdAt: "2024-01-01T00:00:00Z",
      }));
      portal.faults.set([{ match: "/badgeclasses", times: "always", fault: { status: 200, json: { status: { success: true, description: "ok" }, result: many } } }]);
      await replacing.useDemo();
      await page.getByText("400 badge classes").waitFor();
      assert.equal(await page.locator("badgepack-class-list li").count(), 400);
      await page.waitForTimeout(300);
      assert.ok(portal.requests.filter(({ path }) => path.startsWith("/media/")).length < 100);
      await assertFit(page, "hundreds of badge classes", schemes);
      await page.getByLabel("Search").fill("number 39");
      await page.getByText("11 of 400 badge classes").waitFor();
      await page.getByLabel("Show").selectOption("archived");
      await page.getByText("1 of 400 badge classes").waitFor();
      await page.getByLabel("Search").fill("nothing like it");
      await page.getByText("No badge class fits").waitFor();
    });
  });
}

for (const engine of engines.filter((engine) => can(engine, "keyboard"))) describe(`keyboard in ${engine}`, () => {
  let replacing;
  before(async () => (replacing = await openReplace(engine)));
  after(() => replacing.close());

  it("from the first Tab to the confirmation, and the focus is where the news is", async (t) => {
    const { class: classOf } = await replacing.visit(t);
    const { page } = replacing;
    const award = (await replacing.awardOf("First Responder")).award;
    await tabTo(page, /^button Use the demo account/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Which badge do you want to replace?" }).waitFor();
    assert.match(await focused(page), /^h2 Which badge/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    assert.match(await focused(page), /^button Bicycle Mechanic/);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^h2 Bring the new badge/);
    await tabTo(page, /^textarea … or its public address/);
    await page.keyboard.insertText("{}");
    await tabTo(page, /^button Take it/);
    await page.keyboard.press("Enter");
    await replacing.alert();
    assert.match(await focused(page), /^div This is no badge/);
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    assert.match(await focused(page), /^textarea/);
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(award.openBadgeId);
    await tabTo(page, /^button Ask 127/);
    await page.keyboard.press("Enter");
    await replacing.compared();
    assert.match(await focused(page), /^h2 Compare/);
    await tabTo(page, /^input Take new/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(page), /^input Keep present/);
    await tabTo(page, /^button Change: Expiry/);
    await page.keyboard.press("Enter");
    assert.match(await focused(page), /^input Keep present/, "what was opened has the focus");
    await tabTo(page, /^button Continue/);
    await page.keyboard.press("Enter");
    await page.locator("badgepack-replace-run").waitFor();
    await page.waitForFunction(() => document.activeElement !== document.body);
    assert.ok(classOf("First Responder"));
  });
});
