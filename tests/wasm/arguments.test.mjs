// What callers hand in: whatever it is, an answer or a BadgepackError comes of it, and the engines go on.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import * as badgepack from "../../dist/badgepack.js";

const {
  applyReplacement, BadgepackError, bake, changesOf, checkPicture, checkRecipient, checkSafetyCopy, checkSelection, compareCopies, draftReplacement, exportIssuer, exportLearner,
  exportSafetyCopy, exportTable, fetchCurrentCopy, findPortal, followLinks, inspect, inspectFiles, listIssuers, listParts, listTables, lookUp, previewReplacement,
  previewTable, rebake, strip, survey, surveyIssuer, unbake,
} = badgepack;

const baked = await readFile(new URL("../fixtures/baked/p01_itxt_ob2_after_ihdr.png", import.meta.url));
const json = JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion", badge: { type: "BadgeClass", name: "Fox" } });
const portal = { url: "http://127.0.0.1:9" };
const present = { record: {}, server: "mint", picture: null, pictureError: null, awards: { all: 0, revoked: 0, exact: true } };
const draft = { contents: {}, picture: null, notes: [], rights: {} };

/** What nobody has to give: a program's slips, each by what it is. */
const strange = [null, 5, true, 1n, Symbol("s"), () => {}, {}, [], Promise.resolve("x"), new Date(), new Map([[1, 2]])];
const all = async (findings) => {
  const list = [];
  for await (const finding of findings) list.push(finding);
  return list;
};

/** A call that would be right but for one of its arguments. */
const slips = {
  "bake's picture": (it) => bake(it, json),
  "bake's credential": (it) => bake(baked, it),
  "unbake's picture": (it) => unbake(it),
  "strip's picture": (it) => strip(it),
  "inspect's file": (it) => inspect(it),
  "inspect's name": (name) => inspect(baked, { name }),
  "listParts' file": (it) => listParts(it),
  "checkRecipient's payload": (it) => checkRecipient(it, "a@example.org"),
  "checkRecipient's identity": (it) => checkRecipient(json, it),
  "compareCopies' older copy": (it) => compareCopies(it, json),
  "compareCopies' newer copy": (it) => compareCopies(json, it),
  "lookUp's address": (it) => lookUp(it),
  "fetchCurrentCopy's payload": (it) => fetchCurrentCopy(it),
  "fetchCurrentCopy's from": (from) => fetchCurrentCopy(json, { from }),
  "followLinks' payload": (it) => followLinks(it, { ask: false }),
  "followLinks' from": (from) => followLinks(json, { from }),
  "followLinks' given": (it) => followLinks(json, { given: [it], ask: false }),
  "inspectFiles' files": (it) => all(inspectFiles([it])),
  "findPortal's portal": (it) => findPortal(it),
  "survey's portal": (portal) => survey({ portal }),
  "survey's token": (token) => survey({ portal, token }),
  "listIssuers' portal": (portal) => listIssuers({ portal }),
  "surveyIssuer's portal": (portal) => surveyIssuer({ portal, issuer: "i" }),
  "surveyIssuer's issuer": (issuer) => surveyIssuer({ portal, issuer }),
  "previewTable's table": (table) => previewTable({ portal, table, scope: {} }),
  "draftReplacement's given": (it) => draftReplacement(it, { portal }),
  "draftReplacement's portal": (portal) => draftReplacement(baked, { portal }),
  "checkPicture's picture": (it) => checkPicture(it),
  "checkSafetyCopy's copy": (it) => checkSafetyCopy(it),
  "checkSafetyCopy's present": (it) => checkSafetyCopy(baked, it),
  "changesOf's present": (it) => changesOf(it, draft),
  "changesOf's draft": (it) => changesOf(present, it),
  "checkSelection's present": (it) => checkSelection(it, draft, {}),
  "previewReplacement's draft": (draft) => previewReplacement({ portal, badgeClass: "b", draft }),
  "previewReplacement's badgeClass": (badgeClass) => previewReplacement({ portal, badgeClass, draft }),
  "applyReplacement's present": (present) => applyReplacement({ portal, present, draft, selection: {} }),
};

for (const [name, call] of Object.entries(slips)) {
  it(`${name} of the wrong kind is said so, by a promise that rejects`, async () => {
    for (const given of strange) {
      if (name === "bake's credential" && given?.constructor === Object) continue; // an object is one
      const promise = call(given);
      assert.ok(promise instanceof Promise, String(given));
      await assert.rejects(promise, (error) => error instanceof BadgepackError && error.code === "bad-option" && error.at !== "" && /has to be/.test(error.message), String(given));
    }
  });
}

const promising = { inspect, listParts, unbake, strip, checkPicture, lookUp, fetchCurrentCopy, followLinks, findPortal };
const argumentsOf = { inspect: baked, listParts: baked, unbake: baked, strip: baked, checkPicture: baked, lookUp: "http://127.0.0.1:9/", fetchCurrentCopy: json, followLinks: json, findPortal: portal };

it("options that are none, and a signal that is none, are said so", async () => {
  const calls = [...Object.entries(promising).map(([name, call]) => (options) => call(argumentsOf[name], options)), (options) => listTables(options), (options) => bake(baked, json, options), (options) => all(inspectFiles([], options))];
  for (const call of calls) {
    await assert.rejects(call(null), { name: "BadgepackError", code: "bad-option", at: "options" });
    await assert.rejects(call({ signal: {} }), { name: "BadgepackError", code: "bad-option", at: "signal" });
  }
  for (const call of [survey, listIssuers, surveyIssuer, previewTable, previewReplacement, applyReplacement]) await assert.rejects(call(), { name: "BadgepackError", code: "bad-option", at: "options" });
  await assert.rejects(findPortal(), { code: "bad-option", at: "portal" });
  await assert.rejects(survey({ portal, onProgress: 5 }), { code: "bad-option", at: "onProgress" });
  await assert.rejects(survey({ portal, fetch: {} }), { code: "bad-option", at: "fetch" });
});

it("who exports with wrong options hears of it from the stream and the summary, and only there", async (t) => {
  const unheard = [];
  const hear = (reason) => unheard.push(reason);
  process.on("unhandledRejection", hear);
  t.after(() => process.off("unhandledRejection", hear));
  const exporting = { exportLearner, exportTable, exportIssuer, exportSafetyCopy, rebake };
  for (const [name, begin] of Object.entries(exporting)) {
    for (const options of [undefined, null, {}, { portal: "here" }, { portal, signal: {} }, { portal, onProgress: 5, records: [], table: "awards", scope: {}, badgeClass: "b" }]) {
      const { stream, summary, name: file } = begin(options);
      await assert.rejects(stream.getReader().read(), { name: "BadgepackError", code: "bad-option" }, name);
      await assert.rejects(summary, { name: "BadgepackError", code: "bad-option" });
      assert.match(file, /^[a-z-]+-\d{4}-\d\d-\d\d(\.\w+)?$/);
      begin(options); // nobody listens
    }
  }
  for (const exportedAt of [new Date(), 5]) await assert.rejects(exportLearner({ portal, exportedAt }).summary, { code: "bad-option", at: "exportedAt" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(unheard, []);
});

it("the engines go on after all this, with whatever runs beside", async () => {
  const many = Array.from({ length: 40 }, (_, at) => ({ name: `${at}.png`, bytes: baked }));
  const searching = all(inspectFiles(many));
  await Promise.allSettled(Object.values(slips).flatMap((call) => strange.map(call)));
  assert.equal((await searching).filter(({ error, form }) => error === null && form === "json").length, 40);
  await assert.rejects(checkSelection({}, {}, {}), { code: "bad-option", at: "present" });
});

it("an object is baked as its JSON, and an address may be a URL", async () => {
  const credential = JSON.parse(json);
  assert.deepEqual(JSON.parse((await unbake(await bake(baked, credential))).payload), credential);
  await assert.rejects(bake(baked, { n: 1n }), { code: "bad-option", at: "credential" });
  const nowhere = new URL("http://127.0.0.1:9/badge.json");
  await assert.rejects(lookUp(nowhere), { code: "cross-origin" });
  await assert.rejects(findPortal({ url: nowhere, description: undefined }), { code: "unreachable" });
  await assert.rejects(draftReplacement(nowhere, { portal: { url: nowhere } }), ({ code }) => code !== "bad-option" && code !== "fault");
});

it("a file and bytes in whatever memory are the same", async () => {
  const memory = new ArrayBuffer(baked.length + 8);
  new Uint8Array(memory, 8).set(baked);
  const kinds = [new Blob([baked]), new File([baked], "a.png"), new DataView(memory, 8), new Uint8Array(memory, 8), memory.slice(8)];
  const { payload } = await unbake(baked);
  for (const kind of kinds) {
    assert.equal((await unbake(kind)).payload, payload);
    assert.equal((await inspect(kind)).found.payload, payload);
    assert.equal((await unbake(await bake(kind, json))).payload, json);
    assert.equal(await unbake(await strip(kind)), null);
    assert.equal((await checkPicture(kind)).type, "image/png");
    assert.deepEqual((await all(inspectFiles([kind]))).map(({ form }) => form), ["json"]);
    assert.deepEqual((await all(inspectFiles(kind))).map(({ form }) => form), ["json"]);
  }
});

it("bytes are those of the call, whatever their memory is used for afterwards", async () => {
  for (const call of [unbake, strip, inspect, checkPicture, (bytes) => bake(bytes, json)]) {
    const bytes = Uint8Array.from(baked);
    const answer = call(bytes);
    bytes.fill(0);
    assert.deepEqual(await answer, await call(baked));
  }
});

it("files come from any list: an array, a generator, one that makes them wait, or one alone", async () => {
  async function* slowly() {
    yield { name: "one.json", bytes: Buffer.from(json) };
    yield new File([json], "two.json");
  }
  assert.deepEqual((await all(inspectFiles(slowly()))).map(({ file, name }) => [file, name]), [["one.json", "Fox"], ["two.json", "Fox"]]);
  assert.deepEqual((await all(inspectFiles(new Set([new File([json], "three.json")])))).map(({ file }) => file), ["three.json"]);
  await assert.rejects(all(inspectFiles(["text"])), { code: "bad-option", at: "files[0]" });
  for (const files of [5, "text", null, undefined]) await assert.rejects(all(inspectFiles(files)), { code: "bad-option", at: "files" });
});
