// The built package in Node: an issuer's tables from the demo portal, read by other programs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, it } from "node:test";
import { promisify } from "node:util";
import { exportTable, surveyIssuer, listIssuers, periodOfDays, previewTable, listTables } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";

const now = "2026-11-21T18:00:00Z";
const AWARDS = 1_900;

let portal, folder;
before(async () => {
  portal = await startPortal({ awards: AWARDS });
  folder = await mkdtemp(join(tmpdir(), "badgepack-issuer-"));
});
beforeEach(() => portal.faults.clear());
after(async () => {
  await portal.close();
  await rm(folder, { recursive: true });
});

const spec = (more = {}) => ({ portal: { url: portal.url }, token: "issuer", table: "awards", scope: {}, now, ...more });

async function exported(more) {
  const { stream, summary } = exportTable(spec(more));
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return { bytes: Buffer.concat(pieces), summary: await summary };
}

/** A table as Python reads it: a list of objects. */
async function python(bytes) {
  const file = join(folder, "table.csv");
  await writeFile(file, bytes);
  const program = "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8-sig'), strict=True))))";
  const { stdout } = await promisify(execFile)("python3", ["-c", program, file], { maxBuffer: 64 << 20 });
  return JSON.parse(stdout);
}

const get = async (path, token = "issuer") => (await (await fetch(`${portal.url}${path}`, { headers: { Authorization: `Bearer ${token}` } })).json()).result;

/** Every award of the account, as the portal lists it in one piece. */
async function listed(token) {
  const issuers = await get("/v2/issuers", token);
  return (await Promise.all(issuers.map(({ entityId }) => get(`/v2/issuers/${entityId}/assertions?include_expired=1&include_revoked=1`, token)))).flat();
}

const ids = (rows) => rows.map((row) => row["Assertion ID"].replace(/^'/, "")).sort();
const text = (cell) => (cell ?? "").replaceAll("\0", "");

it("every award that the portal lists is a row once, as Python reads it, on each kind of server", async () => {
  for (const token of ["issuer", "parchment"]) {
    const [{ bytes, summary }, all] = [await exported({ token, raw: true }), await listed(token)];
    const rows = await python(bytes);
    assert.equal(all.length, AWARDS);
    assert.deepEqual([summary.rows, summary.duplicates, summary.bytes], [AWARDS, 0, bytes.length]);
    const byId = new Map(rows.map((row) => [row["Assertion ID"], row]));
    assert.equal(byId.size, rows.length);
    for (const award of all) {
      const row = byId.get(award.entityId);
      assert.equal(row["Identifier"], award.recipient.plaintextIdentity);
      assert.equal(row["Narrative"], text(award.narrative));
      assert.equal(row["Evidence URL"], award.evidence.map(({ url }) => url).filter(Boolean).join(" | "));
      assert.equal(row["Recipient Name"], award.extensions["extensions:recipientProfile"]?.name ?? "");
      assert.equal(row["Status"], award.revoked ? "Revoked" : award.expires && Date.parse(award.expires) <= Date.parse(now) ? "Expired" : "Active");
      assert.equal(Date.parse(row["Issue Date"]), Date.parse(award.issuedOn));
      assert.notEqual(row["Badge Name"], "", "archived classes have names, too");
    }
    for (const [status, count] of Object.entries(summary.byStatus)) assert.equal(count, rows.filter((row) => row["Status"].toLowerCase() === status).length);
    assert.deepEqual(summary.empty, ["First Name", "Last Name"]);
  }
});

it("no cell is a formula, unless raw cells are asked for", async () => {
  const dangerous = /^[\s\ufeff]*[=+\-@\t\r\n|%＝＋－＠]/u;
  const inert = await python((await exported()).bytes);
  const raw = await python((await exported({ raw: true })).bytes);
  assert.deepEqual(inert.flatMap((row) => Object.values(row)).filter((cell) => dangerous.test(cell)), []);
  assert.ok(raw.flatMap((row) => Object.values(row)).some((cell) => dangerous.test(cell)), "there was something to defuse");
  const { bytes } = await exported({ scope: { issuer: (await get("/v2/issuers"))[0].entityId }, columns: ["Assertion ID"] });
  assert.match(bytes.toString("latin1"), /^\xef\xbb\xbf"Assertion ID"\r\n("'?[\w-]{22}"\r\n)+$/);
});

it("a period of days in a zone is what the calendar there shows", async () => {
  const all = await listed();
  for (const [zone, from, to] of [["Europe/Berlin", "2024-02-29", "2024-03-31"], ["America/St_Johns", "2023-11-05", "2024-02-29"], ["Pacific/Auckland", "2024-12-31", "2025-01-01"], ["UTC", undefined, "2022-12-31"]]) {
    const shown = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    const expected = all.filter(({ issuedOn }) => (from ?? "") <= shown.format(Date.parse(issuedOn)) && shown.format(Date.parse(issuedOn)) <= to);
    const { bytes, summary } = await exported({ period: periodOfDays({ from, to, zone }) });
    assert.ok(expected.length > 0, `${zone}: nothing to compare`);
    assert.deepEqual(ids(await python(bytes)), expected.map(({ entityId }) => entityId).sort(), zone);
    assert.equal(summary.skipped, all.length - expected.length);
  }
});

it("an organisation, an issuer, a badge class: each has its own", async () => {
  const { organizations, issuers } = await listIssuers(spec({ token: "parchment" }));
  const { badgeClasses } = await surveyIssuer(spec({ token: "parchment", issuer: issuers[0].id }));
  const count = async (scope) => (await exported({ token: "parchment", scope })).summary.rows;
  const [whole, first, second] = [await count({ organization: organizations[0].id }), await count({ issuer: issuers[0].id }), await count({ issuer: issuers[1].id })];
  assert.equal(whole, AWARDS);
  assert.equal(first + second, whole);
  const awarded = [];
  for (const { id, archived } of badgeClasses) {
    const rows = await count({ badgeClass: id }).catch(({ code }) => code);
    awarded.push(rows === "no-awards" ? 0 : rows);
    assert.equal(typeof archived, "boolean");
  }
  assert.equal(awarded.reduce((sum, rows) => sum + rows), first);
});

it("who is signed in and what there is", async () => {
  const { person, organizations, issuers } = await listIssuers(spec());
  assert.deepEqual([person.name, organizations, issuers.map(({ role }) => role)], ["Ines Issuer", null, ["owner", "owner", "owner"]]);
  const { badgeClasses, groups, pathways } = await surveyIssuer(spec({ issuer: issuers[0].id }));
  assert.deepEqual([badgeClasses.length, groups, pathways], [5, "available", "available"]);
  const empty = await surveyIssuer(spec({ issuer: issuers[2].id }));
  assert.deepEqual([empty.badgeClasses, empty.groups, empty.pathways], [[], "none", "none"]);
  assert.deepEqual((await listIssuers(spec({ token: "outsider" }))).issuers, []);
});

it("what cannot be exported is said before the first byte", async () => {
  const [harbour, , empty] = await get("/v2/issuers");
  for (const [more, code] of [
    [{ token: "outsider", scope: { issuer: harbour.entityId } }, "no-rights"],
    [{ token: "outsider" }, "no-issuers"],
    [{ scope: { issuer: empty.entityId } }, "no-badge-classes"],
    [{ period: { from: "2031-01-01" } }, "empty-period"],
    [{ token: "nobody" }, "signed-out"],
  ]) {
    const { stream, summary } = exportTable(spec(more));
    await assert.rejects(stream.getReader().read(), { code });
    await assert.rejects(summary, { code });
  }
  const asked = portal.requests.length;
  for (const [more, code] of [[{ period: { from: "2024-03-01", until: "2024-02-29" } }, "bad-period"], [{ columns: ["Nothing"] }, "bad-option"]]) {
    await assert.rejects(exportTable(spec(more)).stream.getReader().read(), { code });
    await assert.rejects(previewTable(spec(more)), { code });
  }
  assert.equal(portal.requests.length, asked);
});

it("awards that come while it reads, and pages that begin too early, are rows once each", async () => {
  const before = ids(await python((await exported()).bytes));
  portal.faults.set([
    { match: "cursor=", times: 1, fault: { award: 3 } },
    { match: "cursor=", times: 1, fault: { repeat: 40 } },
    { match: "cursor=", times: 1, fault: { status: 503 } },
    { match: "cursor=", times: 1, fault: { cut: 9_000, noLength: true } },
  ]);
  const { bytes, summary } = await exported();
  const after = ids(await python(bytes));
  assert.equal(new Set(after).size, after.length);
  assert.deepEqual(before.filter((id) => !after.includes(id)), []);
  assert.equal(after.length, before.length + 3);
  assert.ok(summary.duplicates >= 40);
});

it("a list that breaks fails the stream and says how far it came", async () => {
  portal.faults.set([{ match: "cursor=", times: "always", fault: { status: 500 } }]);
  const { stream, summary } = exportTable(spec());
  const reading = (async () => {
    for await (const piece of stream) assert.ok(piece.length);
  })();
  await assert.rejects(reading, ({ code, at }) => code === "server-fault" && / after \d+ rows$/.test(at));
  await assert.rejects(summary, { code: "server-fault" });
});

it("a preview grows, says how much it knows, and ends when it is told to", async () => {
  const seen = [];
  portal.faults.set([{ match: "/assertions", times: "always", fault: { delay: 60 } }]);
  const some = await previewTable(spec({ pages: 2, onPreview: (preview) => seen.push(preview.tally.rows) }));
  assert.deepEqual([some.rows.length, some.tally.rows, some.exact], [50, 1_000, false]);
  assert.equal(some.rows[0].length, some.columns.length);
  assert.ok(seen.length > 0 && seen.every((rows) => rows <= 1_000));
  const all = await previewTable(spec());
  assert.deepEqual([all.tally.rows, all.exact], [AWARDS + 3, true]);
  assert.equal(all.days.reduce((sum, [, awards]) => sum + awards, 0), all.tally.rows);
  assert.deepEqual(all.days.map(([day]) => day), all.days.map(([day]) => day).sort());
  const stop = new AbortController();
  const reason = new Error("enough");
  setTimeout(() => stop.abort(reason), 100);
  await assert.rejects(previewTable(spec({ signal: stop.signal })), reason);
});

/** How many requests the portal has seen, once none is on its way any more. */
async function seen() {
  for (;;) {
    const before = portal.requests.length;
    await new Promise((done) => setTimeout(done, 100));
    if (portal.requests.length === before) return before;
  }
}

it("nothing is fetched before it is read, and cancelling stops everything", async () => {
  const asked = await seen();
  const { stream, summary, name } = exportTable(spec());
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(portal.requests.length, asked);
  assert.match(name, /^awards-\d{4}-\d{2}-\d{2}\.csv$/);
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  await assert.rejects(summary, { code: "cancelled" });
  const stopped = await seen();
  await new Promise((done) => setTimeout(done, 100));
  assert.equal(portal.requests.length, stopped);
});

it("tables tell their columns, and progress how far they are", async () => {
  const { awards } = await listTables();
  assert.deepEqual([awards.version, awards.columns.length, awards.columns[0].name], [1, 22, "Badge Class ID"]);
  const told = [];
  await exported({ expected: 1_234, onProgress: (progress) => told.push(progress) });
  const last = told.at(-1);
  assert.deepEqual([last.phase, last.expected, last.issuersDone], ["done", 1_234, 3]);
  assert.ok(told.every((progress, at) => at === 0 || progress.rows >= told[at - 1].rows));
});
