// A learner's archive, looked at as its owner would: unpacked, and checked by programs that are not ours.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { unbake } from "../dist/badgepack.js";
import { readWithAll } from "./archive-readers.mjs";

const run = promisify(execFile);

/** Unpacks an archive beside itself; returns the folder. */
export async function unpack(zip) {
  const folder = join(dirname(zip), `unpacked-${Math.random().toString(36).slice(2)}`);
  await run("unzip", ["-q", zip, "-d", folder], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
  return folder;
}

/** The report of an unpacked archive. */
export const reportOf = async (folder) => JSON.parse(await readFile(join(folder, "report.json"), "utf8"));

/** Six readers read the archive to its last byte, and none has a complaint. */
export async function assertSixReadersReadIt(zip) {
  const results = await readWithAll(zip);
  assert.equal(results.length, 6);
  for (const { reader, ok, output } of results) assert.ok(ok, `${reader}: ${output.slice(-500)}`);
}

/** `sha256sum -c SHA256SUMS` passes, and every file but SHA256SUMS itself is listed there. */
export async function assertChecksumsHold(folder) {
  await run("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: folder });
  const listed = (await readFile(join(folder, "SHA256SUMS"), "utf8")).split("\n").filter(Boolean).map((line) => line.slice(66));
  assert.deepEqual(listed.sort(), (await filesOf(folder)).filter((file) => file !== "SHA256SUMS").sort());
}

/**
 * Every picture that has a credential beside it carries exactly the credential's bytes.
 * @returns {Promise<number>} how many such pictures there are
 */
export async function assertPicturesCarryTheirCredentials(folder) {
  const files = await filesOf(folder);
  let baked = 0;
  for (const picture of files.filter((file) => /^badges\/.*\.(png|svg)$/.test(file))) {
    const credential = ["json", "jws", "txt"].map((ending) => picture.replace(/\w+$/, ending)).find((file) => files.includes(file));
    if (!credential) continue; // It could not be had, and the report says so.
    baked += 1;
    const carried = await unbake(await readFile(join(folder, picture)));
    assert.ok(carried, `${picture} carries nothing`);
    const text = await readFile(join(folder, credential), "utf8");
    assert.equal(carried.payload, text, picture);
  }
  return baked;
}

/** What the report counts adds up, in all and in each section, and each of its files is there. */
export async function assertReportAddsUp(folder) {
  const report = await reportOf(folder);
  const files = new Set(await filesOf(folder));
  const adds = ({ listed, exported, failed, skipped }) => assert.equal(listed, exported + failed + skipped);
  adds(report);
  report.sections.forEach(adds);
  for (const count of ["listed", "exported", "failed", "skipped"]) {
    assert.equal(report.sections.reduce((sum, section) => sum + section[count], 0), report[count], count);
    if (count !== "listed") assert.equal(report.records.filter(({ state }) => state === count).length, report[count], count);
  }
  for (const { entry, state } of report.records) if (state === "exported") assert.ok(files.has(entry), `${entry} is reported, but not there`);
  return report;
}

const filesOf = async (folder) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath ?? found.path, found.name).slice(folder.length + 1));
