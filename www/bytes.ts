import { badOption, tagOf } from "./argument.js";
import { BadgepackError } from "./error.js";

/**
 * Bytes in memory of their own, which `Blob`, `File` and `Response` take: `Uint8Array<ArrayBuffer>`, for which TypeScript before 5.7 has
 * no name but `Uint8Array`. Written so, both know it.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>;

/** A file, or the bytes of one in whatever they are kept. They are copied at once: what becomes of their memory then changes nothing. */
export type FileBytes = Blob | ArrayBuffer | ArrayBufferView;

/** Bytes of a file that are read at most: the largest picture, and one byte more, so that the engine says that it is too large. */
export const MOST = (16 << 20) + 1;

/** Whether it is a file, be it of another frame. */
export const isBlob = (given: unknown): given is Blob => /^(Blob|File)$/.test(tagOf(given));

/** Whether it is bytes in memory. */
export const isBytes = (given: unknown): given is ArrayBuffer | ArrayBufferView => ArrayBuffer.isView(given) || /ArrayBuffer$/.test(tagOf(given));

/** The bytes of an argument, `most` of them. */
export async function bytesOf(given: FileBytes, at: string, most = Number.MAX_SAFE_INTEGER): Promise<Bytes> {
  if (isBlob(given)) return readSlice(given.slice(0, most), nameOf(given));
  if (!isBytes(given)) throw badOption(at, "a file (Blob), or its bytes", given);
  const [memory, from] = ArrayBuffer.isView(given) ? [given.buffer, given.byteOffset] : [given, 0];
  return new Uint8Array(memory, from, Math.min(given.byteLength, most)).slice();
}

/** A file's own name, where it has one. */
export const nameOf = (file: unknown): string => (isBlob(file) && (file as File).name) || "";

/** A part of a file; a file that was changed or removed meanwhile cannot be read any more. */
export async function readSlice(slice: Blob, name: string): Promise<Bytes> {
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (cause) {
    throw new BadgepackError("unreadable", "The file cannot be read any more; it was changed, moved or removed. Choose it again.", name, cause);
  }
}
