// What can be done with a badge: whose it is, its exact data, and pictures that are baked, mended and stripped, checked by Node's own unbake.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { strip, unbake } from "../../dist/badgepack.js";
import { engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

const read = (name) => readFile(fixture(name));
const hosted = "baked/p01_itxt_ob2_after_ihdr.png";

for (const engine of engines) {
  describe(engine, () => {
    let inspector;
    before(async () => (inspector = await openInspector(engine)));
    after(() => inspector.close());

    const compare = async (address, answer) => {
      await inspector.page.getByLabel("Your e-mail address").fill(address);
      await inspector.button("Compare").click();
      await inspector.page.locator("badgepack-card form.mine [role=status]", { hasText: answer }).waitFor();
    };

    it("tells whether a badge is somebody's own, in words, and sends the address nowhere", async () => {
      await inspector.visit();
      await inspector.after(() => inspector.button("Try an example").click());
      const asked = [];
      inspector.page.on("request", (request) => asked.push(request.url()));
      await compare("someone.else@example.org", "No:");
      await compare("learner@example.org", "Yes:");
      const subject = { type: "AchievementSubject", id: "did:key:z6Mkh", achievement: { id: "urn:uuid:1", type: "Achievement", name: "A", description: "b", criteria: { narrative: "c" } } };
      const credential = { "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], type: ["VerifiableCredential", "OpenBadgeCredential"], id: "urn:uuid:2", issuer: { id: "did:key:z6Mkh", type: "Profile", name: "I" }, validFrom: "2024-01-01T00:00:00Z", name: "A", credentialSubject: subject };
      await inspector.chooseText(JSON.stringify(credential));
      await compare("learner@example.org", "cannot be compared");
      // What the page itself loads when it is idle says nothing of anybody.
      assert.deepEqual(asked.filter((url) => /^https?:/.test(url) && !(url.startsWith(inspector.site.url) && /\.(js|wasm)$/.test(url))), []);
    });

    it("saves the data to the byte, and the picture as it came", async () => {
      await inspector.visit();
      const picture = await read(hosted);
      await inspector.choose(fixture(hosted));
      const { payload } = await unbake(picture);
      assert.equal((await inspector.saved("Save JSON", /^p01_.*\.json$/)).toString(), payload);
      assert.deepEqual(await inspector.saved("Save picture", /^p01_.*\.png$/), picture);
      const signed = await read("baked/p21_ob3_vcjwt.png");
      await inspector.choose(fixture("baked/p21_ob3_vcjwt.png"));
      assert.equal((await inspector.saved("Save signed text", /\.jws$/)).toString(), (await unbake(signed)).payload);
    });

    it("mends a bad bake, and says what was wrong with it", async () => {
      await inspector.visit();
      for (const name of ["baked/p07_both_keywords.png", "baked/p13_moodle_malformed_itxt.png", "baked/s05_other_prefix.svg"]) {
        await inspector.choose(fixture(name));
        await inspector.page.locator("badgepack-card [part=remarks] li").first().waitFor();
        const mended = await inspector.saved("Re-bake correctly", /-rebaked\.(png|svg)$/);
        const [before, after] = [await unbake(await read(name)), await unbake(mended)];
        assert.deepEqual([after.payload, after.warnings], [before.payload, []], name);
      }
      await inspector.choose(fixture(hosted));
      assert.equal(await inspector.button("Re-bake correctly").count(), 0);
    });

    it("takes the badge out of a picture, and nothing else", async () => {
      await inspector.visit();
      await inspector.choose(fixture(hosted));
      await inspector.page.getByText("carries its owner’s data").waitFor();
      const bare = await inspector.saved("Remove the badge data", /-without-badge\.png$/);
      assert.equal(await unbake(bare), null);
      assert.deepEqual(bare, Buffer.from(await strip(await read(hosted))));
    });

    it("bakes a badge into another picture, and a given badge into a bare picture", async () => {
      await inspector.visit();
      const { payload } = await unbake(await read(hosted));
      await inspector.choose(fixture(hosted));
      await inspector.button("Bake into another picture").click();
      await inspector.page.locator("badgepack-card .panel input[type=file]").setInputFiles(fixture("badgr/input-v1.png"));
      await inspector.page.getByText("This is what you get").waitFor();
      await inspector.page.locator("badgepack-card .preview").evaluate((image) => image.decode());
      const baked = await inspector.saved("Save baked picture", /-baked\.png$/);
      assert.equal((await unbake(baked)).payload, payload);
      assert.deepEqual(Buffer.from(await strip(baked)), Buffer.from(await strip(await read("badgr/input-v1.png"))));

      await inspector.choose(fixture("badgr/input-v1.png"));
      await inspector.button("Bake a badge into it").click();
      await inspector.button("Bake it").click();
      await inspector.page.locator("badgepack-card [role=alert]").waitFor(); // There is nothing to bake yet.
      await inspector.page.locator("badgepack-card").getByLabel("The badge as text").fill(payload);
      await inspector.button("Bake it").click();
      await inspector.page.getByText("This is what you get").waitFor();
      assert.equal((await unbake(await inspector.saved("Save baked picture", /-baked\.png$/))).payload, payload);

      await inspector.page.locator("badgepack-card .panel input[type=file]").setInputFiles(fixture("baked/s03_ob3_json.svg"));
      await inspector.page.waitForTimeout(300);
      assert.equal((await unbake(await inspector.saved("Save baked picture", /-baked\.png$/))).payload, (await unbake(await read("baked/s03_ob3_json.svg"))).payload);
      assert.deepEqual(inspector.problems, []);
    });

    it("says that what was baked is no badge, and of an address that no badge was read", async () => {
      await inspector.visit();
      await inspector.choose(fixture("badgr/input-v1.png"));
      await inspector.button("Bake a badge into it").click();
      await inspector.page.locator("badgepack-card").getByLabel("The badge as text").fill('{"a":1}');
      await inspector.button("Bake it").click();
      await inspector.page.getByText("What you gave is no awarded badge").waitFor();
      assert.equal(await inspector.page.getByText("This is what you get").count(), 0);
      await inspector.chooseText("https://example.org/assertion.json", "address.txt");
      assert.equal(await inspector.page.getByText("Read, not verified").count(), 0);
    });

    it("shows a badge in each of its languages", async () => {
      await inspector.visit();
      const named = (text) => ({ en: text, de: `${text} auf Deutsch` });
      await inspector.chooseText(JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: "https://example.org/a", issuedOn: "2024-05-06T00:00:00Z", recipient: { type: "email", hashed: false, identity: "a@example.org" }, verification: { type: "HostedBadge" },
        badge: { type: "BadgeClass", id: "https://example.org/c", name: named("Soldering"), description: named("Joins metal."), criteria: { narrative: "Do it." }, issuer: { type: "Profile", id: "https://example.org/i", name: "Org" } } }));
      await inspector.page.getByRole("combobox", { name: "Language" }).selectOption("de");
      await inspector.card.getByRole("heading", { name: "Soldering auf Deutsch" }).waitFor();
      await inspector.card.getByText("Joins metal. auf Deutsch").waitFor();
      await inspector.page.getByRole("combobox", { name: "Language" }).selectOption("en");
      await inspector.card.getByRole("heading", { name: "Soldering", exact: true }).waitFor();
    });

    it("opens each badge of a list, and finds the way back", async () => {
      await inspector.visit();
      const badges = ["First", "Second"].map((name, at) => ({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: `https://example.org/${at}`, issuedOn: "2024-05-06T00:00:00Z", recipient: { type: "email", hashed: false, identity: "a@example.org" }, verification: { type: "HostedBadge" },
        badge: { type: "BadgeClass", id: "https://example.org/c", name, description: "d", criteria: "https://example.org/criteria", image: "https://example.org/i.png", issuer: { type: "Profile", id: "https://example.org/issuer", name: "Org", url: "https://example.org", email: "a@example.org" } } }));
      await inspector.chooseText(JSON.stringify(badges), "list.json");
      await inspector.button("Second").click();
      await inspector.card.getByRole("heading", { name: "Second" }).waitFor();
      assert.equal(await inspector.fact("Awarded to"), "a@example.org");
      await inspector.button("Back to all of them").click();
      await inspector.button("First").waitFor();
    });
  });
}
