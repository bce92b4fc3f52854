// Badges whose parts are elsewhere: nothing is asked for before a click, and what cannot be fetched can be brought by hand.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { unbake } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";
import { engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let inspector;
    before(async () => (inspector = await openInspector(engine)));
    after(() => inspector.close());

    const heading = async () => (await inspector.card.getByRole("heading", { level: 2 }).innerText()).trim();

    /** A demo portal, and a hosted assertion of it whose class is a link: as JSON, and baked. */
    async function portalWithBadge(t) {
      const portal = await startPortal({ badges: 4 });
      t.after(() => portal.close());
      const { result } = await (await fetch(`${portal.url}/v2/backpack/assertions`, { headers: { authorization: "Bearer demo" } })).json();
      const { openBadgeId: id } = result.find(({ image }) => image.endsWith(".png") || true);
      const json = async (url) => (await fetch(url, { headers: { accept: "application/json" } })).json();
      const assertion = await json(id);
      const badgeClass = await json(assertion.badge);
      const picture = Buffer.from(await (await fetch(`${id}/image`)).arrayBuffer());
      await inspector.visit();
      return { portal, assertion, badgeClass, issuer: await json(badgeClass.issuer), picture };
    }

    it("loads the class and the issuer when told to, and only then", async (t) => {
      const { portal, assertion, badgeClass, issuer } = await portalWithBadge(t);
      const asked = portal.requests.length;
      await inspector.chooseText(JSON.stringify(assertion));
      assert.equal(await heading(), "Badge");
      await inspector.page.getByText("Parts of it are elsewhere").waitFor();
      assert.equal(portal.requests.length, asked);
      await inspector.button("Load class from").click();
      await inspector.card.getByRole("heading", { level: 2, name: badgeClass.name }).waitFor();
      assert.match(await inspector.fact("Issuer"), new RegExp(`^${issuer.name}`));
      assert.deepEqual(portal.requests.slice(asked).map(({ authorization }) => authorization), [false, false]);
      assert.equal(await inspector.page.getByText("Parts of it are elsewhere").count(), 0);
      assert.deepEqual(inspector.problems, []);
    });

    it("says when a part cannot be fetched, takes it pasted or as a file, and refuses what is something else", async (t) => {
      const { portal, assertion, badgeClass, issuer } = await portalWithBadge(t);
      portal.faults.set([{ match: "/public/", times: "always", fault: { noCors: true } }]);
      await inspector.chooseText(JSON.stringify(assertion));
      await inspector.button("Load class from").click();
      await inspector.page.getByText("Parts of it could not be fetched").waitFor();
      assert.match(await inspector.page.locator("badgepack-card [part=links]").innerText(), /the other site does not let pages read it/);
      await inspector.button("Add it").click();
      await inspector.page.getByRole("alert").getByText("Paste the part first").waitFor();
      await inspector.page.getByLabel("The missing part").fill(JSON.stringify({ ...badgeClass, id: "https://elsewhere.example.org/class" }));
      await inspector.button("Add it").click();
      await inspector.page.getByRole("alert").getByText("not the missing part").waitFor();
      await inspector.page.getByLabel("The missing part").fill(JSON.stringify(badgeClass));
      await inspector.button("Add it").click();
      await inspector.card.getByRole("heading", { level: 2, name: badgeClass.name }).waitFor();
      await inspector.page.locator("badgepack-card [part=links] input[type=file]").setInputFiles({ name: "issuer.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(issuer)) });
      await inspector.page.locator("badgepack-card [part=links]").waitFor({ state: "detached" });
      assert.match(await inspector.fact("Issuer"), new RegExp(`^${issuer.name}`));
    });

    it("gets the issuer's current copy, shows what changed, and bakes it into the picture", async (t) => {
      const { assertion, picture } = await portalWithBadge(t);
      const name = picture.subarray(1, 4).toString() === "PNG" ? "award.png" : "award.svg";
      await inspector.choose({ name, mimeType: "image/png", buffer: picture });
      const old = (await unbake(picture)).payload;
      await inspector.button("Get the issuer’s current copy").click();
      const panel = inspector.page.locator("badgepack-card [part=current]");
      await panel.getByRole("button", { name: "Look at that copy" }).waitFor();
      assert.match(await panel.innerText(), /differs in \d+ place/); // The demo portal bakes without evidence, as the recorded server did.
      const baked = await inspector.saved("Save picture with current data", /-current\.(png|svg)$/);
      const { payload } = await unbake(baked);
      assert.deepEqual(JSON.parse(payload), assertion);
      assert.notEqual(payload, old);
      await inspector.after(() => panel.getByRole("button", { name: "Look at that copy" }).click());
      assert.equal(await inspector.page.locator("badgepack-card img").count(), 0);
    });

    it("follows a bare address in a picture when told to", async (t) => {
      const { assertion } = await portalWithBadge(t);
      await inspector.type(assertion.id);
      await inspector.after(() => inspector.button("Fetch it from").click());
      await inspector.page.getByText("Parts of it are elsewhere").waitFor();
    });

    it("a picture that stands elsewhere is a link, and markup of a badge is never markup of the page", async () => {
      await inspector.visit();
      const evil = `<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=2</script>`;
      await inspector.chooseText(JSON.stringify({
        "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: "javascript:globalThis.hacked=3", issuedOn: "2024-05-06T00:00:00Z",
        recipient: { type: "email", hashed: false, identity: evil }, verification: { type: "HostedBadge" }, narrative: `${evil}\n\n[run](javascript:globalThis.hacked=4) ![p](https://track.example.org/p.png) <b onclick="globalThis.hacked=5">bold</b> [site](https://example.org/x)`,
        evidence: [{ id: "data:text/html,x", narrative: evil }], image: "https://track.example.org/badge.png",
        badge: { type: "BadgeClass", id: "https://example.org/c", name: `\u202e${evil}`, description: evil, criteria: { narrative: evil }, image: "https://track.example.org/c.png", tags: [evil],
          issuer: { type: "Profile", id: "https://example.org/issuer", name: evil, url: "javascript:globalThis.hacked=6", email: "a@example.org" } },
      }));
      await inspector.card.getByText("bold").waitFor();
      for (const tab of ["Data", "Everything else"]) await inspector.page.getByRole("tab", { name: tab }).click();
      await inspector.page.getByRole("tab", { name: "Summary" }).click();
      const { hacked, links, images } = await inspector.page.evaluate(() => {
        const root = document.querySelector("badge-inspector").shadowRoot.querySelector("badgepack-card").shadowRoot;
        return { hacked: globalThis.hacked ?? null, links: [...root.querySelectorAll("a")].map(({ href, rel }) => [href, rel]), images: root.querySelectorAll("img, script, iframe, b[onclick]").length };
      });
      assert.equal(hacked, null);
      assert.equal(images, 0);
      assert.ok(links.length >= 2);
      for (const [href, rel] of links) assert.ok(/^https:/.test(href) && rel === "noopener noreferrer", href);
      await inspector.chooseText(await readFile(fixture("baked/s01_ob2_hosted.svg"), "utf8").then((svg) => svg.replace("<openbadges", `<script>parent.hacked=7</script><rect onload="parent.hacked=8"/><openbadges`)), "evil.svg");
      await inspector.card.locator("img").evaluate((image) => image.decode());
      assert.equal(await inspector.page.evaluate(() => globalThis.hacked ?? null), null);
      assert.deepEqual(inspector.problems, []);
    });
  });
}
