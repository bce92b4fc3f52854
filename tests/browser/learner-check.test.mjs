// What the browser's storage damages is not handed out.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { can, engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

for (const engine of engines) {
  if (!can(engine, "own files")) continue;
  describe(engine, () => {
    let learner;
    before(async () => {
      learner = await openLearner(engine);
      // A disk that turns one bit over in what it is given.
      await learner.page.addInitScript(() => {
        if (location.hash !== "#damage") return;
        const { createWritable } = FileSystemFileHandle.prototype;
        FileSystemFileHandle.prototype.createWritable = async function () {
          const file = (await createWritable.call(this)).getWriter();
          const write = (piece) => {
            const damaged = piece.slice();
            damaged[Math.floor(damaged.length / 2)] ^= 1;
            return file.write(damaged);
          };
          return new WritableStream({ write, close: () => file.close(), abort: (reason) => file.abort(reason) });
        };
      });
    });
    after(() => learner.close());

    it("one bit that is another one: the page says where, keeps nothing, and can do it again", async (t) => {
      const { site } = await learner.visit(t, { badges: 12 });
      await learner.page.goto("about:blank");
      await learner.page.goto(`${site.url}#damage`);
      await learner.useDemo();
      await learner.button("Save ZIP").click();
      assert.match(await learner.alert(), /What was saved is not what was written/);
      assert.deepEqual([await learner.staged(), await readdir(learner.downloads)], [[], []]);
      await learner.page.goto("about:blank");
      await learner.page.goto(site.url);
      await learner.useDemo();
      await learner.saved();
      await learner.page.getByText("every byte is as it was written").waitFor();
    });

    it("reads that the browser forgets, as Chromium does now and then: read otherwise, and all is checked", async (t) => {
      await learner.visit(t, { badges: 12 });
      await learner.useDemo();
      await learner.page.evaluate(() => {
        const { read } = ReadableStreamBYOBReader.prototype;
        globalThis.reads = 0;
        ReadableStreamBYOBReader.prototype.read = function (view) {
          globalThis.reads += 1;
          return globalThis.reads % 4 === 2 ? new Promise(() => {}) : read.call(this, view);
        };
      });
      await learner.saved();
      await learner.page.getByText("every byte is as it was written").waitFor();
      assert.ok((await learner.page.evaluate(() => globalThis.reads)) >= 6, "some were forgotten");
    });

    it("the part that checks cannot be loaded: the file comes all the same, and the page says that nobody checked it", async (t) => {
      await learner.visit(t, { badges: 6 });
      await learner.page.route("**/badgepack-unzip*.wasm", (route) => route.abort());
      await learner.useDemo();
      await learner.saved();
      await learner.page.getByText("not done: the part that checks could not be loaded").waitFor();
      await learner.page.unroute("**/badgepack-unzip*.wasm");
    });
  });
}
