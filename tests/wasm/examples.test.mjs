// The examples for a back office, run as somebody would.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { listIssuers, surveyIssuer } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";

let portal, folder;
before(async () => {
  portal = await startPortal({ badges: 4 });
  folder = await mkdtemp(join(tmpdir(), "badgepack-examples-"));
  await writeFile(join(folder, "fox.json"), JSON.stringify({ type: "BadgeClass", name: "Fox", description: "Knows one.", criteria: { narrative: "Meet one." } }));
});
after(async () => {
  await portal.close();
  await rm(folder, { recursive: true });
});

/** Runs an example; resolves to how it ended and what it said. */
const run = (name, ...options) =>
  new Promise((resolve) =>
    execFile(process.execPath, [fileURLToPath(new URL(`../../examples/node/${name}`, import.meta.url)), ...options], { cwd: folder }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr })),
  );
const signedIn = () => ({ portal: { url: portal.url }, token: "issuer" });

it("issuer.mjs saves every issuer's awards and document, and says where there is nothing to save", async () => {
  const { code, stdout, stderr } = await run("issuer.mjs", "--portal", portal.url, "--token", "issuer", "--out", "saved");
  assert.equal(code, 0, stderr);
  const files = stdout.trim().split("\n").map((line) => JSON.parse(line));
  const { issuers } = await listIssuers(signedIn());
  assert.equal(files.filter(({ file }) => file.endsWith(".json")).length, issuers.length);
  assert.deepEqual((await readdir(join(folder, "saved"))).sort(), files.map(({ file }) => file).sort());
  const { rows } = files.find(({ file }) => file.endsWith("-awards.csv"));
  assert.ok(rows > 0 && /nothing to export/.test(stderr), stderr);
  for (const { file } of files.filter(({ file }) => file.endsWith(".json"))) assert.equal(JSON.parse(await readFile(join(folder, "saved", file), "utf8")).format, "badgepack.issuer-export");
});

it("preview-replacement.mjs says what would change, and changes nothing", async () => {
  const [issuer] = (await listIssuers(signedIn())).issuers;
  const [, { id, name }] = (await surveyIssuer({ ...signedIn(), issuer: issuer.id })).badgeClasses;
  const { code, stdout, stderr } = await run("preview-replacement.mjs", "--portal", portal.url, "--token", "issuer", "--class", id, "fox.json");
  assert.equal(code, 0, stderr);
  const found = JSON.parse(stdout);
  assert.equal(found.name, name);
  assert.ok(found.changes.some(({ field, now, new: next }) => field === "name" && now === name && next === "Fox"), stdout);
  assert.ok(portal.requests.every(({ method }) => method === "GET" || method === "OPTIONS"), "nothing but questions");
});

it("both say what is wrong in one line", async () => {
  assert.equal((await run("issuer.mjs")).code, 2);
  const { code, stderr } = await run("preview-replacement.mjs", "--portal", portal.url, "--token", "nobody", "--class", "x", "fox.json");
  assert.deepEqual([code, stderr.trim().split("\n").length], [1, 1]);
});
