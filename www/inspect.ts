import type { FilePart, Inspection } from "../target/web/inspector_engine.js";
import { withEngine, type Stoppable } from "./engine.js";
import { BadgepackError } from "./error.js";

export { inspectFiles, type Finding, type InputFile, type InspectFilesOptions, type InspectProgress } from "./inspect-files.js";

/** Bytes of a file that are read at most: the largest picture, and one byte more, so that the engine says that it is too large. */
const most = (16 << 20) + 1;

/** How {@link inspect} is to work. */
export interface InspectOptions extends Stoppable {
  /** The file's name; without it, that of a `File`. */
  name?: string | undefined;
}

/**
 * What a file is and says: a picture with a badge, JSON, a signed badge, an address. Text may be given as such.
 * A picture without a badge is no error; `without` says why it has none. Nothing is verified.
 */
export async function inspect(file: Blob | Uint8Array | string, { name, signal }: InspectOptions = {}): Promise<Inspection> {
  const bytes = await bytesOf(file);
  return withEngine("inspector", (engine) => engine.inspect(bytes, name ?? nameOf(file)), signal);
}

/** The parts that a file is made of, in plain words: the chunks of a PNG, the elements of an SVG. */
export async function listParts(file: Blob | Uint8Array | string, { signal }: Stoppable = {}): Promise<FilePart[]> {
  const bytes = await bytesOf(file);
  return withEngine("inspector", (engine) => engine.inside(bytes), signal);
}

/**
 * Whether a badge (JSON, or a signed badge's text) was awarded to somebody: an e-mail address, a telephone number, an address or an id.
 * `hidden`: what it says of its recipient cannot be compared with that; `unsaid`: it names nobody. Nothing is sent anywhere.
 */
export function checkRecipient(payload: string, identity: string, { signal }: Stoppable = {}): Promise<"yes" | "no" | "unsaid" | "hidden"> {
  return withEngine("inspector", (engine) => engine.recipientIs(payload, identity), signal);
}

async function bytesOf(file: Blob | Uint8Array | string): Promise<Uint8Array> {
  if (typeof file === "string") return new TextEncoder().encode(file);
  if (file instanceof Uint8Array) return file;
  return readSlice(file.slice(0, most), nameOf(file));
}

function nameOf(file: Blob | Uint8Array | string): string {
  return file instanceof Blob && "name" in file && typeof file.name === "string" ? file.name : "";
}

/** A part of a file; a file that was changed or removed meanwhile cannot be read any more. */
export async function readSlice(slice: Blob, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (cause) {
    throw new BadgepackError("unreadable", "The file cannot be read any more; it was changed, moved or removed. Choose it again.", name, cause);
  }
}
