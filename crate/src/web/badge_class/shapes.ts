/** A portal that speaks Badgr's API v2. */
export interface DraftSpec {
  /** Its base address, e.g. `https://api.badges.parchment.com`. */
  portal: { url: string | URL };
}

/** A badge class of a portal, and the right to change it. */
export interface ReplaceSpec extends DraftSpec {
  /** The access token; it is sent to the portal's own origin only, and kept in memory only. */
  token?: string | undefined;
  /** The class's id, as the portal's API has it (`entityId`). */
  badgeClass: string;
}

/** A picture that may be sent to a portal. Show it by `<img>` and a blob's address only. */
export interface DraftPicture {
  /** `award`: it was somebody's award, and whatever it said besides its drawing was taken out. `given`: chosen by hand. */
  from: "class" | "award" | "given" | "safety-copy";
  type: "image/png" | "image/svg+xml";
  bytes: import("../../www/bytes.js").Bytes;
  /** In pixels; `null` for SVG. */
  width: number | null;
  height: number | null;
  /**
   * What was taken out: of an SVG, what could run or load something; of a picture that was somebody's award, `metadata` too: texts,
   * Exif, dates and programs' notes, such as `tEXt Author`, comments, and what is of another vocabulary than SVG's.
   */
  removed: { what: string; why: "script" | "handler" | "page" | "elsewhere" | "instruction" | "unknown" | "metadata"; at: number }[];
}
