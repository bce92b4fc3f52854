// An issuer and a badge class as JSON and as ZIP, saved through the page and read back: each record as the portal serves it.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { readDocument } from "../issuer-files.mjs";
import { assertChecksumsHold } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { openIssuer } from "./issuer-page.mjs";

const files = { json: /^(issuer|badge-class)-[\d-]+\.json$/, zip: /^(issuer|badge-class)-[\d-]+\.zip$/ };

for (const engine of engines) {
  describe(engine, () => {
    let issuer;
    before(async () => (issuer = await openIssuer(engine)));
    after(() => issuer.close());

    it("an issuer with everything, as JSON: the portal's own records, nested, and nothing of colleagues", async (t) => {
      const { get } = await issuer.visit(t, { account: "issuer" });
      await issuer.tab("Issuer (JSON)");
      await issuer.check("Awards").check();
      await issuer.check("Compress").uncheck();
      const { path, bytes, told } = await issuer.saved(files.json, "Export issuer");
      const { document } = await readDocument(path);
      const [harbour] = await get("/v2/issuers?include_staff=false");
      const classes = await get(`/v2/issuers/${harbour.entityId}/badgeclasses`);
      const awards = await get(`/v2/issuers/${harbour.entityId}/assertions?include_expired=1&include_revoked=1`);
      assert.deepEqual([document.format, document.version], ["badgepack.issuer-export", 1]);
      assert.deepEqual(document.issuer, harbour);
      const byId = (records) => Object.fromEntries(records.map((record) => [record.entityId, record]));
      assert.deepEqual(byId(document.badgeClasses.map(({ assertions, ...badge }) => badge)), byId(classes));
      assert.deepEqual(byId(document.badgeClasses.flatMap(({ assertions }) => assertions)), byId(awards));
      assert.ok(document.badgeClasses.every(({ entityId, assertions }) => assertions.every(({ badgeclass }) => badgeclass === entityId)));
      assert.deepEqual([document.recipientGroups.length, document.pathways.length], [4, 1]);
      assert.ok(!bytes.includes("editor@example.org"), "no colleague's address");
      assert.match(told, new RegExp(`Issuer saved[^]*Awards\\s+${awards.length}`));
      issuer.assertNoProblems();
    });

    it("an issuer with its colleagues, compressed: pictures, report and checksums", async (t) => {
      const { get } = await issuer.visit(t, { account: "issuer" });
      await issuer.tab("Issuer (JSON)");
      await issuer.check("Colleagues").check();
      const { document, folder } = await readDocument((await issuer.saved(files.zip, "Export issuer")).path);
      await assertChecksumsHold(folder);
      const [harbour] = await get("/v2/issuers");
      assert.deepEqual(document.issuer, harbour);
      assert.ok(JSON.stringify(document.issuer.staff).includes("editor@example.org"));
      assert.ok(document.badgeClasses.every((badge) => !("assertions" in badge)));
      assert.equal((await readdir(join(folder, "images"))).length, 6);
    });

    it("one badge class with its awards", async (t) => {
      const { get } = await issuer.visit(t, { account: "issuer" });
      await issuer.tab("Badge class (JSON)");
      await issuer.page.getByLabel("Badge class", { exact: true }).selectOption({ label: "Community Map Maker" });
      await issuer.check("Awards").check();
      await issuer.check("Compress").uncheck();
      const { document } = await readDocument((await issuer.saved(files.json, "Export badge class")).path);
      const [badge] = document.badgeClasses;
      assert.deepEqual([document.badgeClasses.length, badge.name], [1, "Community Map Maker"]);
      const awards = await get(`/v2/badgeclasses/${badge.entityId}/assertions?include_expired=1&include_revoked=1`);
      assert.deepEqual(badge.assertions.map(({ entityId }) => entityId).sort(), awards.map(({ entityId }) => entityId).sort());
    });

    it("assertions go with badge classes: turning these off turns those off, and says so", async (t) => {
      await issuer.visit(t, { account: "issuer" });
      await issuer.tab("Issuer (JSON)");
      const assertions = issuer.check("Awards");
      await assertions.check();
      await issuer.check("Badge classes").uncheck();
      assert.deepEqual([await assertions.isChecked(), await assertions.isDisabled()], [false, true]);
      await issuer.page.getByText("Awards are part of badge classes, so they were turned off, too.").waitFor();
      await issuer.check("Badge classes").check();
      assert.deepEqual([await assertions.isChecked(), await assertions.isDisabled()], [false, false]);
    });

    it("a picture that cannot be had is said to be missing, and the rest is saved", async (t) => {
      const { portal } = await issuer.visit(t, { account: "issuer" });
      await issuer.tab("Issuer (JSON)");
      portal.faults.set([{ match: "/media/uploads/badges/", times: "always", fault: { status: 404 } }]);
      const { told } = await issuer.saved(files.zip, "Export issuer");
      assert.match(told, /5 pictures missing[^]*Bicycle Mechanic, Level 1/);
    });
  });
}
