// The issuer's files as people have them: made by the built package from the demo portal, opened by other programs.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { exportIssuer, exportTable, surveyIssuer, listIssuers, listTables } from "../../dist/badgepack.js";
import { readWithAll } from "../archive-readers.mjs";
import { startPortal } from "../portal/server.mjs";

const run = promisify(execFile);
const TABLES = ["awards", "groups", "badges", "learners", "members"];
const ALL = { badgeClasses: true, assertions: true, recipientGroups: true, pathways: true };

/** Python's csv, which knows nothing of badgepack. */
const PYTHON = "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8-sig')))))";

async function bytes(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe("files of an issuer", () => {
  let portal, folder;
  before(async () => {
    portal = await startPortal({ awards: 240 });
    folder = await mkdtemp(join(tmpdir(), "badgepack-issuer-"));
  });
  after(async () => {
    await portal.close();
    await rm(folder, { recursive: true });
  });

  const asked = (token) => ({ portal: { url: portal.url }, token });
  const get = async (path, token = "issuer") => (await fetch(`${portal.url}${path}`, { headers: { Authorization: `Bearer ${token}`, Accept: "application/json" } })).json();
  async function first(token) {
    const { issuers } = await listIssuers(asked(token));
    return issuers.find(({ name }) => name === "Harbour Town Workshops").id;
  }
  /** A table as Python reads it, with what badgepack said of it. */
  async function table(token, name, more = {}) {
    const { stream, summary } = exportTable({ ...asked(token), table: name, scope: { issuer: await first(token) }, ...more });
    const file = join(folder, `${token}-${name}.csv`);
    await writeFile(file, await bytes(stream));
    const { stdout } = await run("python3", ["-c", PYTHON, file], { maxBuffer: 64 << 20 });
    const [head, ...rows] = JSON.parse(stdout);
    return { file, head, rows, summary: await summary };
  }
  async function colleagues() {
    const { result } = await get(`/v2/issuers/${await first("issuer")}`);
    return result[0].staff.flatMap(({ userProfile }) => userProfile.emails.map(({ email }) => email)).filter((email) => email !== result[0].email);
  }

  it("every table is what Python's csv reads, with the columns that are documented", async () => {
    const known = await listTables();
    for (const name of TABLES) {
      const { head, rows, summary } = await table("issuer", name);
      const columns = known[name].columns.map((column) => column.name).filter((column) => name !== "groups" || !column.startsWith("Staff"));
      assert.deepEqual(head, columns, name);
      assert.equal(rows.length, summary.rows, name);
      assert.ok(rows.length > 0 && rows.every((row) => row.length === head.length), name);
      const alive = rows.flat().filter((cell) => /^[=+\-@|%\t\r\n]/u.test(cell));
      assert.deepEqual(alive, [], name);
    }
  });

  it("groups, learners and members are those that the portal lists", async () => {
    const issuer = await first("issuer");
    const { recipientGroups } = await get(`/v2/issuers/${issuer}/recipient-groups?embedRecipients=true`);
    const active = recipientGroups.filter((group) => group.active);
    const groups = await table("issuer", "groups", { raw: true });
    assert.deepEqual(groups.rows.map((row) => [row[0], row[1], row[4]]), active.map((group) => [group.slug, group.name, String(group.member_count)]));
    const learners = await table("issuer", "learners", { raw: true });
    const members = active.flatMap((group) => group.members.map((member) => [group.slug, member.name, member.email]));
    assert.deepEqual(learners.rows.map((row) => [row[0], row[2], row[3]]), members);
    const done = [];
    for (const { slug, members: some } of active.filter(({ members: some }) => some.length > 0)) {
      const { recipientCompletions } = await get(`/v2/issuers/${issuer}/pathways/getting-around/completion/getting-around?recipientGroup[]=${slug}`);
      assert.equal(recipientCompletions.length, some.length);
      done.push(...recipientCompletions.map(({ completions }) => completions.filter(({ element, completed }) => completed && element.slug !== "getting-around").length));
    }
    assert.deepEqual(learners.rows.map((row) => Number(/^(\d) of 3 steps/.exec(row[9])[1])), done);
    for (const row of learners.rows) assert.equal(row[8] === "Completed", row[9].startsWith("3 of 3"), row.join());
    const all = await table("issuer", "members", { raw: true, groups: { archived: true } });
    const people = all.rows.filter((row) => row[2] === "learner").map((row) => row[1]);
    assert.deepEqual(people, [...new Set(recipientGroups.flatMap((group) => group.members.map((member) => member.email)))]);
  });

  it("the number of a learner's awards is what a look at all awards says", async () => {
    const awards = await table("issuer", "awards", { raw: true });
    const count = (who) => awards.rows.filter((row) => row[1].toLowerCase() === who.toLowerCase() && row[16] !== "Revoked").length;
    const members = await table("issuer", "members", { raw: true });
    const learners = members.rows.filter((row) => row[2] === "learner");
    assert.ok(learners.some((row) => row[3] !== "0"));
    for (const row of learners) assert.equal(row[3], String(count(row[1])), row[1]);
  });

  it("colleagues' addresses are in no file unless they are asked for", async () => {
    const emails = await colleagues();
    assert.ok(emails.length >= 2, "the demo issuer has colleagues");
    const issuer = await first("issuer");
    const documents = [];
    for (const staff of [false, true]) {
      documents.push((await bytes(exportIssuer({ ...asked("issuer"), issuer, include: { ...ALL, staff } }).stream)).toString());
    }
    for (const email of emails) assert.deepEqual(documents.map((document) => document.includes(email)), [false, true], email);
    for (const name of TABLES) {
      const text = await readFile((await table("issuer", name)).file, "utf8");
      for (const email of emails) assert.ok(!text.includes(email), `${name}: ${email}`);
    }
    const asked1 = await table("issuer", "members", { staff: true });
    for (const email of emails) assert.ok(asked1.rows.some((row) => row[1] === email), email);
  });

  it("the document holds what the portal serves, with awards in their classes", async () => {
    const issuer = await first("issuer");
    const { stream, summary, name } = exportIssuer({ ...asked("issuer"), issuer, include: ALL });
    const text = await bytes(stream);
    const document = JSON.parse(text);
    assert.match(name, /^issuer-\d{4}-\d\d-\d\d\.json$/);
    assert.equal(document.format, "badgepack.issuer-export");
    const served = await get(`/v2/issuers/${issuer}/badgeclasses`);
    const sorted = (records) => [...records].sort((a, b) => (a.entityId < b.entityId ? -1 : 1));
    assert.deepEqual(sorted(document.badgeClasses.map(({ assertions, ...record }) => record)), sorted(served.result));
    const all = (await get(`/v2/issuers/${issuer}/assertions?include_expired=1&include_revoked=1`)).result;
    const nested = document.badgeClasses.flatMap(({ assertions }) => assertions);
    assert.deepEqual(sorted(nested), sorted(all));
    for (const { entityId, assertions } of document.badgeClasses) assert.ok(assertions.every((award) => award.badgeclass === entityId));
    assert.equal((await summary).assertions, all.length);
    assert.equal((await summary).bytes, text.length);
    const { recipientGroups } = await get(`/v2/issuers/${issuer}/recipient-groups?embedRecipients=true`);
    assert.deepEqual(document.recipientGroups, recipientGroups);
  });

  for (const token of ["issuer", "parchment"]) {
    it(`the archive of ${token} opens everywhere, and its checksums hold`, async () => {
      const issuer = await first(token);
      const include = token === "issuer" ? ALL : { badgeClasses: true, assertions: true };
      const { stream, summary } = exportIssuer({ ...asked(token), issuer, include, compress: true });
      const file = join(folder, `${token}.zip`);
      await writeFile(file, await bytes(stream));
      for (const { reader, ok, output } of await readWithAll(file)) assert.ok(ok, `${reader}: ${output}`);
      const inside = join(folder, token);
      await run("unzip", ["-q", file, "-d", inside], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
      await run("sha256sum", ["-c", "--strict", "SHA256SUMS"], { cwd: inside });
      const { pictures, failed, badgeClasses } = await summary;
      assert.deepEqual([pictures, failed], [badgeClasses + 1, 0]);
      const report = JSON.parse(await readFile(join(inside, "report.json"), "utf8"));
      assert.equal(report.listed, report.records.length);
      assert.equal(JSON.parse(await readFile(join(inside, "issuer.json"), "utf8")).badgeClasses.length, badgeClasses);
    });
  }

  it("hosted portals, whose API shows no groups, say so before anything is downloaded", async () => {
    const issuer = await first("parchment");
    const contents = await surveyIssuer({ ...asked("parchment"), issuer });
    assert.deepEqual([contents.groups, contents.pathways], ["not-on-this-portal", "not-on-this-portal"]);
    for (const name of ["groups", "badges", "learners"]) {
      const { stream, summary } = exportTable({ ...asked("parchment"), table: name, scope: { issuer } });
      await assert.rejects(bytes(stream), { code: "not-on-this-portal" });
      await assert.rejects(summary, { code: "not-on-this-portal" });
    }
    await assert.rejects(bytes(exportIssuer({ ...asked("parchment"), issuer, include: ALL }).stream), { code: "not-on-this-portal" });
    const { rows } = await table("parchment", "members");
    assert.ok(rows.length > 0 && rows.every((row) => row[1] === "" && row[2] !== "learner"));
    assert.equal((await table("parchment", "awards")).rows.length, (await table("issuer", "awards")).rows.length);
  });

  it("another's issuer, and options that make no sense, are refused by name", async () => {
    const issuer = await first("issuer");
    await assert.rejects(bytes(exportIssuer({ ...asked("outsider"), issuer, include: ALL }).stream), { code: "no-rights" });
    await assert.rejects(bytes(exportIssuer({ ...asked("issuer"), issuer, include: { assertions: true } }).stream), { code: "bad-option" });
    await assert.rejects(bytes(exportIssuer({ ...asked("issuer"), include: {} }).stream), { code: "bad-option" });
    await assert.rejects(bytes(exportTable({ ...asked("issuer"), table: "groups", scope: {} }).stream), { code: "bad-option" });
  });

  it("a list that breaks for good breaks the stream, and cancelling stops every request", async () => {
    const issuer = await first("issuer");
    await fetch(`${portal.url}/__faults`, { method: "POST", body: JSON.stringify([{ match: "recipient-groups?embed", times: "always", fault: { status: 500 } }]) });
    await assert.rejects(bytes(exportIssuer({ ...asked("issuer"), issuer, include: ALL }).stream), { code: "server-fault" });
    await fetch(`${portal.url}/__faults`, { method: "DELETE" });
    const { stream, summary } = exportIssuer({ ...asked("issuer"), issuer, include: ALL, compress: true });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await assert.rejects(summary, { code: "cancelled" });
  });
});
