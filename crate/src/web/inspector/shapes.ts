/** What a picture carries. */
export interface Unbaked {
  /** The text that was baked in: JSON, a compact JWS, or an address. */
  payload: string;
  form: "json" | "jwt" | "url";
  /** The version of Open Badges, e.g. `2.0` or `3.0`. */
  version: string;
  /** The bytes of the chunk or element that holds it: first, and first behind. */
  at: [number, number];
  /** What is not as the standards want it. */
  warnings: { code: string; message: string }[];
}

/** What is behind the address of a badge. */
export interface LookedUp {
  /** The address that was asked, which is not always the one that was given. */
  url: string;
  /** A name for the file. */
  file: string;
  /** As it came: JSON, a signed badge's text, a picture, or whatever else. */
  bytes: Uint8Array;
}

/** A field in which two copies of a badge differ. */
export interface Difference {
  /** What it is, in a word: `name`, `criteria`, `expires`, …, or the name of an extension. */
  field: string;
  /** What the older copy says; empty where it says nothing, and cut where it says much. */
  old: string;
  /** What the newer copy says. */
  new: string;
}
