// Every table of an issuer, saved through the page and read back by Python, and compared with what the portal lists.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startReplay } from "../portal/replay.mjs";
import { engines } from "./browsers.mjs";
import { AWARDS, listed, openIssuer, plain } from "./issuer-page.mjs";

const recorded = fileURLToPath(new URL("../fixtures/badgr", import.meta.url));
const dangerous = /^[\s\ufeff]*[=+\-@\t\r\n|%＝＋－＠]/u;

for (const engine of engines) {
  describe(engine, () => {
    let issuer;
    before(async () => (issuer = await openIssuer(engine)));
    after(() => issuer.close());

    it("awards of all issuers, of one, and of one badge class: each that the portal lists is a row once", async (t) => {
      const { get } = await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      const all = await listed(get);
      assert.equal(all.length, AWARDS);
      const [harbour] = await get("/v2/issuers");
      const mechanic = (await get(`/v2/issuers/${harbour.entityId}/badgeclasses`)).find(({ name }) => name === "Bicycle Mechanic, Level 1");
      for (const [scope, expected] of [
        ["This issuer", all.filter((award) => award.issuer === harbour.entityId)],
        ["One badge class", all.filter(({ badgeclass }) => badgeclass === mechanic.entityId)],
        ["All my issuers (3)", all],
      ]) {
        await page.getByRole("radio", { name: scope }).check();
        if (scope === "One badge class") await page.getByLabel("Badge class", { exact: true }).selectOption(mechanic.entityId);
        const { rows, summary, told } = await issuer.table();
        assert.deepEqual(rows.map((row) => plain(row["Assertion ID"])).sort(), expected.map(({ entityId }) => entityId).sort(), scope);
        assert.deepEqual(rows.flatMap((row) => Object.values(row)).filter((cell) => dangerous.test(cell)), []);
        assert.match(told, new RegExp(`^${expected.length} awards saved`));
        assert.match(told, /Complete[^]*Columns that stayed empty: First Name, Last Name\./);
        for (const [status, count] of Object.entries(summary.byStatus)) {
          assert.equal(count, rows.filter((row) => row["Status"].toLowerCase() === status).length);
          assert.match(told, new RegExp(`${status}\\s+${count}\\b`, "i"));
        }
      }
      issuer.assertNoProblems();
    });

    it("columns that are left out, and cells letter for letter", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      await issuer.openColumns();
      for (const column of ["First Name", "Last Name"]) assert.match(await issuer.page.locator("label", { hasText: column }).innerText(), /always empty/);
      await issuer.check("All columns").click();
      assert.match(await issuer.amount(), /^Choose at least one column\.$/);
      assert.equal(await issuer.button("Save CSV").isDisabled(), true);
      for (const column of ["Identifier(?! Type)", "Status"]) await issuer.check(column).check();
      await issuer.check("Cells letter for letter").check();
      await issuer.page.getByText("A spreadsheet may run what stands in a cell").waitFor();
      const { rows } = await issuer.table();
      assert.deepEqual(Object.keys(rows[0]), ["Identifier", "Status"]);
      assert.ok(rows.some((row) => row["Identifier"].startsWith("=")));
    });

    it("groups, badges, learners and members, with what can be switched", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      await issuer.tab("Groups");
      const groups = await issuer.table("groups");
      assert.deepEqual(groups.rows.map((row) => row["Group name"]), ["Spring cohort, 2024", "'=Evening group 🚲", "Nobody yet"]);
      assert.ok("Creation method" in groups.rows[0] && !("Staff member ID" in groups.rows[0]));
      await issuer.check("How and when a group was made").uncheck();
      await issuer.check("Archived groups").check();
      const fewer = await issuer.table("groups");
      assert.equal(fewer.rows.length, 4);
      assert.ok(!("Creation method" in fewer.rows[0]) && "Expiration method" in fewer.rows[0]);

      await issuer.tab("Badges");
      const { rows: badges } = await issuer.table("badges");
      assert.deepEqual(new Set(badges.map((row) => row["Alignment Name"])), new Set(["Getting around"]));
      assert.ok(badges.some((row) => row["Requirement Name"] === "Bicycle Mechanic, Level 1" && row["Threshold"] === "1"));

      await issuer.tab("Learner progress");
      const { rows: learners } = await issuer.table("learners");
      assert.equal(learners.length, 11); // seven and four, of whom one is in both groups
      assert.ok(learners.some((row) => row["Last Badge Earned"] !== ""));

      await issuer.tab("Members");
      const { rows: members } = await issuer.table("members");
      const colleagues = members.filter((row) => row["Role"] !== "learner");
      assert.deepEqual(colleagues.map((row) => [row["Role"], row["Email"]]), [["owner", ""], ["editor", ""], ["staff", ""]]);
      await issuer.check("Colleagues’ e-mail addresses").check();
      const { rows: named } = await issuer.table("members");
      assert.deepEqual(named.filter((row) => row["Role"] !== "learner").map((row) => row["Email"]), ["issuer@example.org", "editor@example.org", "staff@example.org"]);
      issuer.assertNoProblems();
    });

    it("a hosted portal: the whole organisation, archived classes, and columns that only it fills", async (t) => {
      const { get } = await issuer.visit(t, { account: "parchment" });
      await issuer.page.getByRole("radio", { name: /^The whole organisation: Harbour Town Adult Education/ }).check();
      const { rows } = await issuer.table();
      assert.equal(rows.length, (await listed(get)).length);
      await issuer.page.getByRole("radio", { name: "One badge class" }).check();
      assert.ok((await issuer.page.getByLabel("Badge class", { exact: true }).locator("option").allInnerTexts()).some((name) => name.endsWith("(archived)")));
      await issuer.tab("Groups");
      await issuer.page.getByText(/no recipient groups/).waitFor();
    });

    it("recorded traffic of a real server, replayed: every award of it", async (t) => {
      // It was recorded with pages of ten.
      const replay = await startReplay({ folder: recorded, prefer: ["01-users-self-owner", "05-issuers-list", "05-issuer-detail", "10-recipient-groups-empty"], asked: (path) => path.replace("num=500", "num=10").replace("?num=10&include_archived=true", "") });
      t.after(() => replay.close());
      await issuer.visit(t, { listed: [{ name: "Badgr", url: replay.url, demo: { issuer: "recorded" } }] });
      await issuer.useDemo();
      await issuer.page.getByText("Acme Learning").first().waitFor();
      const { rows, summary } = await issuer.table();
      assert.deepEqual([rows.length, summary.byStatus], [32, { active: 30, expired: 1, revoked: 1 }]);
      assert.equal(new Set(rows.map((row) => row["Assertion ID"])).size, 32);
      assert.ok(rows.every((row) => row["Badge Name"] !== "" && row["Issuer Name"] === "Acme Learning"));
    });
  });
}
