// Against real traffic, replayed: a Badgr backpack becomes an archive, and its pictures carry the evidence.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { unbake } from "../../dist/badgepack.js";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { startReplay } from "../portal/replay.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";

const recorded = fileURLToPath(new URL("../fixtures/badgr", import.meta.url));

for (const engine of engines) {
  describe(engine, () => {
    let learner, replay;
    before(async () => {
      learner = await openLearner(engine);
      replay = await startReplay({ folder: recorded, prefer: ["01-users-self-learner"] });
    });
    after(async () => {
      await learner.close();
      await replay.close();
    });

    it("a recorded Badgr backpack is exported through the page, and the evidence is in the baked picture", async (t) => {
      await learner.visit(t, { listed: [{ name: "Badgr", url: replay.url, demo: { token: "recorded" } }] });
      await learner.useDemo();
      const folder = await unpack(await learner.saved());
      await assertChecksumsHold(folder);
      const report = await assertReportAddsUp(folder);
      const badges = report.records.filter(({ section }) => section === "badges");
      // Not all of the listed awards have their public answer among the recordings.
      assert.ok(badges.every(({ state, code, part }) => state === "exported" || (part === "credential" && code === "not-found")));
      assert.ok((await assertPicturesCarryTheirCredentials(folder)) > 0);
      const pictures = badges.filter(({ part, state, entry }) => part === "picture" && state === "exported" && entry);
      const carried = await Promise.all(pictures.map(async ({ entry }) => JSON.parse((await unbake(await readFile(join(folder, entry)))).payload)));
      const evidence = carried.flatMap((credential) => credential.evidence ?? []);
      assert.deepEqual(evidence, [{ type: "Evidence", id: "https://portfolio.example/0", narrative: "evidence 0" }, { type: "Evidence", narrative: "just text" }]);
    });
  });
}
