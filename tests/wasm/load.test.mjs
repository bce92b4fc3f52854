// The package where there is no page: what importing it does, where its WebAssembly may come from, and files on disk.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { exportLearner, inspect, load, save, unbake } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";

const dist = new URL("../../dist/", import.meta.url);
const at = (name) => new URL(name, dist);

it("every file can be imported on a server, and the elements define nothing there", async () => {
  for (const name of (await readdir(dist)).filter((name) => name.endsWith(".js"))) await import(at(name));
  const { BadgeExport, BadgeInspector } = await import(at("elements.js"));
  assert.deepEqual([typeof BadgeExport, typeof BadgeInspector, typeof globalThis.customElements, typeof globalThis.HTMLElement], ["function", "function", "undefined", "undefined"]);
});

it("an engine that cannot be had says why and where, and can be had afterwards", async () => {
  await assert.rejects(load("unzip", at("nothing-here.wasm")), { name: "BadgepackError", code: "engine", at: String(at("nothing-here.wasm")) });
  await assert.rejects(load("unzip", new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } })), { code: "engine", message: /is not WebAssembly \(got text\/html\): your bundler did not copy it/ });
  await assert.rejects(load("unzip", new Response("gone", { status: 404 })), { code: "engine", message: /HTTP 404/ });
  await assert.rejects(load("unzip", new Uint8Array([0, 0x61, 0x73, 0x6d, 9, 9])), { code: "engine" });
  await load("unzip");
});

it("an engine is taken by its address, as text or URL, as bytes, as an answer, or compiled", async () => {
  const bytes = (name) => readFile(at(name));
  await load("inspector", String(at("badgepack-inspector.wasm")));
  await load("issuer", at("badgepack-issuer.wasm"));
  await load("replace", await bytes("badgepack-replace.wasm"));
  await load("rebake", new Response(await bytes("badgepack-rebake.wasm"), { headers: { "Content-Type": "application/octet-stream" } }));
  await load("learner", await WebAssembly.compile(await bytes("badgepack.wasm")));
  assert.equal((await inspect('{"type": "BadgeClass", "name": "Fox"}')).name, "Fox");
  await load("learner", "nowhere"); // it is loaded once
});

it("what was stopped before it begins does not begin", async () => {
  const stopped = AbortSignal.abort(new Error("enough"));
  for (const begun of [inspect("{}", { signal: stopped }), unbake(new Uint8Array(), { signal: stopped })]) await assert.rejects(begun, { message: "enough" });
});

it("save writes a whole file, tells its bytes, and leaves nothing of one that failed", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "badgepack-save-"));
  const portal = await startPortal({ badges: 3 });
  t.after(() => Promise.all([portal.close(), rm(folder, { recursive: true })]));
  const spec = { portal: { url: portal.url, description: "badgr-v2" }, token: "demo" };

  const told = [];
  const { stream } = exportLearner(spec);
  const { way, bytes } = await save(stream, join(folder, "all.zip"), { onProgress: (written) => told.push(written) });
  assert.deepEqual([way, bytes, told.at(-1)], ["file", (await stat(join(folder, "all.zip"))).size, bytes]);

  const stop = new AbortController();
  const cut = exportLearner({ ...spec, signal: stop.signal, onProgress: () => stop.abort(new Error("enough")) });
  await assert.rejects(save(cut.stream, join(folder, "cut.zip"), { signal: stop.signal }), { message: "enough" });
  assert.deepEqual(await readdir(folder), ["all.zip"]);
});
