// Records of the caller's own, in place of a portal's API, as one archive.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { exportLearner, exportTable, strip, survey } from "../../dist/badgepack.js";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { startPortal } from "../portal/server.mjs";

const portal = { url: "https://school.example/badges", name: "Our school" };
const exportedAt = "2026-11-21T12:00:00Z";
const baked = await readFile(new URL("../fixtures/baked/p01_itxt_ob2_after_ihdr.png", import.meta.url));
const picture = await strip(baked);
const credential = (id) => ({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: `https://school.example/awards/${id}` });

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "badgepack-records-"))));
after(() => rm(folder, { recursive: true }));

async function exported(records, options = {}) {
  const { stream, summary } = exportLearner({ portal, records, exportedAt, ...options });
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  const zip = join(folder, `${Math.random().toString(36).slice(2)}.zip`);
  await writeFile(zip, Buffer.concat(pieces));
  return { at: await unpack(zip), summary: await summary };
}
const jsonAt = async (at, file) => JSON.parse(await readFile(join(at, file), "utf8"));
const badgeFiles = async (at, ending) => (await readdir(join(at, "badges"))).filter((name) => name.endsWith(ending) && name !== "records.json").sort();

it("badges of a generator are exported, each credential and picture whatever it is given as", async () => {
  const text = JSON.stringify(credential("as text"), null, 3);
  async function* badges() {
    yield { id: "object", name: "An object", issued: "2026-01-02T03:04:05Z", credential: credential("object"), picture };
    yield { id: "text", name: "A text", credential: text, picture: () => new Blob([picture]) };
    yield { id: "bytes", name: "Bytes", credential: Buffer.from(text), picture: async () => new Response(picture) };
    yield { id: "answer", name: "An answer", credential: async () => Response.json(credential("answer")) };
    yield { id: "baked", name: "Baked already", picture: baked, data: { course: "Weaving" } };
  }
  const { at, summary } = await exported(badges());
  assert.deepEqual([summary.complete, summary.listed, summary.failed, summary.portal.name], [true, 9, 0, "Our school"]);
  await assertChecksumsHold(at);
  await assertReportAddsUp(at);
  assert.equal(await assertPicturesCarryTheirCredentials(at), 4);
  const texts = await Promise.all((await badgeFiles(at, ".json")).map((name) => readFile(join(at, "badges", name), "utf8")));
  assert.equal(texts.filter((one) => one === text).length, 2, "texts and bytes byte for byte");
  assert.ok((await badgeFiles(at, ".png")).some((name) => name.startsWith("2026-01-02")));
  const records = await jsonAt(at, "badges/records.json");
  assert.deepEqual(records.find(({ id }) => id === "baked").data, { course: "Weaving" });
  assert.match(await readFile(join(at, "README.txt"), "utf8"), /school\.example/);
});

it("lists under titles of their own stand beside the badges, and a title marks what is sensitive", async () => {
  const records = {
    badges: [{ id: "1", name: "One", credential: credential(1), picture }],
    activities: new Set([{ id: 1, hours: 3 }, { id: 2, hours: 5 }]),
    "equality-data": { title: "Equality monitoring", sensitive: true, records: [{ id: "self", answer: "private" }] },
  };
  const { at, summary } = await exported(records);
  assert.deepEqual(await jsonAt(at, "activities.json"), [{ id: 1, hours: 3 }, { id: 2, hours: 5 }]);
  assert.deepEqual(await jsonAt(at, "equality-data.json"), [{ id: "self", answer: "private" }]);
  assert.deepEqual(summary.sections.map(({ title, sensitive, exported }) => [title, sensitive, exported]), [
    ["Badges", false, 2], ["Activities", false, 2], ["Equality monitoring", true, 1],
  ]);
});

it("a generator is asked for no more than the archive has room for, and told when nobody wants more", async (t) => {
  let asked = 0, ended = 0, done = 0;
  // Progress is told every 80 ms, in which a hundred records are done: by a clock that runs fast, what is told is true.
  const [now, from] = [Date.now, Date.now()];
  t.mock.method(Date, "now", () => from + (now() - from) * 40);
  async function* endless() {
    try {
      for (;;) yield { id: String(++asked), name: `Badge ${asked}`, credential: credential(asked), picture };
    } finally {
      ended += 1;
    }
  }
  const { stream, summary } = exportLearner({ portal, records: endless(), onProgress: ({ exported }) => (done = exported / 2) });
  assert.equal(asked, 0, "nothing before the first read");
  const reader = stream.getReader();
  for (let read = 0; read < 200_000; ) read += (await reader.read()).value.length;
  await reader.cancel(new Error("Enough."));
  await assert.rejects(summary, /Enough/);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(done > 100 && asked - done <= 150, `${asked} records asked for when ${done} were done`);
  assert.equal(ended, 1);
});

it("2,000 slow records by turns: every one is there, though each page ends when its time is over", async () => {
  async function* slow() {
    for (let id = 0; id < 2_000; id += 1) {
      if (id % 400 === 7) await new Promise((resolve) => setTimeout(resolve, 1_100));
      yield { id: String(id), name: `Badge ${id}`, credential: credential(id) };
    }
  }
  const { at, summary } = await exported(slow());
  assert.deepEqual([summary.complete, summary.exported], [true, 2_000]);
  assert.equal((await badgeFiles(at, ".json")).length, 2_000);
});

it("a part that cannot be had is asked for again, then listed; what a list throws ends the export", async () => {
  let tries = 0;
  const shy = { id: "shy", name: "Shy", credential: credential("shy"), picture: () => ((tries += 1) < 2 ? Promise.reject(new Error("not yet")) : picture) };
  const gone = { id: "gone", name: "Gone", credential: credential("gone"), picture: () => new Response(null, { status: 410 }) };
  const { summary } = await exported([shy, gone]);
  assert.equal(tries, 2);
  assert.deepEqual(summary.missing.map(({ id, part, code }) => [id, part, code]), [["gone", "picture", "not-found"]]);

  const failure = new Error("The database is away.");
  async function* failing() {
    yield { id: "1", name: "One", credential: credential(1) };
    throw failure;
  }
  await assert.rejects(exported(failing()), (error) => error === failure || error.cause === failure);
});

it("a picture by its address is fetched as a stranger would", async () => {
  const seen = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.end(picture);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = new URL(`http://127.0.0.1:${server.address().port}/picture.png`);
    const { summary } = await exported([{ id: "1", name: "One", credential: credential(1), picture: address }]);
    assert.ok(summary.complete);
    assert.deepEqual(seen.map(({ authorization, cookie, referer }) => [authorization, cookie, referer]), [[undefined, undefined, undefined]]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

it("requests may be sent by a function of the caller's", async () => {
  const asked = [];
  const description = {
    format: "badgepack.portal", version: 1, name: "Within",
    sections: [{ key: "profile", title: "Profile", kind: "document", entry: "profile.json", url: "me", id: "{/id}", name: "{/id}" }],
  };
  const fetch = async (request) => {
    asked.push([request.url, request.headers.get("authorization")]);
    return Response.json({ id: "me" });
  };
  const { stream, summary } = exportLearner({ portal: { url: portal.url, description }, token: "secret", fetch });
  await new Response(stream).arrayBuffer();
  assert.deepEqual([(await summary).exported, asked], [1, [["https://school.example/badges/me", "Bearer secret"]]]);

  const wrong = exportLearner({ portal: { url: portal.url, description }, fetch: async () => "no answer" });
  await assert.rejects(new Response(wrong.stream).arrayBuffer(), { code: "bad-option", at: "fetch" });
});

it("what functions of the caller's throw is the cause of what comes of it, and is not asked for again in vain", async (t) => {
  const description = {
    format: "badgepack.portal", version: 1, name: "Within",
    sections: [{ key: "profile", title: "Profile", kind: "document", entry: "profile.json", url: "me", id: "{/id}", name: "{/name}" }],
  };
  const read = (options) => new Response(exportLearner({ portal: { url: portal.url, description }, token: "secret", ...options }).stream).arrayBuffer();
  const slip = new TypeError("sender is not ready");
  let asked = 0;
  const throwing = () => {
    asked += 1;
    throw slip;
  };
  await assert.rejects(read({ fetch: throwing }), { code: "fault", message: slip.message, at: "fetch", cause: slip });
  await assert.rejects(survey({ portal: { url: portal.url, description }, fetch: throwing }), { code: "fault", cause: slip });
  assert.equal(asked, 2);
  const away = new TypeError("fetch failed");
  await assert.rejects(survey({ portal: { url: portal.url }, fetch: () => Promise.reject(away) }), { code: "unreachable", cause: away });

  const server = await startPortal({ expireAfter: 2 });
  t.after(() => server.close());
  const renew = () => {
    throw slip;
  };
  const { stream } = exportTable({ portal: { url: server.url }, token: "issuer", table: "awards", scope: {}, renew });
  await assert.rejects(new Response(stream).arrayBuffer(), { code: "signed-out", cause: slip });
});

it("a part whose function slips is listed with what it threw, at once, and the archive keeps none of its words", async () => {
  const tries = { throws: 0, rejects: 0 };
  const failing = { throws: () => { tries.throws += 1; throw new TypeError("record 7 of mary@example.org"); }, rejects: async () => { tries.rejects += 1; throw new Error("no such row"); } };
  const begun = performance.now();
  const { at, summary } = await exported([
    { id: "throws", name: "A", credential: failing.throws },
    { id: "nothing", name: "B", credential: () => undefined },
    { id: "big", name: "C", credential: { n: 1n } },
    { id: 4, name: "D", credential: credential(4) },
  ]);
  assert.ok(performance.now() - begun < 2_000, "nothing was tried again");
  assert.equal(tries.throws, 1);
  assert.deepEqual(summary.missing.map(({ id, code }) => [id, code]), [["throws", "fault"], ["nothing", "bad-option"], ["big", "bad-option"]]);
  assert.match(summary.missing[0].why, /record 7 of mary@example\.org/);
  assert.match(summary.missing[1].why, /^credential of nothing has to be .*not Undefined\.$/);
  assert.match(summary.missing[2].why, /BigInt/);
  assert.doesNotMatch(await readFile(join(at, "report.json"), "utf8"), /mary/);
  assert.equal(summary.exported, 1);

  const { summary: second } = await exported([{ id: "rejects", name: "E", credential: failing.rejects }]);
  assert.ok(tries.rejects > 1);
  assert.deepEqual(second.missing.map(({ id, why }) => [id, why]), [["rejects", "no such row"]]);
});

it("what is no list of records is no empty archive", async () => {
  const one = { id: "1", name: "One", credential: credential(1) };
  const gone = async function* () {};
  for (const [records, at] of [
    [null, "records"], [undefined, "records"], [5, "records"], ["text", "records"], [{}, "records"], [Promise.resolve([one]), "records"], [gone, "records"],
    [{ badges: Promise.resolve([one]) }, "records.badges"], [{ activities: null }, "records.activities"], [{ activities: { records: [] } }, "records.activities"],
    [[null], "records.badges[0]"], [[one, {}], "records.badges[1]"], [[1], "records.badges[0]"], [new Map([[1, one]]), "records.badges[0]"],
    [[{ ...one, data: { n: 1n } }], "records.badges[0] (1)"], [{ activities: [{ id: 5, n: 1n }] }, "records.activities[0] (5)"],
  ]) {
    const { stream, summary } = exportLearner({ portal, records });
    await assert.rejects(new Response(stream).arrayBuffer(), { name: "BadgepackError", code: "bad-option", at });
    await assert.rejects(summary, { code: "bad-option", at });
  }
  for (const url of ["x", "ftp://school.example", ""]) await assert.rejects(new Response(exportLearner({ portal: { url }, records: [one] }).stream).arrayBuffer(), { code: "bad-address" });
  const { summary } = await exported([one], { portal: { url: new URL(portal.url) } });
  assert.equal(summary.exported, 1);
});

/** Lists that say how often they were told that no more is wanted. */
function watched(records, slip) {
  const told = { next: 0, returned: 0 };
  const iterator = {
    next: () => ({ done: told.next >= records.length, value: records.at(told.next++) }),
    return() {
      told.returned += 1;
      if (slip) throw slip;
      return { done: true };
    },
  };
  return [{ [Symbol.iterator]: () => iterator }, told];
}

it("lists are told once that no more is wanted, whatever another one throws at that, and never when they are over", async (t) => {
  const unheard = [];
  const hear = (reason) => unheard.push(reason);
  process.on("unhandledRejection", hear);
  t.after(() => process.off("unhandledRejection", hear));
  const endless = { length: Infinity, at: (id) => ({ id, n: "x".repeat(500) }) };
  const [bad, toldBad] = watched(endless, new Error("at its end"));
  const [good, toldGood] = watched(endless);
  const { stream, summary } = exportLearner({ portal, records: { one: bad, two: good } });
  const reader = stream.getReader();
  void reader.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await reader.cancel();
  await assert.rejects(summary, { code: "cancelled" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual([toldBad.returned, toldGood.returned, unheard], [1, 1, []]);

  const [over, toldOver] = watched([{ id: 1 }]);
  assert.ok((await exported({ one: over })).summary.complete);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(toldOver.returned, 0);
});

it("a stream that is cancelled before it was read tells the records, too", async () => {
  for (const stop of [(stream) => stream.cancel(), (_, controller) => controller.abort(), (_, controller, options) => (controller.abort(), options)]) {
    const [records, told] = watched([{ id: 1 }]);
    const controller = new AbortController();
    const { stream, summary } = exportLearner({ portal, records: { one: records }, signal: controller.signal });
    stop(stream, controller);
    if (!stream.locked) await stream.getReader().read().catch(() => {});
    await assert.rejects(summary);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(told, { next: 0, returned: 1 });
  }
});

it("a signal of the whole page hears nothing of streams that are over, or that nobody reads", async () => {
  const { signal } = new AbortController();
  let listening = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...given) => ((listening += 1), addEventListener.apply(signal, given));
  signal.removeEventListener = (...given) => ((listening -= 1), removeEventListener.apply(signal, given));
  const make = (records = [{ id: 1, name: "One", credential: credential(1) }]) => exportLearner({ portal, records, signal });
  make();
  assert.equal(listening, 0, "not read");
  const { stream } = make();
  const reader = stream.getReader();
  await reader.read();
  assert.equal(listening, 1);
  for (;;) if ((await reader.read()).done) break;
  assert.equal(listening, 0, "read to its end");
  const half = make().stream.getReader();
  await half.read();
  await half.cancel();
  assert.equal(listening, 0, "cancelled");
  await assert.rejects(new Response(make([null]).stream).arrayBuffer());
  assert.equal(listening, 0, "failed");
});

it("a list that throws nothing in particular, and a progress that throws, fail the stream as a fault", async () => {
  const nothing = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(undefined) }) };
  await assert.rejects(exported(nothing), { name: "BadgepackError", code: "fault" });
  const slip = new Error("in the page");
  const onProgress = () => {
    throw slip;
  };
  await assert.rejects(exported([{ id: 1, name: "One", credential: credential(1) }], { onProgress }), { name: "BadgepackError", code: "fault", message: slip.message, cause: slip });
  await assert.rejects(survey({ portal: { url: "http://127.0.0.1:9", description: "badgr-v2" }, onProgress }), { code: "fault", cause: slip });
});
