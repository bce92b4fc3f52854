// Everything that can go wrong while a badge is replaced: the page says the truth, and the portal's log shows nothing done twice.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { can, engines } from "./browsers.mjs";
import { openRun } from "./replace-run-page.mjs";

for (const engine of engines) {
  describe(engine, () => {
    let run;
    before(async () => (run = await openRun(engine)));
    after(() => run.close());

    /** As far as the name typed, with a fault at the one PUT. */
    async function atTheButton(t, { fault, ...options } = {}) {
      await run.open(t, options);
      const id = await run.reach("Bicycle Mechanic", await run.given());
      await run.copied();
      if (fault) run.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times: 1, fault }]);
      return id;
    }
    
    it("the answer to the PUT is lost on the way: found out by reading, and sent once", async (t) => {
      const id = await atTheButton(t, { fault: { cut: 10 } });
      const outcome = await run.replaced();
      assert.deepEqual([outcome.ending, outcome.answered], ["replaced", false]);
      assert.match(outcome.text, /The portal’s answer got lost on the way/);
      assert.equal((await run.class(id)).name, "First Responder");
      assert.equal(run.puts("/v2/badgeclasses/").count, 1);
    });

    it("not a byte of the answer arrives: the page does not send it again", async (t) => {
      const id = await atTheButton(t);
      // Both browsers send a PUT once more by themselves where a connection that was used before breaks (RFC 9110, 9.2.2); not so on a new one.
      run.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times: "always", fault: { lost: true } }]);
      const outcome = await run.replaced();
      assert.deepEqual([outcome.ending, outcome.answered], ["replaced", false]);
      assert.equal(await run.page.evaluate(() => globalThis.sent.filter((one) => one.startsWith("PUT ")).length), 1);
      run.portal.faults.clear();
      const pictures = (await run.awards(id)).map(({ image }) => image).filter(Boolean);
      await run.rebake();
      assert.ok((await run.account()).complete);
      assert.deepEqual((await run.awards(id)).map(({ image }) => image).filter(Boolean), pictures, "each award was baked anew once");
    });

    it("the PUT is refused: why, in the portal's words, and back to the fields", async (t) => {
      const body = JSON.stringify({ status: { success: false, description: "bad request" }, fieldErrors: { name: ["Ensure this field has no more than 9 characters."] }, result: [] });
      const id = await atTheButton(t, { fault: { status: 400, body } });
      const outcome = await run.replaced();
      assert.equal(outcome.ending, "refused");
      assert.match(outcome.text, /The portal refused it, and nothing has changed .* What the portal says Name: Ensure this field has no more than 9 characters\./);
      assert.equal((await run.class(id)).name, "Bicycle Mechanic, Level 1");
      assert.equal(run.puts("/v2/badgeclasses/").count, 1);
      await run.button("Go back to the fields").click();
      assert.equal((await run.compared()).name, "changes", "nothing chosen is lost");
    });

    it("the portal breaks over it and did nothing: nothing has changed, and it can be looked at again", async (t) => {
      const id = await atTheButton(t, { fault: { status: 500, html: "<h1>sorry</h1>" } });
      const outcome = await run.replaced();
      assert.equal(outcome.ending, "not-applied");
      assert.match(outcome.text, /^✗? ?Nothing has changed/);
      await run.button("Look again").click();
      await run.page.getByText("You looked again").waitFor();
      assert.equal((await run.outcome()).ending, "not-applied");
      assert.equal(run.puts("/v2/badgeclasses/").count, 1);
      assert.equal((await run.class(id)).name, "Bicycle Mechanic, Level 1");
    });

    it("somebody else changed the class: nothing is sent, and it is shown what", async (t) => {
      const id = await atTheButton(t);
      run.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { meanwhile: { tags: ["theirs"] } } }]);
      const outcome = await run.replaced();
      assert.equal(outcome.ending, "changed-meanwhile");
      assert.match(outcome.text, /Somebody else changed this badge meanwhile Nothing was sent.*When you compared.*Tags .* theirs/);
      assert.equal(run.puts().count, 0);
      await run.button("Compare again").click();
      await run.compared();
      assert.match(await run.row("tags").innerText(), /theirs/);
    });

    it("somebody else changed it before the safety copy: the button stays asleep", async (t) => {
      await run.open(t);
      const id = await run.reach("Bicycle Mechanic", await run.given());
      run.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { meanwhile: { description: "Theirs." } } }]);
      await run.button("Save a safety copy").click();
      await run.page.getByText("Somebody changed this badge since you compared it (description).").waitFor();
      assert.ok(await run.name.isDisabled());
      await run.button("Compare again").click();
      await run.compared();
      assert.match(await run.row("description").innerText(), /Theirs\./);
    });

    it("the portal makes the picture anew: replaced, with what was sent and what is there", async (t) => {
      await run.open(t, { resize: true });
      const { page } = run;
      const { bytes } = await largePicture(page);
      await run.reach("Bicycle Mechanic", JSON.stringify({ type: "BadgeClass", name: "Bicycle Mechanic, Level 1", description: "Large.", image: `data:image/png;base64,${Buffer.from(bytes).toString("base64")}` }));
      await run.copied();
      const outcome = await run.replaced();
      assert.equal(outcome.ending, "replaced");
      assert.match(outcome.text, /The badge is replaced, with 1 difference .*Picture altered Sent PNG, 640 × 640, .* Now PNG, 400 × 400/);
      await run.rebake();
      const account = await run.account();
      assert.ok(account.complete, account.text);
    });

    it("the class cannot be read afterwards: nobody knows, until it is looked at again", async (t) => {
      const id = await atTheButton(t);
      run.portal.faults.set([
        { match: `GET /v2/badgeclasses/${id}`, times: 1, fault: {} },
        { match: `GET /v2/badgeclasses/${id}`, times: "always", fault: { status: 404 } },
      ]);
      const outcome = await run.replaced();
      assert.equal(outcome.ending, "unknown", outcome.text);
      assert.match(outcome.text, /could not be found out .* is not sent again by itself/);
      run.portal.faults.clear();
      await run.button("Look again").click();
      await run.page.getByText("You looked again").waitFor();
      const again = await run.outcome();
      assert.equal(again.ending, "replaced");
      assert.ok(again.fields.length > 4 && again.fields.every(({ fate }) => fate === "as-sent"), JSON.stringify(again.fields));
      assert.equal(run.puts("/v2/badgeclasses/").count, 1);
    });

    it("stopped in time: nothing is sent; and the safety copy is cancelled without a file", async (t) => {
      await run.open(t);
      const { page } = run;
      const id = await run.reach("Bicycle Mechanic", await run.given());
      run.portal.faults.set([{ match: "/assertions", times: 1, fault: { hang: true } }]);
      await run.button("Save a safety copy").click();
      await run.button("Cancel").click();
      await page.getByText("Cancelled. No file was kept, and nothing was replaced.").waitFor();
      run.portal.faults.clear();
      await run.copied();
      run.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { delay: 1_500 } }]);
      await run.name.fill("Bicycle Mechanic, Level 1");
      await run.button("Replace badge").click();
      await page.getByText("Nothing has been sent yet.").waitFor();
      await run.button("Stop").click();
      await page.getByText("Stopping: nothing more will be sent").waitFor();
      await page.getByText("Stopped before anything was sent. The badge is as it was.").waitFor();
      assert.equal(run.puts().count, 0);
    });

    it("a safety copy that cannot be made: why, and nothing can be replaced", async (t) => {
      await run.open(t);
      const { page } = run;
      await run.reach("Bicycle Mechanic", await run.given());
      run.portal.faults.set([{ match: "/assertions", times: "always", fault: { status: 404 } }]);
      await run.button("Save a safety copy").click();
      await page.getByRole("alert").getByText("There is no safety copy, so nothing can be replaced:").waitFor();
      assert.ok(await run.name.isDisabled());
      run.portal.faults.clear();
      await run.button("Try again").click();
      await page.getByText("Read back and checked").waitFor();
    });

    it("a picture that the page may not read: without it nobody could put the badge back, so nothing is replaced", async (t) => {
      await run.open(t);
      run.portal.faults.set([{ match: "/media/uploads/badges/", times: "always", fault: { noCors: true } }]);
      await run.reach("Bicycle Mechanic", JSON.stringify({ type: "BadgeClass", name: "Another", description: "Words." }));
      await run.button("Save a safety copy").click();
      await run.page.getByText("Without the picture nobody could put the badge back. Nothing was replaced.").waitFor();
      assert.ok(await run.name.isDisabled());
    });

    if (can(engine, "own files")) it("where people are asked for a place: the file is read back from there, and a damaged one is no safety copy", async (t) => {
      await run.open(t);
      const { page } = run;
      await page.evaluate(() => {
        globalThis.damages = 1;
        globalThis.showSaveFilePicker = async () => {
          const real = await (await navigator.storage.getDirectory()).getFileHandle("before.zip", { create: true });
          const damaged = async () => {
            const bytes = new Uint8Array(await (await real.getFile()).arrayBuffer());
            bytes[Math.floor(bytes.length / 2)] ^= 1;
            return new File([bytes], "before.zip");
          };
          return { name: "before.zip", createWritable: () => real.createWritable(), getFile: () => (globalThis.damages-- > 0 ? damaged() : real.getFile()), remove: async () => void (globalThis.removed = true) };
        };
        document.querySelector("badge-replace").requestUpdate();
      });
      await run.reach("Bicycle Mechanic", await run.given());
      await run.button("Save a safety copy").click();
      await page.getByRole("alert").getByText("This is no whole safety copy of badgepack").waitFor();
      assert.ok(await run.name.isDisabled());
      assert.equal(await page.evaluate(() => globalThis.removed), true, "a file that is not sound does not stay");
      await run.button("Try again").click();
      await page.getByText("Read back and checked").waitFor();
      await page.getByText("before.zip", { exact: true }).waitFor();
      const outcome = await run.replaced();
      assert.match(outcome.text, /Give the safety copy before\.zip to the first step/);
    });

    it("a sign-in that ends before it is sent: nothing is lost, and it goes on after signing in again", async (t) => {
      const id = await atTheButton(t);
      const { page } = run;
      run.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: "always", fault: { status: 401 } }]);
      await run.name.fill("Bicycle Mechanic, Level 1");
      await run.button("Replace badge").click();
      await page.getByText("Your sign-in ended.").filter({ visible: true }).waitFor();
      assert.equal(run.puts().count, 0);
      run.portal.faults.clear();
      await run.button("Use the demo account").click();
      await page.getByText("You are signed in again. Everything is as you left it.").filter({ visible: true }).first().waitFor();
      await run.button("Replace badge").click();
      assert.equal((await run.outcome()).ending, "replaced");
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
