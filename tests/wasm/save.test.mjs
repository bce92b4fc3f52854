// Saving in Node: whole or not at all, under every name that can be given, and nothing of anybody else's is touched.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { checkArchive, exportLearner, save } from "../../dist/badgepack.js";

let folder;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "badgepack-save-"))));
afterEach(() => rm(folder, { recursive: true }));
const at = (name) => join(folder, name);
const there = async () => (await readdir(folder)).sort();

/** A stream of some bytes, and what became of it. */
function streamOf(...chunks) {
  const seen = { pulled: 0, cancelled: undefined };
  const stream = new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks[seen.pulled++];
        if (chunk === undefined) controller.close();
        else controller.enqueue(typeof chunk === "number" ? new Uint8Array(1 << 20).fill(chunk) : chunk);
      },
      cancel: (reason) => void (seen.cancelled = reason),
    },
    { highWaterMark: 0 },
  );
  return { stream, seen };
}

/** Something that reads a pipe, at most until the test is over. */
function reader(t, command, ...given) {
  const child = spawn(command, given);
  t.after(() => child.kill());
  return child;
}

/** What Node's open files have in common, so that a test can have them fail. */
async function handlesOf() {
  const handle = await fs.promises.open(folder);
  await handle.close();
  return Object.getPrototypeOf(handle);
}

it("two that save under one name at once leave the whole file of one of them", async () => {
  const all = await Promise.all([1, 2, 3].map((one) => save(streamOf(...Array(one + 4).fill(one)).stream, at("p.zip"))));
  assert.deepEqual(all.map(({ bytes }) => bytes), [5 << 20, 6 << 20, 7 << 20]);
  const file = await readFile(at("p.zip"));
  assert.equal(file.length, (file[0] + 4) << 20);
  assert.ok(file.every((byte) => byte === file[0]));
  assert.deepEqual(await there(), ["p.zip"]);
});

it("a file that is not there yet is called .part, by a name of its own: what others call so stays", async () => {
  await writeFile(at("p.zip.part"), "mine");
  let meanwhile;
  await save(streamOf(1).stream, at("p.zip"), { check: async () => (meanwhile = await there()) });
  assert.equal(meanwhile.length, 2);
  assert.match(meanwhile.find((name) => name !== "p.zip.part"), /^p\.zip\..+\.part$/);
  assert.deepEqual(await there(), ["p.zip", "p.zip.part"]);
  assert.equal(await readFile(at("p.zip.part"), "utf8"), "mine");
});

it("what is written has reached the disk before it gets its name", async (t) => {
  const handles = await handlesOf();
  const [{ sync }, { rename }] = [handles, fs.promises];
  const done = [];
  t.mock.method(handles, "sync", async function () {
    done.push("sync");
    return sync.call(this);
  });
  t.mock.method(fs.promises, "rename", (...names) => (done.push("rename"), rename(...names)));
  await save(streamOf(1).stream, at("p.zip"));
  assert.deepEqual(done, ["sync", "rename"]);
});

it("a save stops while its check is at work, and the check is told of it", async () => {
  for (const check of [() => new Promise(() => {}), (file, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(new Error("told"))))]) {
    const stop = new AbortController();
    const saving = save(streamOf(1).stream, at("p.zip"), { signal: stop.signal, check });
    await sleep(100);
    stop.abort(new Error("enough"));
    await assert.rejects(Promise.race([saving, sleep(2000).then(() => assert.fail("it never settled"))]), { message: "enough" });
    assert.deepEqual(await there(), []);
  }
});

it("checkArchive as the check tells how far it is", async () => {
  const { stream, name } = exportLearner({ portal: { url: "https://a.example" }, records: [{ id: "1", name: "Fox", credential: { type: "Assertion" } }] });
  const [written, read] = [[], []];
  const { bytes } = await save(stream, at(name), { check: checkArchive, onProgress: (bytes) => written.push(bytes), onCheck: (bytes) => read.push(bytes) });
  assert.deepEqual([written.at(-1), read.at(-1)], [bytes, bytes]);
});

it("where nothing can be written it is said at the path, before anything is downloaded", async () => {
  await writeFile(at("file"), "");
  await mkdir(at("folder"));
  await symlink("loop", at("loop"));
  for (const name of ["none/p.zip", "file/p.zip", "folder", "folder/", "loop", "n".repeat(300), "a\0b"]) {
    const { stream, seen } = streamOf(1);
    const failure = await save(stream, at(name)).catch((error) => error);
    assert.deepEqual([failure.name, failure.code, failure.at], ["BadgepackError", "not-writable", at(name)], name);
    assert.match(failure.message, /^The file cannot be written there\. Check that its folder exists/);
    assert.deepEqual([seen.pulled, seen.cancelled], [0, failure], name);
  }
  assert.deepEqual(await there(), ["file", "folder", "loop"]);
});

for (const code of ["ENOSPC", "EDQUOT", "EFBIG"]) {
  it(`a disk on which there is no more room (${code}) is full, and nothing stays`, async (t) => {
    const handles = await handlesOf();
    let pieces = 0;
    const full = async () => {
      if (++pieces > 2) throw Object.assign(new Error(`${code}: write`), { code, errno: -1, syscall: "write" });
    };
    for (const way of ["write", "writeFile"]) t.mock.method(handles, way, full);
    const { stream, seen } = streamOf(1, 2, 3, 4);
    await assert.rejects(save(stream, at("p.zip")), { name: "BadgepackError", code: "disk-full", at: at("p.zip"), message: /not enough room/ });
    assert.equal(seen.cancelled?.code, "disk-full");
    assert.deepEqual(await there(), []);
  });
}

it("a stream's own fault is not said to be the disk's", async () => {
  const missing = Object.assign(new Error("ENOENT: no such badge"), { code: "ENOENT" });
  const failing = new ReadableStream({ pull: (controller) => controller.error(missing) });
  await assert.rejects(save(failing, at("p.zip")), (error) => error === missing);
  assert.deepEqual(await there(), []);
});

/** Days without end; somebody stops at the tenth. */
function* stopping(stop, reason) {
  for (let id = 1; ; id++) {
    if (id === 10) stop.abort(reason);
    yield { id, name: `Day ${id}` };
  }
}

it("an export that its own signal stops ends the save with that signal's reason", async () => {
  for (const reason of [undefined, "enough", new Error("shutting down")]) {
    const stop = new AbortController();
    const { stream, summary } = exportLearner({ portal: { url: "https://school.example" }, records: { days: stopping(stop, reason) }, signal: stop.signal });
    const why = await save(stream, at("p.zip")).catch((error) => error);
    assert.equal(why, stop.signal.reason);
    await assert.rejects(summary);
    assert.deepEqual(await there(), []);
  }
});

it("what is no file is written to as it is, and stays what it is", { timeout: 20_000 }, async (t) => {
  spawnSync("mkfifo", [at("pipe")]);
  await symlink("pipe", at("link"));
  for (const name of ["pipe", "link"]) {
    const read = reader(t, "cat", at("pipe")).stdout.toArray();
    assert.deepEqual(await save(streamOf(1, 2).stream, at(name)), { way: "file", bytes: 2 << 20 });
    const bytes = Buffer.concat(await read);
    assert.deepEqual([bytes.length, bytes[0], bytes.at(-1)], [2 << 20, 1, 2]);
    assert.ok((await lstat(at("pipe"))).isFIFO());
  }
  assert.deepEqual(await there(), ["link", "pipe"]);
});

it("a pipe that nobody reads can be given up, one whose reader goes is an error, and none can be checked", { timeout: 20_000 }, async (t) => {
  for (const name of ["unread", "pipe"]) spawnSync("mkfifo", [at(name)]);
  const givenUp = save(streamOf(1).stream, at("unread"), { signal: AbortSignal.timeout(100) });
  await assert.rejects(Promise.race([givenUp, sleep(2000).then(() => assert.fail("it never settled"))]), { name: "TimeoutError" });
  await once(reader(t, "cat", at("unread")), "close"); // What waits for a reader has one, and lets go of it.

  const head = reader(t, "head", "-c", "10", at("pipe"));
  await assert.rejects(save(streamOf(1, 2, 3, 4).stream, at("pipe")), { code: "not-writable", at: at("pipe") });
  if (head.exitCode === null) await once(head, "close");

  const { stream, seen } = streamOf(1);
  await assert.rejects(save(stream, at("pipe"), { check: checkArchive }), { code: "bad-option", at: at("pipe"), message: /cannot be read back/ });
  assert.equal(seen.pulled, 0);
  assert.ok((await stat(at("pipe"))).isFIFO());
});

it("what /dev/stdout leads to is where this process writes to", { skip: process.platform !== "linux" }, async () => {
  await symlink("/proc/self/fd/1", at("stdout")); // Never the device itself: a save that is wrong would replace it.
  const script = `import { save } from ${JSON.stringify(new URL("../../dist/badgepack.js", import.meta.url))}; await save(new Blob(["all of it"]).stream(), ${JSON.stringify(at("stdout"))});`;
  const { stdout, stderr } = spawnSync("sh", ["-c", 'node --input-type=module -e "$0" | cat', script], { encoding: "utf8" });
  assert.deepEqual([stdout, stderr], ["all of it", ""]);
  assert.equal(await readlink(at("stdout")), "/proc/self/fd/1");
});

it("a link stays a link, and what it leads to is replaced, be it there or not", async () => {
  await mkdir(at("real"));
  await mkdir(at("links"));
  await writeFile(at("real/a.zip"), "old");
  await symlink("real", at("short"));
  await symlink("../real/a.zip", at("links/a.zip"));
  await symlink(at("links/a.zip"), at("chain.zip"));
  await symlink("../real/new.zip", at("links/new.zip"));
  await symlink("links/new.zip", at("chain-new.zip"));
  for (const [name, target] of [["links/a.zip", "a.zip"], ["chain.zip", "a.zip"], ["short/a.zip", "a.zip"], ["chain-new.zip", "new.zip"], ["links/new.zip", "new.zip"]]) {
    const bytes = new TextEncoder().encode(name);
    await save(streamOf(bytes).stream, relative(process.cwd(), at(name)));
    assert.equal(await readFile(at(`real/${target}`), "utf8"), name);
  }
  assert.deepEqual([await readlink(at("links/a.zip")), await readlink(at("chain.zip")), await readlink(at("links/new.zip"))], ["../real/a.zip", at("links/a.zip"), "../real/new.zip"]);
  assert.deepEqual([await readdir(at("real")), await readdir(at("links"))], [["a.zip", "new.zip"], ["a.zip", "new.zip"]]);
});

it("a file that is replaced keeps its mode", async () => {
  for (const mode of [0o600, 0o666, 0o750]) {
    await writeFile(at("p.zip"), "old");
    await chmod(at("p.zip"), mode);
    await save(streamOf(1).stream, at("p.zip"));
    assert.deepEqual([(await stat(at("p.zip"))).mode & 0o7777, (await stat(at("p.zip"))).size], [mode, 1 << 20]);
  }
});

it("a file is named by a path or a file's URL, and by nothing else", async () => {
  await save(streamOf(1).stream, pathToFileURL(at("a b%.zip")));
  assert.deepEqual(await there(), ["a b%.zip"]);
  for (const name of ["", undefined, 7, {}, new URL("https://a.example/p.zip")]) {
    await assert.rejects(save(streamOf(1).stream, name), { name: "BadgepackError", code: "bad-option", at: `name: ${name}` });
  }
});

it("what is no stream, or is being read already, is said before anything is opened", async (t) => {
  const open = t.mock.method(fs.promises, "open");
  const { stream: locked } = streamOf(1);
  locked.getReader();
  for (const stream of [locked, undefined, null, {}, { stream: streamOf(1).stream }, new Uint8Array(3)]) {
    await assert.rejects(save(stream, at("p.zip")), { name: "BadgepackError", code: "bad-option", at: "stream", message: /a ReadableStream that nobody reads yet/ });
  }
  assert.equal(open.mock.callCount(), 0);
  assert.deepEqual(await there(), []);
});

it("a stream of anything but bytes is an error, and no empty file", async () => {
  for (const chunk of ["text", new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), [1, 2], {}]) {
    const { stream, seen } = streamOf(1, chunk);
    await assert.rejects(save(stream, at("p.zip")), { name: "BadgepackError", code: "bad-option", at: "stream", message: /bytes \(Uint8Array\)/ });
    assert.equal(seen.cancelled?.code, "bad-option");
    assert.deepEqual(await there(), []);
  }
  assert.equal((await save(streamOf(Buffer.from("bytes, too")).stream, at("p.zip"))).bytes, 10);
});

it("where people dismissed the question for the place, the stream is cancelled and nothing is saved", async () => {
  const { stream, seen } = streamOf(1);
  const failure = await save(stream, at("p.zip"), { pick: "dismissed" }).catch((error) => error);
  assert.deepEqual([failure.name, failure.code, failure.message], ["BadgepackError", "cancelled", "No place was chosen for the file, so nothing was saved."]);
  assert.deepEqual([seen.pulled, seen.cancelled], [0, failure]);
  assert.deepEqual(await there(), []);
});

it("no file stays open, whatever became of it", { skip: process.platform !== "linux" }, async () => {
  const open = async () => {
    const files = await Promise.all((await readdir("/proc/self/fd")).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
    return files.filter((file) => file.startsWith(folder));
  };
  await save(streamOf(1).stream, at("a.zip"));
  for (const stream of [streamOf(1, "text").stream, new ReadableStream({ pull: (controller) => controller.error(new Error("lost")) })]) await save(stream, at("b.zip")).catch(() => {});
  await save(streamOf(1).stream, at("c.zip"), { check: () => Promise.reject(new Error("no")) }).catch(() => {});
  await save(streamOf(1).stream, at("d.zip"), { signal: AbortSignal.abort() }).catch(() => {});
  assert.deepEqual(await open(), []);
  assert.deepEqual(await there(), ["a.zip"]);
});
