// Everything that can go wrong while a badge is replaced: the page says the truth, and the portal's log shows nothing done twice.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { engines } from "./browsers.mjs";
import { openReplacer } from "./replace-run-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let replacer;
    before(async () => (replacer = await openReplacer(engine)));
    after(() => replacer.close());

    /** As far as the name typed, with a fault at the one PUT. */
    async function atTheButton(t, { fault, ...options } = {}, reached = {}) {
      await replacer.visit(t, options);
      const id = await replacer.reach("Bicycle Mechanic", await replacer.given("First Responder"), reached);
      await replacer.copied();
      if (fault) replacer.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times: 1, fault }]);
      return id;
    }
    const replaced = () => replacer.replaced("Bicycle Mechanic, Level 1");

    it("the answer to the PUT is lost on the way: found out by reading, and sent once", async (t) => {
      const id = await atTheButton(t, { fault: { cut: 10 } });
      const outcome = await replaced();
      assert.deepEqual([outcome.ending, outcome.answered], ["replaced", false]);
      assert.match(outcome.text, /The portal’s answer got lost on the way/);
      assert.equal((await replacer.class(id)).name, "First Responder");
      assert.equal(replacer.puts("/v2/badgeclasses/").count, 1);
    });

    it("not a byte of the answer arrives: the page does not send it again", async (t) => {
      const id = await atTheButton(t);
      // Both browsers send a PUT once more by themselves where a connection that was used before breaks (RFC 9110, 9.2.2); not so on a new one.
      replacer.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times: "always", fault: { lost: true } }]);
      const outcome = await replaced();
      assert.deepEqual([outcome.ending, outcome.answered], ["replaced", false]);
      assert.ok(replacer.puts("/v2/badgeclasses/").count <= 2);
      const pictures = (await replacer.awards(id)).map(({ image }) => image).filter(Boolean);
      await replacer.button("Continue to re-bake").click();
      await replacer.button("Start re-baking").click();
      assert.ok((await replacer.account()).complete);
      assert.deepEqual((await replacer.awards(id)).map(({ image }) => image).filter(Boolean), pictures, "each award was baked anew once");
    });

    it("the PUT is refused: why, in the portal's words, and back to the fields", async (t) => {
      const body = JSON.stringify({ status: { success: false, description: "bad request" }, fieldErrors: { name: ["Ensure this field has no more than 9 characters."] }, result: [] });
      const id = await atTheButton(t, { fault: { status: 400, body } });
      const outcome = await replaced();
      assert.equal(outcome.ending, "refused");
      assert.match(outcome.text, /The portal refused it, and nothing has changed .* What the portal says Name: Ensure this field has no more than 9 characters\./);
      assert.equal((await replacer.class(id)).name, "Bicycle Mechanic, Level 1");
      assert.equal(replacer.puts("/v2/badgeclasses/").count, 1);
      await replacer.button("Go back to the fields").click();
      assert.equal((await replacer.told("badge-back")).length, 1);
    });

    it("the portal breaks over it and did nothing: nothing has changed, and it can be looked at again", async (t) => {
      const id = await atTheButton(t, { fault: { status: 500, html: "<h1>sorry</h1>" } });
      const outcome = await replaced();
      assert.equal(outcome.ending, "not-applied");
      assert.match(outcome.text, /^✗? ?Nothing has changed/);
      await replacer.button("Look again").click();
      await replacer.page.getByText("You looked again").waitFor();
      assert.equal((await replacer.outcome()).ending, "not-applied");
      assert.equal(replacer.puts("/v2/badgeclasses/").count, 1);
      assert.equal((await replacer.class(id)).name, "Bicycle Mechanic, Level 1");
    });

    it("somebody else changed the class: nothing is sent, and it is shown what", async (t) => {
      const id = await atTheButton(t);
      replacer.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { meanwhile: { tags: ["theirs"] } } }]);
      const outcome = await replaced();
      assert.equal(outcome.ending, "changed-meanwhile");
      assert.match(outcome.text, /Somebody else changed this badge meanwhile Nothing was sent.*When you compared.*Tags .* theirs/);
      assert.equal(replacer.puts("").count, 0);
      await replacer.button("Compare again").click();
      assert.equal((await replacer.told("badge-restart")).length, 1);
    });

    it("somebody else changed it before the safety copy: the button stays asleep", async (t) => {
      await replacer.visit(t);
      const id = await replacer.reach("Bicycle Mechanic", await replacer.given("First Responder"));
      replacer.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { meanwhile: { description: "Theirs." } } }]);
      await replacer.button("Save a safety copy").click();
      await replacer.page.getByText("Somebody changed this badge since you compared it (description).").waitFor();
      assert.ok(await replacer.page.getByLabel("Type the badge’s name to confirm").isDisabled());
      await replacer.button("Compare again").click();
      assert.equal((await replacer.told("badge-restart")).length, 1);
    });

    it("the portal makes the picture anew: replaced, with what was sent and what is there", async (t) => {
      await replacer.visit(t, { resize: true });
      const { page } = replacer;
      const { entityId } = await replacer.classNamed("Bicycle Mechanic");
      const { bytes } = await largePicture(page);
      const id = await replacer.reach("Bicycle Mechanic", JSON.stringify({ type: "BadgeClass", name: "Bicycle Mechanic, Level 1", description: "Large.", image: `data:image/png;base64,${Buffer.from(bytes).toString("base64")}` }));
      assert.equal(id, entityId);
      await replacer.copied();
      const outcome = await replaced();
      assert.equal(outcome.ending, "replaced");
      assert.match(outcome.text, /The badge is replaced, with 1 difference .*Picture altered Sent PNG, 640 × 640, .* Now PNG, 400 × 400/);
      await replacer.button("Continue to re-bake").click();
      await replacer.button("Start re-baking").click();
      const account = await replacer.account();
      assert.ok(account.complete, account.text);
    });

    it("the class cannot be read afterwards: nobody knows, until it is looked at again", async (t) => {
      const id = await atTheButton(t);
      replacer.portal.faults.set([
        { match: `GET /v2/badgeclasses/${id}`, times: 1, fault: {} },
        { match: `GET /v2/badgeclasses/${id}`, times: "always", fault: { status: 404 } },
      ]);
      const outcome = await replaced();
      assert.equal(outcome.ending, "unknown", outcome.text);
      assert.match(outcome.text, /could not be found out .* is not sent again by itself/);
      replacer.portal.faults.clear();
      await replacer.button("Look again").click();
      await replacer.page.getByText("You looked again").waitFor();
      const again = await replacer.outcome();
      assert.equal(again.ending, "replaced");
      assert.ok(again.fields.length > 4 && again.fields.every(({ fate }) => fate === "as-sent"), JSON.stringify(again.fields));
      assert.equal(replacer.puts("/v2/badgeclasses/").count, 1);
    });

    it("stopped in time: nothing is sent; and the safety copy is cancelled without a file", async (t) => {
      await replacer.visit(t);
      const { page } = replacer;
      const id = await replacer.reach("Bicycle Mechanic", await replacer.given("First Responder"));
      replacer.portal.faults.set([{ match: "/assertions", times: 1, fault: { hang: true } }]);
      await replacer.button("Save a safety copy").click();
      await replacer.button("Cancel").click();
      await page.getByText("Cancelled. No file was kept, and nothing was replaced.").waitFor();
      replacer.portal.faults.clear();
      await replacer.copied();
      replacer.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { delay: 1_500 } }]);
      await page.getByLabel("Type the badge’s name to confirm").fill("Bicycle Mechanic, Level 1");
      await replacer.button("Replace badge").click();
      await page.getByText("Nothing has been sent yet.").waitFor();
      await replacer.button("Stop").click();
      await page.getByText("Stopping: nothing more will be sent").waitFor();
      await page.getByText("Stopped before anything was sent. The badge is as it was.").waitFor();
      assert.equal(replacer.puts("").count, 0);
    });

    it("a safety copy that cannot be made: why, and nothing can be replaced", async (t) => {
      await replacer.visit(t);
      const { page } = replacer;
      await replacer.reach("Bicycle Mechanic", await replacer.given("First Responder"));
      replacer.portal.faults.set([{ match: "/assertions", times: "always", fault: { status: 404 } }]);
      await replacer.button("Save a safety copy").click();
      await page.getByRole("alert").getByText("There is no safety copy, so nothing can be replaced:").waitFor();
      assert.ok(await page.getByLabel("Type the badge’s name to confirm").isDisabled());
      replacer.portal.faults.clear();
      await replacer.button("Try again").click();
      await page.getByText("Read back and checked").waitFor();
    });

    it("a sign-in that ends before it is sent: nothing is lost, and it goes on after signing in again", async (t) => {
      const id = await atTheButton(t);
      const { page } = replacer;
      replacer.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: "always", fault: { status: 401 } }]);
      await page.getByLabel("Type the badge’s name to confirm").fill("Bicycle Mechanic, Level 1");
      await replacer.button("Replace badge").click();
      await page.waitForFunction(() => globalThis.told.some(([name]) => name === "badge-signed-out"));
      assert.equal(replacer.puts("").count, 0);
      replacer.portal.faults.clear();
      await page.evaluate(() => {
        const run = document.querySelector("badge-replace-run");
        run.account = { portal: run.account.portal, session: new Session("issuer") };
      });
      await page.getByText("You are signed in again. Everything is as you left it.").waitFor();
      await replacer.button("Replace badge").click();
      assert.equal((await replacer.outcome()).ending, "replaced");
    });
  });
}

/** A picture larger than a portal keeps it, drawn in the page. */
async function largePicture(page) {
  return page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 640);
    const paint = canvas.getContext("2d");
    for (let at = 0; at < 640; at += 8) {
      paint.fillStyle = `hsl(${at % 360} 80% ${30 + (at % 40)}%)`;
      paint.fillRect(at, 0, 8, 640);
      paint.fillRect(0, at, 640 - at, 3);
    }
    return { bytes: [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())] };
  });
}
