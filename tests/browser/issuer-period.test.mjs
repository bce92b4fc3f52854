// Days and zones on the page: what is in a file is what the calendar of that zone shows.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines } from "./browsers.mjs";
import { listed, openIssuer, plain } from "./issuer-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let issuer;
    before(async () => (issuer = await openIssuer(engine)));
    after(() => issuer.close());

    it("both days are in it, in the zone that is chosen", async (t) => {
      const { get } = await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      await page.getByRole("radio", { name: "All my issuers" }).check();
      const all = await listed(get);
      for (const [zone, from, to, said] of [
        ["UTC", "2024-02-29", "2024-02-29", "A day is a day in UTC"],
        ["Europe/Berlin", "2024-02-29", "2024-03-31", "A day is a day in Europe/Berlin."],
        ["Pacific/Auckland", "", "2022-12-31", "A day is a day in Pacific/Auckland."],
      ]) {
        if (!(await page.getByLabel("Time zone").isVisible())) await page.getByText("Another time zone").click();
        await page.getByLabel("Time zone").selectOption(zone);
        await issuer.days(from, to);
        await page.getByText(said).waitFor();
        const shown = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
        const expected = all.filter(({ issuedOn }) => from <= shown.format(Date.parse(issuedOn)) && shown.format(Date.parse(issuedOn)) <= to);
        const { rows, told } = await issuer.table();
        assert.deepEqual(rows.map((row) => plain(row["Assertion ID"])).sort(), expected.map(({ entityId }) => entityId).sort(), zone);
        assert.match(told, new RegExp(`${all.length - expected.length} awards outside the period, not in the file\\.`));
        assert.equal(await page.getByLabel("To, inclusive").inputValue(), to, "what was chosen is still there");
      }
    });

    it("quick ranges follow the calendar, and take all time back", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      const { page } = issuer;
      const read = async () => [await page.getByLabel("From", { exact: true }).inputValue(), await page.getByLabel("To, inclusive").inputValue()];
      const expected = await page.evaluate(() => {
        const [now, pad] = [new Date(), (number) => String(number).padStart(2, "0")];
        const date = (y, m, d) => ((day) => `${day.getUTCFullYear()}-${pad(day.getUTCMonth() + 1)}-${pad(day.getUTCDate())}`)(new Date(Date.UTC(y, m, d)));
        const [y, m, d] = [now.getFullYear(), now.getMonth(), now.getDate()];
        return { "This month": [date(y, m, 1), date(y, m + 1, 0)], "Last month": [date(y, m - 1, 1), date(y, m, 0)], "This year": [date(y, 0, 1), date(y, 11, 31)], "Last 12 months": [date(y - 1, m, d + 1), date(y, m, d)], "All time": ["", ""] };
      });
      for (const [name, days] of Object.entries(expected)) {
        await issuer.button(name).click();
        assert.deepEqual(await read(), days, name);
        assert.equal(await issuer.button(name).getAttribute("aria-pressed"), "true");
      }
    });

    it("a last day before the first day is said at once, and nothing is asked for it", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer" });
      await issuer.amount();
      await issuer.page.getByLabel("To, inclusive").fill("2024-01-01");
      await issuer.page.getByLabel("From", { exact: true }).fill("2024-01-02");
      assert.equal(await issuer.alert(), "The last day lies before the first day. Swap them, or change one.");
      assert.equal(await issuer.button("Save CSV").isDisabled(), true);
      const asked = portal.requests.length; // a slow engine was between the two days for long enough to be asked for that
      await issuer.page.waitForTimeout(600);
      assert.equal(portal.requests.length, asked);
      await issuer.page.getByLabel("To, inclusive").fill("2024-12-31");
      assert.equal(await issuer.button("Save CSV").isDisabled(), false);
    });

    it("a period without awards is said before anything is downloaded", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      await issuer.days("2031-01-01", "2031-12-31");
      assert.equal(await issuer.amount(), "No badge was awarded in this period; choose a longer one.");
      assert.equal(await issuer.button("Save CSV").isDisabled(), true);
    });
  });
}
