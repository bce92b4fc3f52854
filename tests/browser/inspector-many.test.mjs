// Many files at once: the learner's own export, and a ZIP of 10,000 pictures while the page stays free for the person in front of it.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { exportLearner } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";
import { badgeFile, zipOf } from "../zip-of-badges.mjs";
import { can, engines } from "./browsers.mjs";
import { fixture, openInspector } from "./inspector-page.mjs";
import { proveWatch, watchTasks } from "./tasks.mjs";

const MB = 1e6;
const MANY = 10_000;

let folder, many, few;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "badgepack-many-"));
  [many, few] = [join(folder, "many.zip"), join(folder, "few.zip")];
  const files = Array.from({ length: MANY }, (_, n) => badgeFile(n));
  await writeFile(many, zipOf(files));
  await writeFile(few, zipOf(files.slice(0, 500)));
});
after(() => rm(folder, { recursive: true }));

/** Everything of a learner's account, as the demo portal has it. */
async function ownExport(t) {
  const portal = await startPortal({ badges: 12 });
  t.after(() => portal.close());
  const pieces = [];
  for await (const piece of exportLearner({ portal: { url: portal.url }, token: "demo" }).stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

for (const engine of engines) {
  describe(engine, () => {
    let inspector;
    before(async () => (inspector = await openInspector(engine)));
    after(() => inspector.close());

    const put = (...files) => inspector.page.locator("badge-inspector input[type=file]").first().setInputFiles(files);
    const title = () => inspector.page.locator("badgepack-findings h2");
    const rows = () => inspector.page.locator("badgepack-findings tbody tr");

    it("several files become a list: each with its picture, its name, or the reason why there is none", async () => {
      await inspector.visit();
      await put(...["p01_itxt_ob2_after_ihdr.png", "p17_palette_private_chunks.png", "p15_huge_length.png", "s03_ob3_json.svg"].map((name) => fixture(`baked/${name}`)));
      await inspector.page.getByText("2 badges in 4 files").first().waitFor();
      const texts = await rows().allInnerTexts();
      assert.match(texts[0], /Löten für Anfänger[^]*Org · p01_[^]*2020[^]*2\.0/);
      assert.match(texts[1], /p17_[^]*carries no badge[^]*no badge/);
      assert.match(texts[2], /p15_[^]*ends before it is complete[^]*problem/);
      assert.match(texts[3], /Löten[^]*3\.0/);
      await inspector.page.waitForFunction(() => document.querySelector("badge-inspector").shadowRoot.querySelector("badgepack-findings").shadowRoot.querySelectorAll("td img[src^=blob]").length >= 3);
      await inspector.after(() => inspector.button("Löten").last().click());
      await inspector.card.getByText("s03_ob3_json.svg").waitFor();
      await inspector.button("Back to the list").click();
      assert.match(await inspector.page.evaluate(() => document.querySelector("badge-inspector").shadowRoot.querySelector("badgepack-findings").shadowRoot.activeElement.textContent), /Löten/);
      await inspector.after(() => inspector.button("p15_").click());
      await inspector.page.getByRole("alert").getByText("ends before it is complete").waitFor();
      assert.deepEqual(inspector.problems, []);
    });

    it("a ZIP that ends too early, and an empty one, are called what they are", async () => {
      await inspector.visit();
      const start = Buffer.alloc(400);
      start.write("PK\x03\x04", "latin1");
      const { error } = await inspector.choose({ name: "cut.zip", mimeType: "application/zip", buffer: start });
      assert.doesNotMatch(error.message, /not opened here/);
      const end = Buffer.alloc(22);
      end.write("PK\x05\x06", "latin1");
      await put({ name: "empty.zip", mimeType: "application/zip", buffer: end });
      await inspector.page.getByText("There is no file in it").first().waitFor();
      assert.deepEqual(inspector.problems, []);
    });

    it("a learner's own export: each badge once, with its picture", async (t) => {
      await inspector.visit();
      await put({ name: "badges.zip", mimeType: "application/zip", buffer: await ownExport(t) });
      await inspector.page.locator("badgepack-findings").getByText(/^\d+ badges in /).first().waitFor({ timeout: 30_000 });
      await inspector.page.getByLabel("Show").selectOption("badges");
      const found = await inspector.page.evaluate(() => {
        const { findings } = document.querySelector("badge-inspector").shadowRoot.querySelector("badgepack-findings").reading;
        return findings.map(({ file, form, name, kind }) => ({ file, form, name, kind }));
      });
      const badges = found.filter(({ file, form }) => form && /^badges\//.test(file));
      assert.ok(badges.length >= 12, JSON.stringify(found.map(({ file }) => file)));
      assert.equal(new Set(badges.map(({ file }) => file.replace(/\.\w+$/, ""))).size, badges.length);
      await inspector.after(() => rows().first().getByRole("button").click());
      await inspector.card.locator("img").evaluate((image) => image.decode());
    });

    it("10,000 pictures in one ZIP: a progress bar, memory as for 500, and the page stays free", { timeout: 120_000 }, async (t) => {
      const memory = () => inspector.page.evaluate(() => globalThis.engineMemories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
      await inspector.visit();
      await put(few);
      await inspector.page.getByText("495 badges in 500 files").first().waitFor();
      const memoryOfFew = await memory();
      assert.ok(memoryOfFew > 0, "the engines are seen");
      const longest = [];
      let memoryOfMany = 0;
      // A task is timed by the clock on the wall, and another program may have had the processor: the best of three runs tells.
      while (longest.length === 0 || (Math.min(...longest) > 50 && longest.length < 3)) {
        await inspector.visit();
        await put(few); // Everything is loaded and compiled.
        await inspector.page.getByText("495 badges in 500 files").first().waitFor();
        await inspector.page.evaluate(watchTasks);
        if (can(engine, "long tasks")) await proveWatch(inspector.page);
        const started = performance.now();
        await put(many);
        const meter = inspector.page.locator("badgepack-findings progress");
        await meter.waitFor();
        const seen = await inspector.page.waitForFunction(() => {
          const bar = document.querySelector("badge-inspector").shadowRoot.querySelector("badgepack-findings")?.shadowRoot.querySelector("progress");
          return bar && bar.value > 0.1 && bar.value < 1 ? bar.value : false;
        });
        assert.ok((await seen.jsonValue()) < 1);
        await inspector.page.getByText("9,900 badges in 10,000 files").first().waitFor({ timeout: 60_000 });
        const { longest: task, gap } = await inspector.page.evaluate(() => Object.assign(globalThis.seen, { ticking: false }));
        memoryOfMany = await memory();
        longest.push(can(engine, "long tasks") ? task : 0);
        t.diagnostic(`10,000 pictures in ${((performance.now() - started) / 1000).toFixed(1)} s, longest task ${can(engine, "long tasks") ? `${task} ms` : "not told"}, longest gap of a 5 ms timer ${gap.toFixed(0)} ms, WebAssembly memory ${(memoryOfMany / MB).toFixed(1)} MB (500: ${(memoryOfFew / MB).toFixed(1)} MB)`);
      }
      assert.ok(Math.min(...longest) <= 50, `${longest} ms`);
      assert.ok(memoryOfMany < memoryOfFew + 16 * MB, `${memoryOfMany} bytes for 10,000, ${memoryOfFew} for 500`);

      assert.equal(await rows().count(), 50);
      await inspector.page.getByText("90 without a badge").waitFor();
      await inspector.page.getByText("10 problems").waitFor();
      await inspector.page.getByLabel("Find").fill("number 4711");
      await inspector.page.waitForFunction(() => document.querySelector("badge-inspector").shadowRoot.querySelector("badgepack-findings").shadowRoot.querySelectorAll("tbody tr").length === 1);
      await inspector.after(() => inspector.button("Badge number 4711").click());
      await inspector.card.getByRole("heading", { name: "Badge number 4711" }).waitFor();
      assert.equal(await inspector.fact("Awarded to"), "person4711@example.org");
      await inspector.page.getByLabel("Find").fill("");
      await inspector.button("Next").click();
      await inspector.button("Badge number 50").waitFor();
      assert.deepEqual(inspector.problems, []);
    });

    it("a cancel keeps what was found, and says how far it went", async () => {
      await inspector.visit();
      await put(many);
      await inspector.button("Cancel").click();
      await inspector.page.getByText(/^Stopped after/).first().waitFor();
      assert.equal(await title().count(), 1);
    });
  });
}
