// Every fixture shown right: the pictures made by hand for each rule and fault of baking, and what servers were recorded to publish.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { can, engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

const expected = JSON.parse(await readFile(fixture("baked/expected.json"), "utf8"));
const NAME = "Löten für Anfänger €😀";

/** What the card's tag says of a version. */
const tagOf = (version) => (version.startsWith("clr") ? `CLR ${version.slice(3)}` : `Open Badges ${version.replace("-", " to ")}`);

/** The sentence of an error, as far as it matters. */
const sentences = {
  truncated: /ends before it is complete/, "not-utf8": /no valid UTF-8/, "not-png": /changed on its way/, empty: /Nothing is in the place/, entities: /declares entities/,
};

/** Recorded public answers, and what the page makes of them: its heading, its issuer, what kind of thing it is. */
const published = {
  "badgr/09-public-404.json": ["Not a badge", null, null],
  "badgr/09-public-assertion-expand.json": ["Rust Basics", null, "Open Badges 2.0"],
  "badgr/09-public-assertion-foreign-origin.json": ["Badge", null, "Open Badges 2.0"],
  "badgr/09-public-assertion-json-suffix.json": ["Badge", null, "Open Badges 2.0"],
  "badgr/09-public-assertion-ldjson.json": ["Badge", null, "Open Badges 2.0"],
  "badgr/09-public-assertion-revoked.json": ["Badge", null, "Revoked"],
  "badgr/09-public-assertion-v1_1.json": ["Badge", null, "Open Badges 1.1"],
  "badgr/09-public-assertion-v2_0.json": ["Badge", null, "Open Badges 2.0"],
  "badgr/09-public-assertion.json": ["Badge", null, "Open Badges 2.0"],
  "badgr/09-public-badge-expand.json": ["Rust Basics", "Acme Learning", "Badge class"],
  "badgr/09-public-badge.json": ["Rust Basics", null, "Badge class"],
  "badgr/09-public-issuer-badges.json": ["3 entries", null, "List"],
  "badgr/09-public-issuer.json": ["Acme Learning", null, "Issuer"],
  "badgr/12-public-assertion-after-replace.json": ["Rust Foundations 2", null, "Open Badges 2.0"],
  "badgr/14-public-collection.json": ["My best", null, "Learner record"],
  "badgr-ob3/public-assertion-default.json": ["Rust Basics", "Acme Learning", "Open Badges 3.0"],
  "badgr-ob3/public-assertion-v2_0.json": ["Badge", null, "Open Badges 2.0"],
  "badgr-ob3/public-assertion-v3_0.json": ["Rust Basics", "Acme Learning", "Open Badges 3.0"],
  "badgr-ob3/public-badge-v3_0.json": ["Rust Basics", null, "Badge class"],
  "badgr-ob3/public-issuer-v3_0.json": ["Acme Learning", null, "Issuer"],
  "badgr-ob3/public-revocations.json": ["Not a badge", null, null],
};

for (const engine of engines) {
  describe(engine, () => {
    let inspector;
    before(async () => (inspector = await openInspector(engine)));
    after(() => inspector.close());

    it("the 23 pictures made by hand", async () => {
      await inspector.visit();
      for (const [name, answer] of Object.entries(expected)) {
        const { inspection, error } = await inspector.choose(fixture(`baked/${name}`));
        const heading = async () => (await inspector.card.getByRole("heading", { level: 2 }).innerText()).trim();
        if (answer.error === "unbaked") {
          assert.equal(await heading(), "No badge in this picture", name);
          assert.match(await inspector.card.innerText(), /carries no badge: [^.]+\./, name);
          continue;
        }
        if (answer.error) {
          assert.equal(error.code, answer.error, name);
          const shown = await inspector.page.locator("badge-inspector [role=alert]").innerText();
          assert.match(shown, sentences[answer.error], name);
          if (error.at) assert.match(shown, /Where: /, name);
          continue;
        }
        const { found } = inspection;
        assert.deepEqual([found.form, found.version], [answer.form, answer.version], name);
        const warnings = await inspector.page.locator("badgepack-card [part=remarks] li").count();
        assert.equal(warnings, answer.warn?.length ?? 0, `${name}: remarks`);
        if (answer.form === "url") {
          assert.ok((await inspector.card.innerText()).includes(found.payload.trim()), name);
          await inspector.button("Fetch it from").waitFor();
          continue;
        }
        assert.ok((await inspector.tags()).includes(tagOf(answer.version)), `${name}: ${await inspector.tags()}`);
        if (answer.version.startsWith("clr")) {
          assert.equal(await inspector.fact("Issuer"), "Org", name);
        } else if (answer.version !== "1.0") {
          assert.equal(await heading(), NAME, name);
          assert.match(await inspector.fact("Issuer"), /^Org/, name);
        }
        if (name === "p11_idat_bad_crc.png" && !can(engine, "checksums")) continue;
        await inspector.card.locator("img").evaluate((image) => image.decode()); // The picture itself can be seen.
      }
      assert.deepEqual(inspector.problems, []);
    });

    it("every public answer that was recorded of two servers", async () => {
      await inspector.visit();
      const recorded = [];
      for (const folder of ["badgr", "badgr-ob3"]) for (const name of await readdir(fixture(folder))) if (/public.*\.json$/.test(name)) recorded.push(`${folder}/${name}`);
      const seen = [];
      for (const name of recorded) {
        const { response } = JSON.parse(await readFile(fixture(name), "utf8"));
        if (response.json === undefined) continue; // A redirect, a picture or a web page.
        seen.push(name);
        assert.ok(published[name], `${name} is not in the table of this test`);
        const [heading, issuer, tag] = published[name];
        await inspector.chooseText(JSON.stringify(response.json));
        assert.equal((await inspector.card.getByRole("heading", { level: 2 }).innerText()).trim(), heading, name);
        if (issuer) assert.match(await inspector.fact("Issuer"), new RegExp(`^${issuer}`), name);
        if (tag) assert.ok((await inspector.tags()).includes(tag), `${name}: ${await inspector.tags()}`);
      }
      assert.deepEqual(seen.sort(), Object.keys(published).sort());
      assert.deepEqual(inspector.problems, []);
    });
  });
}
