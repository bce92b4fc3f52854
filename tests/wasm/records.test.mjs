// Records of the caller's own, in place of a portal's API, as one archive.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { exportLearner, strip } from "../../dist/badgepack.js";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, unpack } from "../learner-archive.mjs";

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
  await assert.rejects(new Response(wrong.stream).arrayBuffer(), { code: "bad-option" });
});
