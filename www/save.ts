import type { CheckOptions } from "./archive-check.js";
import { download } from "./download.js";
import { BadgepackError } from "./error.js";
import { messages } from "./messages/save.js";
import { node } from "./node.js";
import { pour, type Following } from "./pour.js";
import { unlessStopped } from "./unless-stopped.js";

/** How an archive reached the disk, and how large it is. */
export interface Saved {
  /** `picker`: to the place that was chosen. `origin-private`: through the browser's own storage to the downloads. `memory`: the same, from memory. `file`: in Node. */
  way: "picker" | "origin-private" | "memory" | "file";
  bytes: number;
}

/** A place that was chosen; `unasked` where the browser could not ask, and a download it will be. */
export type Place = FileSystemFileHandle | "unasked";

/** Where to save to, and how to stop. */
export interface SaveOptions {
  signal?: AbortSignal | undefined;
  /** What {@link pickPlace} returned; a download when left out. */
  pick?: Place | "dismissed" | undefined;
  /** Called with the bytes that are written so far. */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Looks at the whole file before it counts as saved, such as {@link checkArchive}; what it throws leaves no file. */
  check?: ((file: Blob, options: CheckOptions) => Promise<unknown>) | undefined;
  /** Given to `check` to call with the bytes that were read back so far. */
  onCheck?: ((bytes: number) => void) | undefined;
}

/** Throws where a file is not as it has to be. */
type Approve = (file: Blob) => Promise<unknown>;

/** A whole file that waits to be handed out, on disk where the browser can. */
export interface Staged {
  file: Blob;
  way: "origin-private" | "memory";
  /** Lets go of it. */
  remove: () => Promise<void>;
}

type Picker = (options: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[] }) => Promise<FileSystemFileHandle>;

/** What another tab downloads may still be copied when that tab is gone; older than this, in milliseconds, it is left over. */
export const STALE = 10 * 60_000;

/** Where archives wait in the browser's own storage until they are downloaded, and the lock that says one is in use. */
const STAGING = "badgepack";
const lockName = (file: string): string => `${STAGING}/${file}`;
/** A dialog that is gone sooner than this, in milliseconds, was never seen. */
const NO_DIALOG = 400;

/** What is saved, by the ending of its name; anything else is an archive. */
const kinds = { zip: "application/zip", csv: "text/csv", json: "application/json" } as const;

function kindOf(name: string): { ending: keyof typeof kinds; type: string } {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const known = ending === "csv" || ending === "json" ? ending : "zip";
  return { ending: known, type: kinds[known] };
}

/** Whether this browser can ask where to save a file. */
export function canPickPlace(): boolean {
  return typeof (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker === "function";
}

/**
 * Asks where to save; to be called in the click itself, before anything else.
 * Returns the place, or `"dismissed"` when people changed their mind and nothing is to be saved.
 */
export async function pickPlace(name: string): Promise<Place | "dismissed"> {
  const picker = (globalThis as { showSaveFilePicker?: Picker }).showSaveFilePicker;
  if (!picker) return "unasked";
  const asked = performance.now();
  try {
    const { ending, type } = kindOf(name);
    return await picker.call(globalThis, { suggestedName: name, types: [{ description: messages.fileKinds[ending], accept: { [type]: [`.${ending}`] } }] });
  } catch (error) {
    // AbortError: the dialog was closed, or there was none, as in a browser without a screen; nobody closes one so soon.
    // Everything else (no click, a frame of another site) means that asking is not possible.
    const isClosed = isNamed(error, "AbortError") && performance.now() - asked > NO_DIALOG;
    return isClosed ? "dismissed" : "unasked";
  }
}

/**
 * Saves a stream to disk under a name, by the best way that the browser has, with flat memory where it can; in Node the name is the file's path,
 * or its address (`file:`).
 *
 * A file stands there whole or not at all: a stream that fails, a signal that aborts, a check that throws and a disk that is full leave none.
 *
 * @throws {BadgepackError} `cancelled` where people dismissed the question for the place; the stream is cancelled then, as by every failure
 */
export async function save(stream: ReadableStream<Uint8Array>, name: string | URL, { pick = "unasked", check, onCheck, ...following }: SaveOptions = {}): Promise<Saved> {
  const { signal } = following;
  const approve: Approve | undefined = check && ((file) => unlessStopped(Promise.resolve(check(file, { signal, onProgress: onCheck })), signal));
  return orNothing(stream, String(name), signal, async () => {
    if (pick === "dismissed") throw new BadgepackError("cancelled", messages.noPlace);
    if (pick !== "unasked") return toPlace(stream, pick, following, approve);
    const system = typeof document === "undefined" ? node() : undefined;
    if (system) {
      const { toFile } = await import("./save-file.js");
      return toFile(name, system, { signal, pour: (file) => pour(stream, file, following), approve });
    }
    const { file, way, remove } = await stage(stream, String(name), following);
    try {
      await approve?.(file);
      signal?.throwIfAborted();
    } catch (error) {
      await remove();
      throw error;
    }
    download(file, String(name), () => void remove());
    return { way, bytes: file.size };
  });
}

/** Keeps a stream as a file that can be read back, and handed out or removed later; whole or not at all, as {@link save}. */
export async function stage(stream: ReadableStream<Uint8Array>, name: string, following: Following = {}): Promise<Staged> {
  return orNothing(stream, name, following.signal, async () => {
    const folder = await openStaging(true);
    return folder ? onDisk(stream, folder, following) : inMemory(stream, name, following);
  });
}

/** Hands out what was staged, to the place that was chosen or else to the downloads, and lets go of it once nobody reads it any more. */
export async function handOut({ file, way, remove }: Staged, name: string, pick: Place): Promise<Saved> {
  if (pick !== "unasked") {
    const saved = await save(file.stream(), name, { pick });
    await remove();
    return saved;
  }
  download(file, name, () => void remove());
  return { way, bytes: file.size };
}

/** Does it, or lets go of the stream and says why not. */
async function orNothing<T>(stream: ReadableStream<Uint8Array>, name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (typeof stream?.pipeTo !== "function" || stream.locked) {
    throw new BadgepackError("bad-option", "A file is made of a ReadableStream that nobody reads yet, such as the `stream` of an export; this is none.", "stream");
  }
  try {
    signal?.throwIfAborted();
    return await work();
  } catch (error) {
    const itsOwn: unknown = await stream.cancel(error).catch((failed: unknown) => failed);
    if (signal?.aborted) throw signal.reason;
    if (itsOwn === error) throw error; // What the stream fails with is its maker's: an error of badgepack, or the reason of the signal that stopped it.
    throw isNamed(error, "QuotaExceededError") ? new BadgepackError("disk-full", messages.diskFull, name, error) : BadgepackError.from(error);
  }
}

/**
 * Removes what earlier runs left in the browser's own storage, unless a tab still uses it or it is a whole file younger than this.
 * @returns how many files were removed, and how many are still there
 */
export async function removeLeftovers(youngerThan = 0): Promise<{ removed: number; left: number }> {
  const found = { removed: 0, left: 0 };
  const folder = await openStaging(false);
  if (!folder) return found;
  for await (const [file, handle] of folder.entries()) {
    const isRemoved = await navigator.locks.request(lockName(file), { ifAvailable: true }, async (lock) => {
      if (!lock || handle.kind !== "file") return false;
      // A file gets its bytes when it is closed: one without any is of a tab that is gone.
      const { lastModified, size } = await (handle as FileSystemFileHandle).getFile();
      if (size > 0 && Date.now() - lastModified < youngerThan) return false;
      await folder.removeEntry(file);
      return true;
    }).catch(() => false); // A leftover that cannot be removed now is tried again the next time.
    found[isRemoved ? "removed" : "left"] += 1;
  }
  return found;
}

/** Removes all that waits in the browser's own storage, and the place for it, unless something is being saved just now. */
export async function forgetStaged(): Promise<{ removed: number; left: number }> {
  const found = await removeLeftovers();
  // Only an empty folder goes.
  await navigator.storage?.getDirectory().then((root) => root.removeEntry(STAGING)).catch(() => {});
  return found;
}

async function toPlace(stream: ReadableStream<Uint8Array>, place: FileSystemFileHandle & { remove?: () => Promise<void> }, following: Following, approve: Approve | undefined): Promise<Saved> {
  let isWhole = false;
  try {
    const writable = await place.createWritable().catch((cause: unknown) => {
      throw new BadgepackError("not-writable", messages.notWritable, place.name, cause);
    });
    await pour(stream, writable, following);
    isWhole = true;
    const file = await place.getFile();
    await approve?.(file);
    following.signal?.throwIfAborted();
    return { way: "picker", bytes: file.size };
  } catch (error) {
    // The picker made or emptied the file; an empty file that looks like an archive must not stay, nor one that is not sound.
    const left = await place.getFile().catch(() => undefined);
    if (isWhole || left?.size === 0) await place.remove?.().catch(() => {});
    throw error;
  }
}

async function onDisk(stream: ReadableStream<Uint8Array>, folder: FileSystemDirectoryHandle, following: Following): Promise<Staged> {
  await removeLeftovers(STALE);
  const name = crypto.randomUUID();
  const release = await hold(lockName(name));
  const gone = (): Promise<void> => folder.removeEntry(name);
  // Chromium now and then holds a file for a moment longer than it says.
  const later = (): Promise<void> => new Promise((then) => setTimeout(then, 100));
  const remove = (): Promise<void> => gone().catch(() => later().then(gone)).catch(() => {}).finally(release);
  try {
    const handle = await folder.getFileHandle(name, { create: true });
    await pour(stream, await handle.createWritable(), following);
    return { file: await handle.getFile(), way: "origin-private", remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function inMemory(stream: ReadableStream<Uint8Array>, name: string, following: Following): Promise<Staged> {
  const pieces: BlobPart[] = [];
  await pour(stream, new WritableStream({ write: (piece: Uint8Array<ArrayBuffer>) => void pieces.push(piece.slice()) }), following);
  return { file: new Blob(pieces, { type: kindOf(name).type }), way: "memory", remove: async () => {} };
}

/** The folder of the browser's own storage, where the browser has one that can be written to from a page; perhaps made for it. */
async function openStaging(create: boolean): Promise<FileSystemDirectoryHandle | undefined> {
  if (!("createWritable" in (globalThis.FileSystemFileHandle?.prototype ?? {})) || !navigator.locks) return undefined;
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(STAGING, { create });
  } catch {
    return undefined; // A private window, storage is switched off, or there is no such folder.
  }
}

/** Holds a lock until the returned function is called. */
function hold(name: string): Promise<() => void> {
  return new Promise((held) => {
    void navigator.locks.request(name, () => new Promise<void>((release) => held(release)));
  });
}

function isNamed(error: unknown, name: string): boolean {
  return typeof error === "object" && error !== null && "name" in error && error.name === name;
}
