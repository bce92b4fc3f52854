// An archive is read back before it is handed out: damage is found wherever it is, and named.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, it } from "node:test";
import { checkArchive, exportLearner, save } from "../../dist/badgepack.js";

const portal = { url: "https://school.example/badges", name: "Our school" };
let zip;
before(async () => {
  const badges = Array.from({ length: 300 }, (_, at) => ({ id: `award-${at}`, name: `Weaving ${at}`, credential: { "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: `https://school.example/${at}` } }));
  const { stream } = exportLearner({ portal, records: { badges } });
  zip = new Uint8Array(await new Response(stream).arrayBuffer());
});

it("an archive as it was written passes, and says how much there is", async () => {
  const told = [];
  const { entries, bytes } = await checkArchive(new Blob([zip]), { onProgress: (bytes) => told.push(bytes) });
  assert.deepEqual([entries > 300, bytes], [true, zip.length]);
  assert.equal(told.at(-1), zip.length);
});

it("it says how much there is also to whom it does not tell how far it is", async () => {
  assert.equal((await checkArchive(new Blob([zip]))).bytes, zip.length);
});

it("a changed byte is found wherever it is", async () => {
  for (let at = 0; at < zip.length; at += 1 + Math.floor(zip.length / 97)) {
    const damaged = zip.slice();
    damaged[at] ^= 4;
    await assert.rejects(checkArchive(new Blob([damaged])), { code: "damaged-archive" }, `byte ${at}`);
  }
});

it("a file that is cut, longer, or no archive is none", async () => {
  for (const file of [zip.subarray(0, zip.length - 1), zip.subarray(0, 1000), new Uint8Array(), new Uint8Array(100), Buffer.concat([zip, Buffer.of(0)])]) {
    await assert.rejects(checkArchive(new Blob([file])), { name: "BadgepackError", code: "damaged-archive" });
  }
});

it("it can be stopped", async () => {
  await assert.rejects(checkArchive(new Blob([zip]), { signal: AbortSignal.abort() }), { name: "AbortError" });
});

it("as the check of save it lets a whole archive pass, and leaves no file of a damaged one", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "badgepack-check-"));
  t.after(() => rm(folder, { recursive: true }));
  const damaged = zip.slice();
  damaged[damaged.length >> 1] ^= 1;
  const { way, bytes } = await save(new Blob([zip]).stream(), join(folder, "whole.zip"), { check: checkArchive });
  assert.deepEqual([way, bytes], ["file", zip.length]);
  await assert.rejects(save(new Blob([damaged]).stream(), join(folder, "damaged.zip"), { check: checkArchive }), { code: "damaged-archive" });
  assert.deepEqual(await readdir(folder), ["whole.zip"]);
});
