/** How a {@link ZipReader} goes on: it wants bytes, hands out an entry, passed one by, or is at its end. */
export type ZipStep = { step: "want"; at: number; bytes: number } | ({ step: "entry" } & ZipEntry) | { step: "passed" } | { step: "end" };

/** An entry that may be a badge. */
export interface ZipEntry {
  /** Its number, for `read`. */
  index: number;
  /** Its name with its folders, for people. */
  name: string;
  /** What the name makes of it. */
  expected: "picture" | "credential" | "text" | "zip" | "anything";
  /** The number that it shares with the one other entry whose name differs in the ending only. */
  twin: number | null;
  /** The code of the error because of which its content cannot be had. */
  error: string | null;
  content: Uint8Array;
}
