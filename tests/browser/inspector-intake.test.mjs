// Every way to bring a badge: chosen, dropped anywhere, pasted, typed, by its address, and what the page says where there is none.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { startPortal } from "../portal/server.mjs";
import { focused } from "./access.mjs";
import { can, engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";

const baked = fixture("baked/p01_itxt_ob2_after_ihdr.png");
const bare = fixture("baked/p17_palette_private_chunks.png");
const NAME = "Löten für Anfänger €😀";
const credential = JSON.stringify(JSON.parse(await readFile(fixture("baked/expected.json"), "utf8"))["s01_ob2_hosted.svg"].value);

for (const engine of engines) {
  describe(engine, () => {
    let inspector;
    before(async () => (inspector = await openInspector(engine)));
    after(() => inspector.close());

    const heading = async () => (await inspector.card.getByRole("heading", { level: 2 }).innerText()).trim();

    it("says at once what is possible, and asks no other server for anything", async () => {
      await inspector.visit();
      const { page } = inspector;
      const asked = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.getByText("Nothing is uploaded").waitFor();
      for (const name of ["Choose files", "Paste", "From a web address", "Type or paste text", "Try an example"]) assert.ok(await inspector.button(name).isVisible(), name);
      await inspector.choose(baked);
      await inspector.type(credential);
      assert.deepEqual(asked.filter((url) => !url.startsWith(inspector.site.url) && !/^(blob|data):/.test(url)), []);
    });

    if (can(engine, "offline")) it("shows the example, also without a network", async () => {
      await inspector.visit();
      await inspector.page.waitForLoadState("networkidle");
      await inspector.context.setOffline(true);
      try {
        await inspector.after(() => inspector.button("Try an example").click());
        assert.equal(await heading(), "Mountain Guide");
        await inspector.card.getByText("first-aid course").waitFor(); // Its Markdown was read.
      } finally {
        await inspector.context.setOffline(false);
      }
    });

    it("takes a file that is dropped anywhere on the page, and shows beforehand that it will", async () => {
      await inspector.visit();
      await inspector.page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(["x"], "x.png"));
        document.body.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, composed: true, dataTransfer: data }));
      });
      await inspector.page.getByText("Let go to look inside").waitFor();
      await inspector.bring("drop", baked, await readFile(baked));
      assert.equal(await heading(), NAME);
      assert.equal(await inspector.page.getByText("Let go to look inside").count(), 0);
    });

    it("takes typed JSON, and an address without asking for it", async () => {
      await inspector.visit();
      await inspector.type(credential);
      assert.equal(await heading(), NAME);
      await inspector.type("https://badges.example.org/public/assertions/1");
      await inspector.card.getByText("only an address").waitFor();
      await inspector.button("Fetch it from badges.example.org").waitFor();
      await inspector.button("Type or paste text").click();
      await inspector.button("Show it").click();
      await inspector.page.getByRole("alert").getByText("paste the text first").waitFor();
      const { error } = await inspector.type("hello");
      assert.equal(error.code, "not-badge");
      const field = inspector.page.getByLabel("The badge as text");
      await inspector.page.getByRole("alert").getByText("This is no badge").waitFor();
      assert.deepEqual([await field.inputValue(), await field.getAttribute("aria-invalid"), await focused(inspector.page)], ["hello", "true", "textarea The badge as text"]);
      await inspector.page.keyboard.press("Escape");
      await field.waitFor({ state: "detached" });
      assert.equal(await focused(inspector.page), "button Type or paste text");
    });

    it("fetches an address when told to, and says what is in the way when it cannot", async (t) => {
      const portal = await startPortal({ badges: 3 });
      t.after(() => portal.close());
      const { result } = await (await fetch(`${portal.url}/v2/backpack/assertions`, { headers: { authorization: "Bearer demo" } })).json();
      await inspector.visit();
      const { inspection } = await inspector.fetch(result[0].openBadgeId);
      assert.equal(inspection.found.form, "json");
      assert.equal(JSON.parse(inspection.found.payload).id, result[0].openBadgeId);
      portal.faults.set([{ match: "/public/", times: "always", fault: { noCors: true } }]);
      const { error } = await inspector.fetch(result[1].openBadgeId);
      assert.equal(error.code, "cross-origin");
      const opened = inspector.page.locator("badge-inspector [role=alert] a"); // "Open the link" needs one.
      assert.equal(await opened.getAttribute("href"), result[1].openBadgeId);
      portal.faults.clear();
      assert.equal(await inspector.page.getByLabel("The badge’s web address").inputValue(), result[1].openBadgeId);
      await inspector.after(() => inspector.button("Fetch it").click());
      await inspector.card.waitFor();
    });

    it("keeps what was typed where that is no address, and takes a host with a port", async (t) => {
      const portal = await startPortal({ badges: 3 });
      t.after(() => portal.close());
      const { result } = await (await fetch(`${portal.url}/v2/backpack/assertions`, { headers: { authorization: "Bearer demo" } })).json();
      await inspector.visit();
      await inspector.button("From a web address").click();
      const field = inspector.page.getByLabel("The badge’s web address");
      for (const typed of ["my badge", "badge", "ftp://badges.example.org/a", "javascript:alert(1)"]) {
        await field.fill(typed);
        await inspector.button("Fetch it").click();
        await inspector.page.getByRole("alert").getByText("This is no web address").waitFor();
        assert.equal(await field.inputValue(), typed);
      }
      const { inspection } = await inspector.fetch(result[0].openBadgeId.replace("http://", ""));
      assert.equal(JSON.parse(inspection.found.payload).type, "Assertion");
      assert.deepEqual(inspector.problems, []);
    });

    it("explains a picture without a badge in one sentence, and what to do", async () => {
      await inspector.visit();
      const { inspection } = await inspector.choose(bare);
      assert.match(inspection.without.message, /^[^.]+\.$/);
      await inspector.card.getByText(inspection.without.message).waitFor();
      await inspector.button("Bake a badge into it").waitFor();
    });

    if (can(engine, "clipboard")) {
      it("takes what is pasted with Ctrl+V anywhere: text, and a picture, of which the badge is lost", async () => {
        await inspector.visit();
        const { page, context } = inspector;
        await context.grantPermissions(["clipboard-read", "clipboard-write"]);
        await page.evaluate((text) => navigator.clipboard.writeText(text), credential);
        await page.locator("h1").click();
        await inspector.after(() => page.keyboard.press("Control+V"));
        assert.equal(await heading(), NAME);
        await page.evaluate(async (bytes) => navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([Uint8Array.from(bytes)], { type: "image/png" }) })]), [...(await readFile(baked))]);
        await page.locator("h1").click();
        await inspector.after(() => page.keyboard.press("Control+V"));
        assert.equal(await heading(), "No badge in this picture");
        await page.getByText("Copying a picture copies its pixels only").waitFor();
        await inspector.after(() => inspector.button("Paste").click());
        await page.getByText("Copying a picture copies its pixels only").waitFor();
      });

      it("takes a pasted file with its badge, and leaves a paste into a field to the field", async () => {
        await inspector.visit();
        const { page } = inspector;
        await inspector.bring("paste", baked, await readFile(baked));
        assert.equal(await heading(), NAME);
        await inspector.button("Type or paste text").click();
        await page.evaluate(() => navigator.clipboard.writeText("typed"));
        await page.getByLabel("The badge as text").press("Control+V");
        assert.equal(await page.getByLabel("The badge as text").inputValue(), "typed");
        assert.equal(await heading(), NAME);
      });
    }

    it("says how to paste where the browser keeps the clipboard closed", async () => {
      await inspector.visit();
      await inspector.page.evaluate(() => Object.defineProperty(navigator.clipboard, "read", { value: () => Promise.reject(new DOMException("no", "NotAllowedError")) }));
      await inspector.button("Paste").click();
      await inspector.page.getByRole("alert").getByText("Press Ctrl+V").waitFor();
      assert.deepEqual(inspector.problems, []);
    });
  });
}
