export interface SafetyCopyProgress {
  awards: number;
  bytes: number;
  /** The seconds that the portal asked to wait, while that lasts. */
  waiting: number | null;
}

export interface SafetyCopySummary {
  badgeClass: string;
  name: string;
  awards: number;
  bytes: number;
  /** WebAssembly memory in bytes at the end; it never shrinks, so this is the peak. */
  memory: number;
}

/** Which awards to bake anew, and how. */
export interface RebakeSpec extends ReplaceSpec {
  /** What an earlier run had finished: only the rest is done. */
  journal?: RebakeJournal | undefined;
  /** Neither wait for the portal nor ask it: bake all here. */
  onlyHere?: boolean | undefined;
  /** The new picture, for portals whose own copy a page may not read. */
  picture?: DraftPicture | undefined;
}

/** What a run has finished: plain JSON, to be kept and given back. */
export interface RebakeJournal {
  format: "badgepack.rebake-journal";
  version: 1;
  badgeClass: string;
  /** A mark of the picture that it is about. */
  drawing: string;
  done: Record<string, "server" | "baked" | "signed" | "revoked">;
  asked: string[];
}

/** Awards by how they ended; in the end `listed = server + baked + signed + revoked + failed`. */
export interface RebakeCounts {
  listed: number;
  /** The portal has their new picture. */
  server: number;
  /** Baked here: in the archive. */
  baked: number;
  /** Signed, and left as they are. */
  signed: number;
  /** Revoked: they have no picture. */
  revoked: number;
  failed: number;
  /** Those of all these that an earlier run had finished. */
  earlier: number;
  /** How often the portal was asked to bake a single award anew. */
  asked: number;
}

/** How far a run is. `watching`: the portal is baking, and is given time. */
export interface RebakeProgress extends RebakeCounts {
  phase: "looking" | "watching" | "baking" | "done";
  /** Awards with an old picture. */
  stale: number;
  bytes: number;
  /** The seconds that the portal asked to wait, while that lasts. */
  waiting: number | null;
}

export interface RebakeSummary extends RebakeCounts {
  /** The first thousand that failed. */
  failures: { id: string; recipient: string; code: import("../../www/error.js").ErrorCode; why: string }[];
  /** Whether the list of awards was read to its end and none failed. */
  complete: boolean;
  /** Why the list is not whole. */
  listBroken: string | null;
  bytes: number;
  /** The class's name. */
  name: string;
  memory: number;
}
