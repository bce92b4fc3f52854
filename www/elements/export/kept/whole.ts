/** The largest text and the largest picture that are kept, in bytes; what is larger is asked for again. */
const TEXT = 2 ** 20;
const PICTURE = 2 ** 24;

/** The bytes of an answer, gathered while somebody else reads them, as long as they may be one to be kept. */
export class Gathered {
  #pieces: Uint8Array[] = [];
  #size = 0;
  #most = PICTURE;

  push(piece: Uint8Array): void {
    if (this.#size === 0 && piece.length > 0) this.#most = isText(piece) ? TEXT : PICTURE;
    this.#size += piece.length;
    if (this.#size <= this.#most) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  /** All of them; `null` where there were too many. */
  whole(): Uint8Array<ArrayBuffer> | null {
    if (this.#size > this.#most) return null;
    const whole = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

/**
 * Whether this is one badge's picture or credential, and all of it: lists are always asked for anew, and an answer that was cut off, which
 * not every browser tells of, would be cut off for ever.
 */
export function isWhole(bytes: Uint8Array): boolean {
  if (!isText(bytes)) return isWholePicture(bytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return false;
  }
  if (text.startsWith("<")) return /<svg[\s>]/.test(text) && text.endsWith("</svg>");
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) || isCredential(parsed(text));
}

/** What is written in letters begins with white space, a brace, a tag, or as Base64 does; pictures begin with none of these. */
const isText = ([first = 0]: Uint8Array): boolean => /[\s{<e\xef]/.test(String.fromCharCode(first));

function isWholePicture(bytes: Uint8Array): boolean {
  const has = (at: number, ...expected: number[]): boolean => expected.every((byte, more) => bytes[at + more] === byte);
  const { length } = bytes;
  if (has(0, 0x89, 0x50, 0x4e, 0x47)) return has(length - 8, 0x49, 0x45, 0x4e, 0x44); // PNG: IEND and its checksum
  if (has(0, 0xff, 0xd8)) return has(length - 2, 0xff, 0xd9); // JPEG
  if (has(0, 0x47, 0x49, 0x46, 0x38)) return has(length - 1, 0x3b); // GIF
  return has(0, 0x52, 0x49, 0x46, 0x46) && new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8 === length; // WebP
}

/** By what only a credential has at its top: whom it was awarded to. */
const isCredential = (value: unknown): boolean => typeof value === "object" && value !== null && ("recipient" in value || "credentialSubject" in value);

/** What a JSON text says; `undefined` for what is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
