// Engines on their way: how one stops waiting for them, where else they may come from, and each fault with what it is.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { engineFile, freshPackage } from "./copies.mjs";

/** A server that answers as it is told; its address. */
async function serve(t, answer) {
  const server = createServer(answer);
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${server.address().port}/engine.wasm`;
}

const never = () => {};
/** What comes of it, or that nothing does. */
const soon = (work) => Promise.race([work, sleep(3000, undefined, { ref: false }).then(() => assert.fail("it never settled"))]);
const enough = { message: "enough" };

/** Every function that waits for an engine, with a signal. */
const waiting = {
  learner: ({ findPortal, survey }) => [(how) => findPortal({ url: "https://a.example" }, how), (how) => survey({ portal: { url: "https://a.example" }, token: "t", ...how })],
  inspector: ({ inspect, lookUp, followLinks, inspectFiles, unbake }) => [
    (how) => inspect("{}", how),
    (how) => lookUp("https://a.example", how),
    (how) => followLinks("{}", how),
    (how) => inspectFiles([{ name: "a.json", bytes: new Uint8Array(2) }], how).next(),
    (how) => unbake(new Uint8Array(), how),
  ],
  unzip: ({ checkArchive }) => [(how) => checkArchive(new Blob(), how)],
  issuer: ({ listIssuers, listTables }) => [(how) => listIssuers({ portal: { url: "https://a.example" }, token: "t", ...how }), listTables],
  replace: ({ applyReplacement, draftReplacement }) => [(how) => applyReplacement({ portal: { url: "https://a.example" }, present: { record: {} }, draft: { contents: {} }, selection: {}, ...how }), (how) => draftReplacement("{}", { portal: { url: "https://a.example" }, ...how })],
};

for (const [name, callsOf] of Object.entries(waiting)) {
  it(`whoever waits for the ${name} that never comes can stop, and nothing listens to the signal afterwards`, async (t) => {
    const badgepack = await freshPackage(t);
    badgepack.load(name, await serve(t, never)).catch(() => {});
    for (const call of [(how) => badgepack.load(name, undefined, how), ...callsOf(badgepack)]) {
      const stop = new AbortController();
      const called = call({ signal: stop.signal });
      await sleep(20);
      stop.abort(new Error("enough"));
      await assert.rejects(soon(called), enough, String(call));
      assert.equal(getEventListeners(stop.signal, "abort").length, 0, String(call));
    }
  });
}

it("a signal that nobody aborts is let go of once the engine is there", async (t) => {
  const { load } = await freshPackage(t);
  const { signal } = new AbortController();
  await load("unzip", undefined, { signal });
  assert.equal(getEventListeners(signal, "abort").length, 0);
  await assert.rejects(load("unzip", undefined, { signal: AbortSignal.abort(new Error("enough")) }), enough);
});

it("another source takes the place of one that never answers, for those who waited before, too", async (t) => {
  const { inspect, load } = await freshPackage(t);
  let dropped;
  const isDropped = new Promise((resolve) => (dropped = resolve));
  const hanging = load("inspector", await serve(t, (request, response) => response.on("close", dropped)));
  const begun = inspect('{"type": "BadgeClass", "name": "Fox"}');
  await sleep(50);
  await soon(load("inspector", engineFile("inspector")));
  await soon(hanging);
  assert.equal((await soon(begun)).name, "Fox");
  await soon(isDropped);
});

it("a call without a source, or with the same one, waits with the others: the engine is asked for once", async (t) => {
  const { load } = await freshPackage(t);
  let asked = 0;
  const bytes = await readFile(engineFile("unzip"));
  const url = await serve(t, (request, response) => {
    asked += 1;
    setTimeout(() => response.setHeader("Content-Type", "application/wasm").end(bytes), 50);
  });
  await Promise.all([load("unzip", url), load("unzip"), load("unzip", new URL(url)), load("unzip", url)]);
  assert.equal(asked, 1);
});

it("what takes the place of a load and fails says so to both, and the engine can be had afterwards", async (t) => {
  const { load } = await freshPackage(t);
  const nowhere = String(new URL("nothing-here.wasm", engineFile("unzip")));
  const first = load("unzip", await serve(t, never));
  await Promise.all([first, load("unzip", nowhere)].map((one) => assert.rejects(soon(one), { code: "engine", at: nowhere })));
  await load("unzip");
});

const wasm = { "Content-Type": "application/wasm" };
const foreign = /^This is not the engine that belongs to this version of badgepack: copy dist\/\*\.wasm again, or clear the cache\.$/;
const damaged = /^badgepack's engine is damaged or not complete/;
const brokenOff = /^The connection broke off while badgepack's engine was loaded; check it and try again\.$/;

it("another engine's file, a damaged one and a connection that breaks off are told apart, each at what was given", async (t) => {
  const { load } = await freshPackage(t);
  const bytes = await readFile(engineFile("inspector"));
  const other = await readFile(engineFile("unzip"));
  const faults = async (source, expected) => assert.rejects(soon(load("inspector", source)), { name: "BadgepackError", code: "engine", ...expected });
  const served = (headers, end) => serve(t, (request, response) => end(response.writeHead(200, headers)));

  await faults(other, { message: foreign, at: "" });
  await faults(await WebAssembly.compile(other), { message: foreign, at: "" });
  await faults(String(engineFile("unzip")), { message: foreign, at: String(engineFile("unzip")) });
  await faults(engineFile("unzip"), { message: foreign, at: String(engineFile("unzip")) });
  // A file of another version asks for what this one does not have: a LinkError.
  const asksMore = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 31, 1, 23, ...Buffer.from("./inspector_engine_bg.js"), 4, ...Buffer.from("more"), 0, 0);
  asksMore[15] = asksMore.length - 16;
  asksMore[17] = 24;
  await faults(asksMore, { message: foreign, at: "" });

  await faults(bytes.subarray(0, 5000), { message: damaged, at: "" });
  await faults(new Uint8Array(), { message: damaged, at: "" });
  for (const headers of [wasm, { "Content-Type": "application/octet-stream" }]) {
    const cut = await served(headers, (response) => response.end(bytes.subarray(0, 5000)));
    await faults(cut, { message: damaged, at: cut });
    const reset = await served({ ...headers, "Content-Length": bytes.length }, (response) => response.write(bytes.subarray(0, 5000), () => setTimeout(() => response.destroy(), 20)));
    await faults(reset, { message: brokenOff, at: reset });
    await faults(await fetch(reset), { message: brokenOff, at: reset });
  }
  await faults("http://127.0.0.1:1/engine.wasm", { message: /could not be read/, at: "http://127.0.0.1:1/engine.wasm" });
  await faults(new Response("<!doctype html>"), { message: /^What was given is not WebAssembly \(got text\/plain\)/, at: "" });
  await load("inspector");
});

it("what is no source, no engine, or was read already is said to be a wrong option", async (t) => {
  const { load } = await freshPackage(t);
  const bad = (call, at, message) => assert.rejects(call, { name: "BadgepackError", code: "bad-option", at, message });
  for (const source of [{}, 7, null, true, Promise.resolve()]) await bad(load("unzip", source), "source", /address \(text or URL\), or as bytes, Response or WebAssembly\.Module/);
  const used = new Response(await readFile(engineFile("unzip")), { headers: wasm });
  await used.arrayBuffer();
  const taken = new Response(await readFile(engineFile("unzip")), { headers: wasm });
  taken.body.getReader();
  for (const source of [used, taken]) await bad(load("unzip", source), "source", /was read already/);
  for (const name of ["nope", "toString", "__proto__", "", undefined]) await bad(load(name), `name: ${name}`, /^There is no such engine; the engines are learner, inspector, /);
  await load("unzip", new Response(await readFile(engineFile("unzip")), { headers: wasm }));
});

it("an error of another copy of the package is one, stays what it is, and is told whole in JSON", async (t) => {
  const [one, other] = [await freshPackage(t), await freshPackage(t)];
  assert.notEqual(one.BadgepackError, other.BadgepackError);
  const foreign = new other.BadgepackError("refused", "No.", "there");
  assert.ok(foreign instanceof one.BadgepackError && foreign instanceof other.BadgepackError && foreign instanceof Error);
  assert.equal(one.BadgepackError.from(foreign), foreign);
  for (const none of [new Error("No."), { name: "BadgepackError", code: "refused" }, null, "text"]) assert.ok(!(none instanceof one.BadgepackError));
  class Own extends one.BadgepackError {}
  assert.ok(new Own("refused", "No.") instanceof one.BadgepackError && !(foreign instanceof Own));
  assert.deepEqual(JSON.parse(JSON.stringify({ foreign })), { foreign: { name: "BadgepackError", code: "refused", message: "No.", at: "there" } });
  assert.deepEqual(Object.keys(foreign), ["name", "code", "at"]);
});
