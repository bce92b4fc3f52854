// The built package in Node: what files are and say, what is in ZIPs, and the examples for the command line.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { BadgepackError, bake, listParts, inspect, inspectFiles, checkRecipient, unbake } from "../../dist/badgepack.js";

const baked = new URL("../fixtures/baked/", import.meta.url);
const expected = JSON.parse(await readFile(new URL("expected.json", baked), "utf8"));
const names = Object.keys(expected);
const picture = (name) => readFile(new URL(name, baked));
const plain = await picture("p17_palette_private_chunks.png");
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const credential = (name) => JSON.stringify({
  "@context": "https://w3id.org/openbadges/v2", type: "Assertion", issuedOn: "2020-02-01", badge: { type: "BadgeClass", name, issuer: { type: "Issuer", name: "Org" } },
});

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), "badgepack-inspect-"))));
after(() => rm(folder, { recursive: true }));

const all = async (findings) => {
  const list = [];
  for await (const finding of findings) list.push(finding);
  return list;
};

for (const name of names) {
  it(`${name} is inspected as expected`, async () => {
    const answer = expected[name];
    const inspection = await inspect(await picture(name), { name }).catch((error) => error);
    if (inspection instanceof BadgepackError) return assert.equal(inspection.code, answer.error);
    assert.equal(inspection.file, name);
    assert.equal(inspection.picture.format, name.slice(-3));
    if (!inspection.found) {
      assert.equal(answer.error, "unbaked");
      return assert.match(inspection.without.message, /^This PNG carries no badge: .*\.$/);
    }
    const { payload, form, version, warnings, carrier } = inspection.found;
    assert.deepEqual([form, version, warnings.map(({ code }) => code)], [answer.form, answer.version, answer.warn ?? []]);
    assert.match(carrier, /^[itz]TXt |^tEXt |^<.*>$/);
    if (answer.payload) assert.equal(sha256(payload), answer.payload);
    if (answer.value) assert.deepEqual(JSON.parse(payload), answer.value);
    assert.equal(inspection.document === null, form === "url");
    if (inspection.document?.kind === "badge" && version !== "1.0") assert.equal(inspection.name, "Löten für Anfänger €😀");
    const part = (await listParts(await picture(name))).find(({ at }) => at === inspection.found.at[0]);
    assert.match(part.what, /credential|learner record|address/);
  });
}

it("a text is given as such, and files by what they are called", async () => {
  const { name, issuer, found, picture } = await inspect(credential("Fox"));
  assert.deepEqual([name, issuer, found.carrier, picture], ["Fox", "Org", "file", null]);
  const file = new File([credential("Fox")], "fox.json");
  assert.equal((await inspect(file)).file, "fox.json");
  assert.equal((await inspect(file, { name: "other.json" })).file, "other.json");
  const { document } = await inspect(`[${credential("Fox")}, {}]`);
  assert.deepEqual([document.kind, document.value.map(({ kind }) => kind)], ["list", ["badge", "unknown"]]);
});

it("a badge is somebody's, or not, or that cannot be told", async () => {
  const { found } = await inspect(await picture("p01_itxt_ob2_after_ihdr.png"));
  assert.equal(await checkRecipient(found.payload, " Nobody@Example.org"), "yes");
  assert.equal(await checkRecipient(found.payload, "somebody@example.org"), "no");
  assert.equal(await checkRecipient(`[${found.payload}]`, "nobody@example.org"), "yes");
  assert.equal(await checkRecipient(credential("Fox"), "nobody@example.org"), "unsaid");
  assert.equal(await checkRecipient("https://example.org/a", "nobody@example.org"), "unsaid");
  await assert.rejects(checkRecipient("hello", "nobody@example.org"), { code: "not-badge" });
});

it("a number that JavaScript has no room for does not make a badge unreadable", async () => {
  const text = '{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","badge":{"type":"BadgeClass","name":"Fox","serial":12345678901234567890}}';
  const { name, document, found } = await inspect(text);
  assert.deepEqual([name, document.value.class.value.more.serial, found.payload], ["Fox", 12345678901234567890, text]);
});

it("what is no badge says what it is", async () => {
  for (const [bytes, code] of [["%PDF-1.7", "pdf"], ["<!doctype html>", "saved-page"], ["PK\x03\x04", "zip"], ["hello", "not-badge"], ["", "empty"]]) {
    await assert.rejects(inspect(bytes), { name: "BadgepackError", code });
  }
  const { picture, found, without } = await inspect(Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
  assert.deepEqual([picture, found, without.reason], [null, null, "re-encoded"]);
});

it("badges are found in files and in ZIPs, and a picture with its JSON is one of them", async () => {
  const fox = credential("Fox");
  const zip = zipped({
    "badges/fox.png": await bake(plain, fox), "badges/fox.json": Buffer.from(fox), "hen.json": Buffer.from(credential("Hen")), "broken.json": Buffer.from("{"),
    "__MACOSX/._fox.png": Buffer.from("x"), "README.txt": Buffer.from("hello"), "plain.png": plain, "wrong.png": { bytes: plain, crc: 1 },
  });
  const told = [];
  const files = [new File([zip], "all.zip"), { name: "loose.json", bytes: Buffer.from(credential("Loose")) }, new File(["%PDF-1.7"], "a.pdf")];
  const findings = await all(inspectFiles(files, { onProgress: (progress) => told.push(progress) }));
  assert.deepEqual(
    findings.map(({ file, within, name, error, without }) => [file, within, name || error?.code || without.reason]),
    [
      ["badges/fox.png", "all.zip", "Fox"], ["hen.json", "all.zip", "Hen"], ["broken.json", "all.zip", "not-payload"], ["plain.png", "all.zip", "class-picture"],
      ["wrong.png", "all.zip", "bad-zip"], ["loose.json", null, "Loose"], ["a.pdf", null, "pdf"],
    ],
  );
  const [first] = findings;
  assert.deepEqual([first.issuer, first.issued, first.expires, first.version, first.form, first.kind, first.warnings], ["Org", "2020-02-01", null, "2.0", "json", "badge", []]);
  assert.equal((await unbake(await first.open())).payload, fox);
  assert.equal(new TextDecoder().decode(await findings[5].open()), credential("Loose"));
  await assert.rejects(findings[4].open(), { code: "bad-zip" });
  assert.deepEqual(told.at(-1), { done: 9, total: 9, found: 7, bytes: told.at(-1).bytes });
  assert.ok(told.at(-1).bytes >= zip.length);
});

it("a ZIP that is cut off is one finding, and the next file goes on", async () => {
  const zip = zipped({ "fox.json": Buffer.from(credential("Fox")) });
  const findings = await all(inspectFiles([new File([zip.subarray(0, -10)], "cut.zip"), new File([credential("Hen")], "hen.json")]));
  assert.deepEqual(findings.map(({ file, name, error }) => [file, name, error?.code]), [["cut.zip", "", "bad-zip"], ["hen.json", "Hen", undefined]]);
});

it("10,000 pictures are listed while timers go on, and little of the ZIP is read at once", async () => {
  const svg = `<svg><path d="${"M0 0".repeat(500)}"/></svg>`;
  const entries = {};
  for (let number = 0; number < 10_000; number += 1) entries[`${number}.svg`] = Buffer.from(svg.replace("<path", `<openbadges:a verify="https://example.org/${number}"/><path`));
  const blob = new Blob([zipped(entries)]);
  let largest = 0;
  const slice = blob.slice.bind(blob);
  blob.slice = (from, to) => ((largest = Math.max(largest, to - from)), slice(from, to));
  let last = performance.now(), longest = 0;
  const timer = setInterval(() => ((longest = Math.max(longest, performance.now() - last)), (last = performance.now())), 1);
  const findings = await all(inspectFiles([{ name: "many.zip", bytes: blob }]));
  clearInterval(timer);
  assert.equal(findings.length, 10_000);
  assert.ok(findings.every(({ form, error }) => form === "url" && error === null));
  assert.ok(largest <= 1 << 20, `${largest} bytes at once`);
  assert.ok(longest < 250, `a turn took ${longest} ms`); // the page is measured in browsers; here other tests run beside
});

it("an abort ends the search with its reason", async () => {
  const stop = new AbortController();
  const reason = new Error("enough");
  const findings = inspectFiles([new File([zipped({ "a.json": Buffer.from(credential("a")), "b.json": Buffer.from(credential("b")) })], "two.zip")], { signal: stop.signal });
  await findings.next();
  stop.abort(reason);
  await assert.rejects(findings.next(), reason);
  await assert.rejects(inspect("{}", { signal: stop.signal }), reason);
});

/** Runs an example; resolves to how it ended and what it said. */
const run = (example, ...options) =>
  new Promise((resolve) => {
    const file = fileURLToPath(new URL(`../../examples/node/${example}.mjs`, import.meta.url));
    execFile(process.execPath, [file, ...options], { cwd: folder }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
  });

it("inspect.mjs prints one line for each file, in the words of expected.json", async () => {
  const files = names.map((name) => fileURLToPath(new URL(name, baked)));
  const { code, stdout, stderr } = await run("inspect", ...files);
  assert.deepEqual([code, stderr], [0, ""]);
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(lines.length, names.length);
  for (const [index, name] of names.entries()) {
    const { file, version, form, payload, warnings, error, ...more } = lines[index];
    const answer = expected[name];
    assert.deepEqual([file, version, form, warnings, error], [files[index], answer.version ?? null, answer.form ?? null, answer.warn ?? [], answer.error ?? null], name);
    if (answer.payload) assert.equal(payload, answer.payload);
    assert.deepEqual(Object.keys(more), ["name", "issuer"]);
  }
  const missing = await run("inspect", "nowhere.png");
  assert.deepEqual([missing.code, JSON.parse(missing.stdout).error], [1, "unreadable"]);
  assert.match(missing.stderr, /^nowhere\.png cannot be read: /);
});

it("bake.mjs bakes and strip.mjs strips, and what comes out is what the package makes", async () => {
  const fox = credential("Fox");
  await writeFile(join(folder, "plain.png"), plain);
  await writeFile(join(folder, "fox.json"), fox);
  assert.deepEqual(await run("bake", "plain.png", "fox.json", "baked.png"), { code: 0, stdout: "", stderr: "" });
  assert.equal((await unbake(await readFile(join(folder, "baked.png")))).payload, fox);
  assert.deepEqual(await run("strip", "baked.png", "stripped.png"), { code: 0, stdout: "", stderr: "" });
  assert.deepEqual(await readFile(join(folder, "stripped.png")), plain);
});

it("the examples say how they are used, and what is wrong, and leave no file", async () => {
  await writeFile(join(folder, "latin1.json"), Buffer.from('{"name":"L\xf6ten"}', "latin1"));
  await writeFile(join(folder, "hello.txt"), "hello");
  const there = await readdir(folder);
  for (const [example, options, code, said] of [
    ["inspect", [], 2, /^usage: node inspect\.mjs FILE…\n$/],
    ["inspect", ["--help"], 2, /^usage: /],
    ["bake", ["plain.png", "fox.json"], 2, /^usage: node bake\.mjs PICTURE CREDENTIAL OUT\n$/],
    ["strip", ["a", "b", "c"], 2, /^usage: node strip\.mjs PICTURE OUT\n$/],
    ["bake", ["hello.txt", "fox.json", "out.png"], 1, /^This is neither a PNG nor an SVG picture, .*\n$/],
    ["bake", ["plain.png", "hello.txt", "out.png"], 1, /^This is neither JSON, .*\n$/],
    ["bake", ["plain.png", "latin1.json", "out.png"], 1, /not valid/],
    ["bake", ["nowhere.png", "fox.json", "out.png"], 1, /ENOENT/],
    ["strip", ["hello.txt", "out.png"], 1, /^This is neither a PNG nor an SVG picture, .*\n$/],
  ]) {
    const ended = await run(example, ...options);
    assert.deepEqual([ended.code, ended.stdout], [code, ""], `${example} ${options.join(" ")}`);
    assert.match(ended.stderr, said);
  }
  assert.deepEqual(await readdir(folder), there);
});

/** A ZIP of stored entries; a `crc` of its own is a wrong one. */
function zipped(entries) {
  const locals = [], centrals = [];
  let at = 0;
  for (const [name, entry] of Object.entries(entries)) {
    const bytes = entry.bytes ?? entry;
    const raw = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    head.writeUInt32LE(bytes.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(raw.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    locals.push(Buffer.from("PK\x03\x04"), head, raw, bytes);
    centrals.push(Buffer.from("PK\x01\x02\x14\x00"), head, tail, raw);
    at += 30 + raw.length + bytes.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  const count = Object.keys(entries).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06"), end]);
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
