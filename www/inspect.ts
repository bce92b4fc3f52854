import type { FilePart, Inspection } from "../target/web/inspector_engine.js";
import { held, optionsOf, text } from "./argument.js";
import { bytesOf, MOST, nameOf, type Bytes, type FileBytes } from "./bytes.js";
import { withEngine, type Stoppable } from "./engine.js";

export { inspectFiles, type Finding, type InputFile, type InspectFilesOptions, type InspectProgress } from "./inspect-files.js";

/** How {@link inspect} is to work. */
export interface InspectOptions extends Stoppable {
  /** The file's name; without it, that of a `File`. */
  name?: string | undefined;
}

/**
 * What a file is and says: a picture with a badge, JSON, a signed badge, an address. Text may be given as such.
 * A picture without a badge is no error; `without` says why it has none. Nothing is verified.
 */
export async function inspect(file: FileBytes | string, options: InspectOptions = {}): Promise<Inspection> {
  const { name = nameOf(file), signal } = optionsOf(options, {}, { name: text });
  const bytes = await read(file);
  return withEngine("inspector", (engine) => engine.inspect(bytes, name), signal);
}

/** The parts that a file is made of, in plain words: the chunks of a PNG, the elements of an SVG. */
export async function listParts(file: FileBytes | string, options: Stoppable = {}): Promise<FilePart[]> {
  const { signal } = optionsOf(options);
  const bytes = await read(file);
  return withEngine("inspector", (engine) => engine.inside(bytes), signal);
}

/**
 * Whether a badge (JSON, or a signed badge's text) was awarded to somebody: an e-mail address, a telephone number, an address or an id.
 * `hidden`: what it says of its recipient cannot be compared with that; `unsaid`: it names nobody. Nothing is sent anywhere.
 */
export async function checkRecipient(payload: string, identity: string, options: Stoppable = {}): Promise<"yes" | "no" | "unsaid" | "hidden"> {
  const { signal } = optionsOf(options);
  held(payload, text, "payload");
  held(identity, text, "identity");
  return withEngine("inspector", (engine) => engine.recipientIs(payload, identity), signal);
}

const read = async (file: FileBytes | string): Promise<Bytes> => (typeof file === "string" ? new TextEncoder().encode(file) : bytesOf(file, "file", MOST));
