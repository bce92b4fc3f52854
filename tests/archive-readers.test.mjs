// The archive readers themselves: they accept a good ZIP and refuse a damaged one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { readWithAll } from "./archive-readers.mjs";

const program = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("README.txt", "hello " * 100)
    archive.writestr("badges/Zürich.json", '{"type":"Assertion"}')
    archive.writestr("badges/picture.png", bytes(range(256)) * 20, zipfile.ZIP_STORED)
`;

let folder, good;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "badgepack-readers-"));
  good = join(folder, "good.zip");
  execFileSync("python3", ["-c", program, good]);
});
after(() => rm(folder, { recursive: true }));

it("six readers read a good archive to its last byte", async () => {
  const results = await readWithAll(good);
  assert.equal(results.length, 6);
  for (const { reader, ok, output } of results) assert.ok(ok, `${reader}: ${output}`);
  for (const { reader, output } of results.filter(({ reader }) => reader.startsWith("Java"))) assert.match(output, /3 entries, 5740 bytes/, reader);
});

it("a flipped bit in a body is found by every reader that looks at bodies", async () => {
  const bytes = await readFile(good);
  bytes[bytes.indexOf(Buffer.from("picture.png")) + 500] ^= 1;
  const damaged = join(folder, "damaged.zip");
  await writeFile(damaged, bytes);
  const content = (await readWithAll(damaged)).filter(({ reader }) => reader !== "bsdtar"); // bsdtar -t lists names
  for (const { reader, ok, output } of content) assert.ok(!ok, `${reader} took it: ${output}`);
});

it("no reader opens an archive that was cut", async () => {
  const cut = join(folder, "cut.zip");
  await writeFile(cut, (await readFile(good)).subarray(0, 900));
  for (const { reader, ok, output } of await readWithAll(cut)) assert.ok(!ok, `${reader} took it: ${output}`);
});
