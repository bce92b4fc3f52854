// The built package in Node: a learner's export without a browser.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { exportLearner, findPortal, survey } from "../../dist/badgepack.js";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { startPortal } from "../portal/server.mjs";

const example = fileURLToPath(new URL("../../examples/node/export.mjs", import.meta.url));
const exportedAt = "2026-11-21T12:00:00Z";

let portal, folder;
before(async () => {
  portal = await startPortal({ badges: 12, jwt: true });
  folder = await mkdtemp(join(tmpdir(), "badgepack-node-"));
});
after(async () => {
  await portal.close();
  await rm(folder, { recursive: true });
});

async function exported(spec = {}) {
  const { stream, summary } = exportLearner({ portal: { url: portal.url }, token: "demo", exportedAt, ...spec });
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), summary: await summary };
}

/** Runs the example; resolves to how it ended and what it said. */
const run = (...options) =>
  new Promise((resolve) => execFile(process.execPath, [example, ...options], { cwd: folder }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr })));

it("the same account gives the same bytes, however fast its answers come", async () => {
  const one = await exported();
  portal.faults.set([{ match: "/media/badges/", times: 3, fault: { delay: 200 } }]);
  const other = await exported({ concurrency: 2 });
  portal.faults.clear();
  assert.equal(one.summary.bytes, one.bytes.length);
  assert.ok(one.bytes.equals(other.bytes));
  assert.ok(one.summary.complete);

  const zip = join(folder, "whole.zip");
  await writeFile(zip, one.bytes);
  const unpacked = await unpack(zip);
  await assertChecksumsHold(unpacked);
  assert.equal(await assertPicturesCarryTheirCredentials(unpacked), 15);
  const { records, sections, ...report } = await assertReportAddsUp(unpacked);
  for (const count of ["listed", "exported", "failed", "skipped"]) assert.equal(report[count], one.summary[count]);
});

it("a survey counts, and fetches nothing but lists", async () => {
  const asked = portal.requests.length;
  const found = await survey({ portal: { url: portal.url }, token: "demo" });
  const count = (key) => found.sections.find((section) => section.key === key).expected;
  assert.deepEqual([count("badges"), count("imported"), count("notifications")], [12, 3, 130]);
  assert.deepEqual(portal.requests.slice(asked).filter(({ path }) => /open_badge|media/.test(path)), []);
});

it("only some records of one section, all of another, and nothing else", async () => {
  const all = await exported({ sections: ["badges"] });
  const { id } = JSON.parse(await reportText(all.bytes)).records[0];
  const { bytes } = await exported({ sections: ["badges", "attendances"], only: [{ section: "badges", id }] });
  const { sections } = JSON.parse(await reportText(bytes));
  const read = sections.filter(({ state }) => state !== "left-out").map(({ key, records, expected, state }) => [key, records, expected, state]);
  assert.deepEqual(read, [["badges", 1, 1, "complete"], ["attendances", 25, 25, "complete"]]);
});

it("what stands at an address, and how one signs in there", async () => {
  const info = await findPortal({ url: `${portal.url}/` });
  assert.equal(info.name, "Learner portal");
  assert.equal(info.signIn.password.url, `${portal.url}/v1/token`);
  assert.equal(info.signIn.pkce.authorize, `${portal.url}/oauth/authorize`);
});

it("an abort ends the stream and the summary with its reason", async () => {
  const stop = new AbortController();
  const { stream, summary } = exportLearner({ portal: { url: portal.url }, token: "demo", signal: stop.signal });
  const reader = stream.getReader();
  await reader.read();
  const reason = new Error("enough");
  stop.abort(reason);
  await assert.rejects(reader.read(), reason);
  await assert.rejects(summary, reason);
});

it("the example prints one line of JSON and leaves the archive, and nothing half done", async () => {
  const { code, stdout, stderr } = await run("--portal", portal.url, "--token", "demo", "--out", "example.zip");
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^\{[^\n]*\}\n$/);
  const { listed, exported, failed, skipped, complete, file } = JSON.parse(stdout);
  assert.deepEqual([failed, complete, file], [0, true, "example.zip"]);
  assert.equal(listed, exported + failed + skipped);
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith("example")), ["example.zip"]);
  await assertReportAddsUp(await unpack(join(folder, "example.zip")));
});

it("the example fails with one plain sentence, and leaves no file", async () => {
  for (const [options, sentence] of [
    [["--portal", portal.url, "--token", "wrong"], /^The portal does not accept the sign-in any more; sign in again\. \(http.*\)\n$/],
    [["--portal", "http://127.0.0.1:9", "--token", "demo"], /^The portal could not be reached: .*\n$/],
    [["--portal", "nonsense", "--token", "demo"], /^This is no web address; .*\n$/],
  ]) {
    const { code, stdout, stderr } = await run(...options, "--out", "failed.zip");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, sentence);
  }
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith("failed")), []);
});

/** `report.json` of an archive in memory. */
async function reportText(bytes) {
  const zip = join(folder, "report.zip");
  await writeFile(zip, bytes);
  return new Promise((resolve, reject) => execFile("unzip", ["-p", zip, "report.json"], { maxBuffer: 8 << 20 }, (error, stdout) => (error ? reject(error) : resolve(stdout))));
}
