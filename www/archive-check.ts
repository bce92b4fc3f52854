import { engineOf, type Stoppable } from "./engine.js";
import { BadgepackError } from "./error.js";
import { turn } from "./turn.js";

/** Read and checked at a time, in bytes: texts are ten times as long when they are inflated. */
const ROOM = 2 ** 16;
/** A read that takes longer, in milliseconds, may never end. */
const PATIENCE = 1000;

/** How {@link checkArchive} is to work. */
export interface CheckOptions extends Stoppable {
  /** Called with the bytes that were read so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** What was found in an archive. */
export interface CheckedArchive {
  /** Files in it, each of which is as it was written. */
  entries: number;
  bytes: number;
}

/**
 * Reads an archive that badgepack wrote from its first byte to its last, and holds it against every checksum in it, with flat memory.
 * Given to {@link save} as `check`, it sees to it that an archive is handed out as it was written, or not at all.
 *
 * @throws {BadgepackError} `damaged-archive` at the entry that is not as it was written
 */
export async function checkArchive(file: Blob, { signal, onProgress }: CheckOptions = {}): Promise<CheckedArchive> {
  const { ArchiveCheck } = await engineOf("unzip", { signal });
  const check = new ArchiveCheck();
  let bytes = 0;
  try {
    for await (const piece of piecesOf(file)) {
      signal?.throwIfAborted();
      check.push(piece);
      await turn();
      bytes += piece.byteLength;
      onProgress?.(bytes);
    }
  } catch (error) {
    check.free();
    throw signal?.aborted ? signal.reason : BadgepackError.from(error);
  }
  try {
    return { entries: check.finish(), bytes };
  } catch (error) {
    throw BadgepackError.from(error);
  }
}

/**
 * A file, piece by piece; each is good until the next one is asked for.
 *
 * They are read into one place again and again, where the browser can: what is read into a new place each time is held until the browser
 * next looks for such, and of a file of 4 GB that was more than 600 MB. Chromium forgets one such read in a hundred thousand; that piece is
 * read in the other way.
 */
async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  let [room, reader] = [new ArrayBuffer(ROOM), intoPlace(file)];
  try {
    for (let at = 0; at < file.size;) {
      let piece = await (reader && soon(reader.read(new Uint8Array(room))));
      if (piece) room = piece.buffer;
      else {
        piece = new Uint8Array(await file.slice(at, at + ROOM).arrayBuffer());
        if (reader) {
          letGoOf(reader);
          [room, reader] = [new ArrayBuffer(ROOM), intoPlace(file.slice(at + piece.byteLength))];
        }
      }
      if (piece.byteLength === 0) return;
      at += piece.byteLength;
      yield piece;
    }
  } finally {
    letGoOf(reader);
  }
}

function intoPlace(file: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return file.stream().getReader({ mode: "byob" });
  } catch {
    return undefined; // This browser cannot.
  }
}

function letGoOf(reader: ReadableStreamBYOBReader | undefined): void {
  void reader?.cancel().catch(() => {});
}

/** What is read, or nothing when that takes too long. */
function soon<Piece extends Uint8Array>(reading: Promise<ReadableStreamReadResult<Piece>>): Promise<Piece | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE);
    reading.then(({ value }) => resolve(value), reject).finally(() => clearTimeout(timer));
  });
}
