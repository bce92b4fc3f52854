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
