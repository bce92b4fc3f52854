import { download } from "./download.js";
import { BadgepackError } from "./error.js";
import { messages } from "./messages/save.js";
import { nodeFiles, type NodeFiles } from "./node.js";

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
  pick?: Place | undefined;
  /** Called with the bytes that are written so far. */
  onProgress?: ((bytes: number) => void) | undefined;
  /** Looks at the whole file before it counts as saved; what it throws leaves no file. */
  check?: ((file: Blob) => Promise<void>) | undefined;
}

/** A whole file that waits to be handed out, on disk where the browser can. */
export interface Staged {
  file: Blob;
  way: "origin-private" | "memory";
  /** Lets go of it. */
  remove: () => Promise<void>;
}

type Following = Pick<SaveOptions, "signal" | "onProgress">;

type Picker = (options: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[] }) => Promise<FileSystemFileHandle>;

/** What another tab downloads may still be copied when that tab is gone; older than this, in milliseconds, it is left over. */
export const STALE = 10 * 60_000;

/** Where archives wait in the browser's own storage until they are downloaded, and the lock that says one is in use. */
const STAGING = "badgepack";
const lockName = (file: string): string => `${STAGING}/${file}`;
/** Writes are gathered up to this size; many small ones are slow in every browser. */
const GATHER = 256 * 1024;
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
 * Saves a stream to disk under a name, by the best way that the browser has, with flat memory where it can; in Node the name is the file's path.
 *
 * A file stands there whole or not at all: a stream that fails, a signal that aborts and a disk that is full leave none.
 */
export async function save(stream: ReadableStream<Uint8Array>, name: string, { pick = "unasked", check, ...following }: SaveOptions = {}): Promise<Saved> {
  const { signal } = following;
  if (pick !== "unasked") return orNothing(stream, name, signal, () => toPlace(stream, pick, following, check));
  const files = typeof document === "undefined" ? nodeFiles() : undefined;
  if (files) return orNothing(stream, name, signal, () => toFile(stream, name, files, following));
  const { file, way, remove } = await stage(stream, name, following);
  try {
    await check?.(file);
    signal?.throwIfAborted();
  } catch (error) {
    await remove();
    throw signal?.aborted ? signal.reason : error;
  }
  download(file, name, () => void remove());
  return { way, bytes: file.size };
}

/** Keeps a stream as a file that can be read back, and handed out or removed later; whole or not at all, as {@link save}. */
export async function stage(stream: ReadableStream<Uint8Array>, name: string, following: Following = {}): Promise<Staged> {
  return orNothing(stream, name, following.signal, async () => {
    const folder = await openStaging();
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
  try {
    return await work();
  } catch (error) {
    await stream.cancel(error).catch(() => {});
    if (signal?.aborted) throw signal.reason;
    throw isNamed(error, "QuotaExceededError") ? new BadgepackError("disk-full", messages.diskFull, name, error) : BadgepackError.from(error);
  }
}

/** Removes what earlier runs left in the browser's own storage, unless a tab still uses it or it is younger than this. */
export async function removeLeftovers(youngerThan = 0): Promise<void> {
  const folder = await openStaging();
  if (!folder) return;
  for await (const [file, handle] of folder.entries()) {
    await navigator.locks.request(lockName(file), { ifAvailable: true }, async (lock) => {
      if (!lock || handle.kind !== "file") return;
      const { lastModified } = await (handle as FileSystemFileHandle).getFile();
      if (Date.now() - lastModified >= youngerThan) await folder.removeEntry(file);
    }).catch(() => {}); // A leftover that cannot be removed now is tried again the next time.
  }
}

async function toPlace(stream: ReadableStream<Uint8Array>, place: FileSystemFileHandle & { remove?: () => Promise<void> }, following: Following, check: SaveOptions["check"]): Promise<Saved> {
  let isWhole = false;
  try {
    await pour(stream, await place.createWritable(), following);
    isWhole = true;
    const file = await place.getFile();
    await check?.(file);
    following.signal?.throwIfAborted();
    return { way: "picker", bytes: file.size };
  } catch (error) {
    // The picker made or emptied the file; an empty file that looks like an archive must not stay, nor one that is not sound.
    const left = await place.getFile().catch(() => undefined);
    if (isWhole || left?.size === 0) await place.remove?.().catch(() => {});
    throw error;
  }
}

/** A file of the final name is a whole file: until then it is called `.part`. */
async function toFile(stream: ReadableStream<Uint8Array>, path: string, files: NodeFiles, following: Following): Promise<Saved> {
  const part = `${path}.part`;
  const file = await files.open(part, "w");
  let bytes = 0;
  const write = async (piece: Uint8Array): Promise<void> => {
    await file.write(piece);
    bytes += piece.byteLength;
  };
  try {
    await pour(stream, new WritableStream({ write, close: () => file.close(), abort: () => file.close() }), following);
    await files.rename(part, path);
    return { way: "file", bytes };
  } catch (error) {
    await files.rm(part, { force: true });
    throw error;
  }
}

async function onDisk(stream: ReadableStream<Uint8Array>, folder: FileSystemDirectoryHandle, following: Following): Promise<Staged> {
  await removeLeftovers(STALE);
  const name = crypto.randomUUID();
  const release = await hold(lockName(name));
  const remove = (): Promise<void> => folder.removeEntry(name).catch(() => {}).finally(release);
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
  await pour(stream, new WritableStream<BlobPart>({ write: (piece) => void pieces.push(piece) }), following);
  return { file: new Blob(pieces, { type: kindOf(name).type }), way: "memory", remove: async () => {} };
}

/** Everything of the stream into the file: closed at the end, aborted (nothing stays) at a failure. */
async function pour(stream: ReadableStream<Uint8Array>, file: WritableStream, { signal, onProgress }: Following): Promise<void> {
  const options = signal ? { signal } : {};
  await stream.pipeThrough(gather(onProgress), options).pipeTo(file, options);
}

function gather(onProgress: ((bytes: number) => void) | undefined): TransformStream<Uint8Array, Uint8Array> {
  let written = 0;
  let pieces: Uint8Array[] = [];
  let size = 0;
  const flush = (controller: TransformStreamDefaultController<Uint8Array>): void => {
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    [pieces, size] = [[], 0];
    if (whole.byteLength === 0) return;
    controller.enqueue(whole);
    onProgress?.((written += whole.byteLength));
  };
  return new TransformStream({
    transform(piece, controller) {
      pieces.push(piece);
      size += piece.byteLength;
      if (size >= GATHER) flush(controller);
    },
    flush,
  });
}

/** The folder of the browser's own storage, where the browser has one that can be written to from a page. */
async function openStaging(): Promise<FileSystemDirectoryHandle | undefined> {
  if (!("createWritable" in (globalThis.FileSystemFileHandle?.prototype ?? {})) || !navigator.locks) return undefined;
  try {
    return await (await navigator.storage.getDirectory()).getDirectoryHandle(STAGING, { create: true });
  } catch {
    return undefined; // A private window, or storage is switched off.
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
