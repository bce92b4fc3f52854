// Saving in Node: loaded there only, and when something is saved.
import type { Bytes } from "./bytes.js";
import { BadgepackError } from "./error.js";
import { messages } from "./messages/save.js";
import type { FileHandle, Node } from "./node.js";
import type { Saved } from "./save.js";
import { unlessStopped } from "./unless-stopped.js";

/** What is to be in the file, and when it is good. */
export interface Filling {
  signal: AbortSignal | undefined;
  /** Writes everything. */
  pour: (into: WritableStream<Bytes>) => Promise<void>;
  /** Throws where the file is not as it has to be. */
  approve: ((file: Blob) => Promise<unknown>) | undefined;
}

/** A file to write to. */
interface Opened {
  handle: FileHandle;
  /** Makes what was written what was asked for. */
  end: () => Promise<void>;
  /** Leaves nothing of it. */
  drop?: () => Promise<void>;
}

/**
 * Writes a file. What bears its name is a whole file: until then it has one of its own, which ends in `.part`. A link stays one, and
 * what it leads to is replaced. What is no file (a pipe, a device) is written to as it is.
 */
export async function toFile(name: string | URL, system: Node, { signal, pour, approve }: Filling): Promise<Saved> {
  const path = pathOf(name, system);
  const there = await told(path, system.fs.promises.stat(path).catch(unlessMissing));
  if (there?.isDirectory()) throw new BadgepackError("not-writable", messages.notWritable, path);
  const { handle, end, drop } = there?.isFile() === false ? await direct(path, system, signal, approve) : await part(path, there?.mode, system, signal, approve);
  let bytes = 0;
  const write = async (piece: Uint8Array): Promise<void> => {
    await told(path, handle.writeFile(piece)); // `write` may write less than it is given.
    bytes += piece.byteLength;
  };
  try {
    await pour(new WritableStream({ write }));
    await end();
  } catch (error) {
    await handle.close().catch(() => {}); // Closed twice is closed.
    await drop?.();
    throw error;
  }
  return { way: "file", bytes };
}

/** Beside the file, whose place it takes at the end. */
async function part(path: string, mode: number | undefined, system: Node, signal: AbortSignal | undefined, approve: Filling["approve"]): Promise<Opened> {
  const { promises, openAsBlob } = system.fs;
  const target = await told(path, followed(path, system));
  const name = `${target}.${crypto.randomUUID().slice(0, 8)}.part`;
  const handle = await told(path, promises.open(name, "wx"));
  const end = async (): Promise<void> => {
    if (mode !== undefined) await handle.chmod(mode & 0o7777).catch(() => {}); // Not every file system has modes.
    await told(path, handle.sync());
    await told(path, handle.close());
    await approve?.(await openAsBlob(name));
    signal?.throwIfAborted();
    await told(path, promises.rename(name, target));
  };
  return { handle, end, drop: () => promises.rm(name, { force: true }) };
}

async function direct(path: string, system: Node, signal: AbortSignal | undefined, approve: Filling["approve"]): Promise<Opened> {
  if (approve) throw new BadgepackError("bad-option", "What is no file cannot be read back, so it cannot be checked; leave out `check`, or save to a file.", path);
  const opening = told(path, system.fs.promises.open(path, "w"));
  try {
    const handle = await unlessStopped(opening, signal); // A pipe opens once somebody reads it.
    return { handle, end: () => told(path, handle.close()) };
  } catch (error) {
    opening.then((handle) => handle.close(), () => {});
    throw error;
  }
}

function pathOf(name: string | URL, { url }: Node): string {
  if (typeof name === "string" && name !== "") return name;
  if (name instanceof URL && name.protocol === "file:") return url.fileURLToPath(name);
  throw new BadgepackError("bad-option", "A file is saved under its path: a text, or a URL that begins with file:.", `name: ${String(name)}`);
}

/** Where a path leads to by links, be there something or not. */
async function followed(path: string, system: Node): Promise<string> {
  const { promises } = system.fs;
  const real = await promises.realpath(path).catch(unlessMissing);
  const link = real ?? (await promises.readlink(path).catch(() => path));
  if (link === real || link === path) return link;
  return followed(system.path.resolve(await promises.realpath(system.path.dirname(path)), link), system);
}

const codeOf = (error: unknown): string => (typeof error === "object" && error !== null && "code" in error ? String(error.code) : "");

/** That nothing is there is an answer. */
function unlessMissing(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
}

/** What Node does with files, its errors as those of badgepack. */
async function told<T>(path: string, doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (cause) {
    const isFull = /^(ENOSPC|EDQUOT|EFBIG)$/.test(codeOf(cause));
    throw new BadgepackError(isFull ? "disk-full" : "not-writable", isFull ? messages.diskFull : messages.notWritable, path, cause);
  }
}
