import type { Bytes } from "./bytes.js";
import { BadgepackError } from "./error.js";

/** How to follow and stop what is written. */
export interface Following {
  signal?: AbortSignal | undefined;
  /** Called with the bytes that are written so far. */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Writes are gathered up to this size; many small ones are slow in every browser. */
const GATHER = 256 * 1024;

/** Everything of the stream into the file: closed at the end, aborted (nothing stays) at a failure. */
export async function pour(stream: ReadableStream<Uint8Array>, file: WritableStream<Bytes>, { signal, onProgress }: Following): Promise<void> {
  await stream.pipeTo(gathering(file, onProgress), signal ? { signal } : {});
}

/**
 * Gathers what is written to a file, in two places by turns: one is filled while the other is written.
 * Places that are made anew each time are held until the browser next looks for such, which is late in a long run.
 */
function gathering(file: WritableStream<Bytes>, onProgress: ((bytes: number) => void) | undefined): WritableStream<Uint8Array> {
  const writer = file.getWriter();
  let [filling, other] = [new Uint8Array(GATHER), new Uint8Array(GATHER)];
  let [size, written] = [0, 0];
  let writing = Promise.resolve();
  const flush = async (): Promise<void> => {
    await writing;
    writing = writer.write(filling.subarray(0, size));
    writing.catch(() => {}); // It is heard of when it is waited for.
    onProgress?.((written += size));
    [filling, other, size] = [other, filling, 0];
  };
  return new WritableStream({
    async write(piece) {
      if (!isBytes(piece)) {
        const error = new BadgepackError("bad-option", "A file is made of a stream of bytes (Uint8Array), and this one gives something else; texts become bytes by a TextEncoderStream.", "stream");
        await writer.abort(error);
        throw error;
      }
      for (let at = 0; at < piece.byteLength;) {
        const fits = piece.subarray(at, at + GATHER - size);
        filling.set(fits, size);
        at += fits.byteLength;
        size += fits.byteLength;
        if (size === GATHER) await flush();
      }
    },
    async close() {
      if (size > 0) await flush();
      await writing;
      await writer.close();
    },
    abort: (reason) => writer.abort(reason),
  });
}

/** Also those of a frame or of a worker. */
const isBytes = (piece: unknown): boolean => Object.prototype.toString.call(piece) === "[object Uint8Array]";
