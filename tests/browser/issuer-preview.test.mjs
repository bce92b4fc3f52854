// The look before saving: first rows, counts and a chart, while it is read; it stands in nobody's way.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { can, engines } from "./browsers.mjs";
import { AWARDS, listed, openIssuer } from "./issuer-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let issuer;
    before(async () => (issuer = await openIssuer(engine)));
    after(() => issuer.close());

    /** A figure of the overview. */
    const figure = (name) => issuer.page.locator("badgepack-desk section[part~=overview] div", { has: issuer.page.locator("dt", { hasText: name }) }).locator("dd").innerText();

    it("counts what the portal lists, and draws it as bars and as a table", async (t) => {
      const { get } = await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      await page.getByRole("radio", { name: "All my issuers" }).check();
      await page.waitForFunction((rows) => document.querySelector("badge-data").shadowRoot.querySelector("badgepack-desk").shadowRoot.querySelector(".bar [role=status]").textContent.includes(`${rows} rows ·`), AWARDS);
      const all = await listed(get);
      assert.equal(await figure("Awards"), String(AWARDS));
      assert.equal(await figure("Recipients"), String(new Set(all.map(({ recipient }) => recipient.plaintextIdentity)).size));
      assert.equal(await figure("Badge classes"), String(new Set(all.map(({ badgeclass }) => badgeclass)).size));
      assert.equal(await figure("Revoked"), String(all.filter(({ revoked }) => revoked).length));
      const label = await page.locator("badgepack-desk svg").getAttribute("aria-label");
      assert.match(label, /^Awards per month, \w{3} 20\d\d to \w{3} 20\d\d; most in \w{3} 20\d\d: \d+\.$/);
      await page.getByText("As a table").click();
      const rows = await page.locator("figure tbody tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
      assert.equal(rows.length, await page.locator("badgepack-desk svg rect").count());
      assert.equal(rows.reduce((sum, [, awards]) => sum + Number(awards), 0), AWARDS);
      const byMonth = Map.groupBy ? Map.groupBy(all, ({ issuedOn }) => issuedOn.slice(0, 7)) : null;
      if (byMonth) assert.deepEqual(rows.filter(([, awards]) => awards !== "0").map(([, awards]) => Number(awards)), [...byMonth.keys()].sort().map((month) => byMonth.get(month).length));
      assert.equal(await page.getByRole("region", { name: /^Preview/ }).locator("tbody tr").count(), 50);
      issuer.assertNoProblems();
    });

    it("shows the first rows as they will stand in the file, and follows what is chosen", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      const cells = (column) => page.getByRole("region", { name: /^Preview/ }).locator(`tbody td:nth-child(${column})`).allInnerTexts();
      await issuer.amount();
      assert.ok((await cells(2)).some((cell) => cell.startsWith("'=")));
      await issuer.openColumns();
      await issuer.check("Badge Class ID").uncheck();
      await issuer.check("Cells letter for letter").check();
      await page.waitForFunction(() => document.querySelector("badge-data").shadowRoot.querySelector("badgepack-desk").shadowRoot.querySelector("[part=rows] th").textContent === "Identifier");
      await page.getByRole("region", { name: /^Preview/ }).locator("tbody td:nth-child(1)", { hasText: /^=/ }).first().waitFor();
      const { rows } = await issuer.table();
      await page.getByRole("region", { name: /^Preview/ }).waitFor();
      assert.deepEqual(await cells(1), rows.slice(0, 50).map((row) => row["Identifier"]));
    });

    it("grows while it is read, can be stopped, and does not have to be waited for", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer", awards: 6_000, faults: [{ match: "cursor=", times: "always", fault: { delay: 700 } }] });
      const { page } = issuer;
      await page.getByText(/^at least \d+/).waitFor();
      assert.match(await page.locator("badgepack-desk .bar bdi").innerText(), /^Reading … [\d,]+ rows so far$/);
      await issuer.button("Stop").click();
      await page.getByText("Counting was stopped. Saving takes everything all the same.").waitFor();
      const asked = portal.requests.length;
      await page.waitForTimeout(900);
      assert.ok(portal.requests.length <= asked + 1, "it was stopped");
      assert.match(await issuer.amount(), /^At least [\d,]+ rows$/);
      await issuer.button("Count again").click();
      portal.faults.clear();
      const { rows } = await issuer.table(); // in the middle of counting
      assert.equal(rows.length, 4_500);
    });

    it("a portal that fails only for the look is said to, and saving is still possible", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer", faults: [{ match: "/assertions", times: "always", fault: { status: 500 } }] });
      await issuer.page.getByText("There is no preview: The portal had a fault of its own; try again later.").waitFor({ timeout: 30_000 });
      portal.faults.clear();
      assert.equal((await issuer.table()).rows.length, 675);
    });

    if (can(engine, "clipboard")) {
      it("the first rows can be copied to a spreadsheet", async (t) => {
        await issuer.visit(t, { account: "issuer" });
        const { page } = issuer;
        await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
        await issuer.amount();
        await issuer.button("Copy first rows").click();
        await page.getByText("50 rows copied; paste them into a spreadsheet.").waitFor();
        const text = await page.evaluate(() => navigator.clipboard.readText());
        assert.match(text, /^Badge Class ID\tIdentifier\t/);
        // A cell that spans lines is quoted, as spreadsheets want it.
        const rows = text.replace(/(?<=^|\t|\n)"(?:[^"]|"")*"/g, "quoted").split("\r\n");
        assert.equal(rows.length, 51);
        assert.ok(rows.every((row) => row.split("\t").length === 22));
        assert.ok(!/(^|\t|\n)"?=/.test(text), "no formula");
      });
    }
  });
}
