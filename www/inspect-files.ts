import type { FoundFile } from "../target/web/inspector_engine.js";
import type { ZipReader } from "../target/web/unzip_engine.js";
import { badOption, held, optionsOf, text } from "./argument.js";
import { bytesOf, isBlob, isBytes, MOST, nameOf, readSlice, type Bytes, type FileBytes } from "./bytes.js";
import { engineOf, type Engines, type Stoppable } from "./engine.js";
import { BadgepackError } from "./error.js";

/** A file that people gave: with a name of its own, or with one beside it. */
export type InputFile = FileBytes | { name: string; bytes: FileBytes };

/** A badge that was found, or what is wrong with a file; light enough for ten thousand of them. */
export interface Finding extends Omit<FoundFile, "index"> {
  /** The file's bytes; out of a ZIP they are unpacked once more. */
  open(): Promise<Bytes>;
}

/** How far {@link inspectFiles} is. */
export interface InspectProgress {
  /** Files that were looked at, those in ZIPs counted one by one. */
  done: number;
  /** Files that are known of; it grows with every ZIP that is opened. */
  total: number;
  /** How many findings there are. */
  found: number;
  /** Bytes of files that were read. */
  bytes: number;
}

/** How {@link inspectFiles} is to work. */
export interface InspectFilesOptions extends Stoppable {
  /** Told a few times a second, and at the end; what it throws ends the search. */
  onProgress?: ((progress: InspectProgress) => void) | undefined;
}

/** Work without a pause, in milliseconds: far below the 50 at which a page feels slow. */
const turn = 8;
/** Between two tellings of the progress. */
const tellEvery = 100;

/**
 * Every badge in some files; ZIPs are opened, piece by piece and whatever their size, and a badge's picture and JSON beside each other are one finding.
 * What is wrong with a file or an entry stands in its finding and ends nothing. All files of a list are asked for before the first is read.
 */
export async function* inspectFiles(files: InputFile | Iterable<InputFile> | AsyncIterable<InputFile>, options: InspectFilesOptions = {}): AsyncGenerator<Finding> {
  const { signal, onProgress } = optionsOf(options);
  const inputs: { name: string; blob: Blob }[] = [];
  for await (const file of listed(files)) inputs.push(await named(file, `files[${inputs.length}]`));
  const progress: InspectProgress = { done: 0, total: inputs.length, found: 0, bytes: 0 };
  const pace = new Pace(signal, () => onProgress?.({ ...progress }));
  for (const { name, blob } of inputs) {
    await pace.breathe();
    if (await isZip(blob, name)) {
      progress.total -= 1; // its entries count instead of it
      for await (const finding of inspectZip(await engineOf("inspector", { signal }), blob, name, progress, pace)) yield finding;
      continue;
    }
    const open = () => readSlice(blob, name);
    const finding = await light(name, async () => (await engineOf("inspector", { signal })).finding(await readSlice(blob.slice(0, MOST), name), name));
    pace.rethrowAbort();
    progress.done += 1;
    progress.found += 1;
    progress.bytes += blob.size;
    yield { ...finding, open };
  }
  pace.tell();
}

async function* inspectZip(inspector: Engines["inspector"], blob: Blob, name: string, progress: InspectProgress, pace: Pace): AsyncGenerator<Finding> {
  const before = { done: progress.done, total: progress.total };
  try {
    const { ZipReader } = await engineOf("unzip", { signal: pace.signal });
    const reader = new ZipReader(blob.size);
    const unpacked = new inspector.Unpacked(name);
    for (;;) {
      await pace.breathe();
      const step = reader.step();
      const [done = 0, total = 0] = reader.progress();
      progress.done = before.done + done;
      progress.total = before.total + total;
      if (step.step === "end") return;
      if (step.step === "want") {
        const bytes = await readSlice(blob.slice(step.at, step.at + step.bytes), name);
        if (bytes.length < step.bytes) throw new BadgepackError("truncated", "The file ends before it is complete; download it again.", name);
        reader.give(step.at, bytes);
        progress.bytes += bytes.length;
      } else if (step.step === "entry") {
        const found = unpacked.meet(step.index, step.name, step.expected, step.twin ?? undefined, step.content, step.error ?? undefined);
        for (const { index, ...finding } of found) {
          progress.found += 1;
          yield { ...finding, open: () => openEntry(reader, index, blob, name) };
        }
      }
    }
  } catch (error) {
    pace.rethrowAbort();
    progress.found += 1;
    yield { ...failed(name, error), open: () => readSlice(blob, name) };
  }
}

async function openEntry(reader: ZipReader, index: number, blob: Blob, name: string): Promise<Bytes> {
  const [at = 0, end = 0] = reader.place(index) ?? [];
  const bytes = await readSlice(blob.slice(at, end), name);
  try {
    return reader.read(index, bytes) as Bytes;
  } catch (error) {
    throw BadgepackError.from(error);
  }
}

/** A finding, also where the file cannot be read at all. */
async function light(name: string, work: () => Promise<FoundFile>): Promise<Omit<FoundFile, "index">> {
  try {
    const { index, ...finding } = await work();
    return finding;
  } catch (error) {
    return failed(name, error);
  }
}

function failed(file: string, thrown: unknown): Omit<FoundFile, "index"> {
  const { code, message, at } = BadgepackError.from(thrown);
  return {
    file, within: null, name: "", issuer: "", issued: null, expires: null, version: null, form: null, kind: null, warnings: [], error: { code, message, at },
    without: null,
  };
}

function listed(files: InputFile | Iterable<InputFile> | AsyncIterable<InputFile>): Iterable<InputFile> | AsyncIterable<InputFile> {
  if (isBlob(files) || isBytes(files)) return [files];
  if (typeof files !== "object" || files === null) throw badOption("files", "files, or a list of them", files);
  return Symbol.asyncIterator in files || Symbol.iterator in files ? files : [files];
}

async function named(file: InputFile, at: string): Promise<{ name: string; blob: Blob }> {
  const isNamed = typeof file === "object" && file !== null && "name" in file && "bytes" in file && !isBlob(file);
  const { name, bytes } = isNamed ? file : { name: nameOf(file), bytes: file as FileBytes };
  return { name: held(name, text, `${at}.name`), blob: isBlob(bytes) ? bytes : new Blob([await bytesOf(bytes, at)]) };
}

/** Whether it begins as a ZIP does, be it an empty one. */
async function isZip(blob: Blob, name: string): Promise<boolean> {
  const start = await readSlice(blob.slice(0, 4), name).catch(() => new Uint8Array());
  const magic = String.fromCharCode(...start);
  return magic === "PK\x03\x04" || magic === "PK\x05\x06";
}

/** Gives the page a turn after some work, and tells the progress now and then. */
class Pace {
  #since = performance.now();
  #told = 0;

  constructor(readonly signal: AbortSignal | undefined, readonly tell: () => void) {}

  /** Ends with the signal's reason once it is aborted. */
  rethrowAbort(): void {
    this.signal?.throwIfAborted();
  }

  async breathe(): Promise<void> {
    this.rethrowAbort();
    const now = performance.now();
    if (now - this.#told > tellEvery) {
      this.#told = now;
      this.tell();
    }
    if (now - this.#since < turn) return;
    // A message is a task of its own, and not held back as timers are.
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (port1.close(), resolve());
      port2.postMessage(null);
    });
    this.#since = performance.now();
    this.rethrowAbort();
  }
}
