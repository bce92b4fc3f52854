/** A portal that speaks Badgr's API v2. */
export interface DraftSpec {
  /** Its base address, e.g. `https://api.badges.parchment.com`. */
  portal: { url: string };
}

/** A badge class of a portal, and the right to change it. */
export interface ReplaceSpec extends DraftSpec {
  /** The access token; it is sent to the portal's own origin only, and kept in memory only. */
  token?: string | undefined;
  /** The class's id, as the portal's API has it (`entityId`). */
  badgeClass: string;
}

/** The fields of a badge class that can be replaced; `others` is whatever else the portal lets one write. */
export type ClassField =
  | "name" | "description" | "criteriaUrl" | "criteriaNarrative" | "image" | "tags" | "alignments" | "expires" | "others";

/** An alignment as Badgr's API has it, with whatever else a server adds to it. */
export interface ClassAlignment {
  targetName: string | null;
  targetUrl: string | null;
  targetDescription?: string | null;
  targetFramework?: string | null;
  targetCode?: string | null;
  [more: string]: unknown;
}

/** How long awards are good. */
export interface Expires {
  amount: number;
  duration: "days" | "weeks" | "months" | "years";
}

/** What each field holds; an empty text or list, and `expires: null`, hold nothing. */
export interface ClassContents {
  name: string;
  description: string;
  criteriaUrl: string;
  /** Markdown. */
  criteriaNarrative: string;
  tags: string[];
  alignments: ClassAlignment[];
  expires: Expires | null;
  others: Record<string, unknown>;
}

/** What a badge would make of a class. */
export interface Draft {
  /** What it says; a field that is not here is not said, and blanks nothing. */
  contents: { [Name in keyof ClassContents]?: ClassContents[Name] };
  /** The new picture, cleaned; `null` where there is none. */
  picture: DraftPicture | null;
  notes: Note[];
  rights: Rights;
}

/** A picture that may be sent to a portal. Show it by `<img>` and a blob's address only. */
export interface DraftPicture {
  /** `award`: it was somebody's award, and what it said of that person was taken out. `given`: chosen by hand. */
  from: "class" | "award" | "given" | "safety-copy";
  type: "image/png" | "image/svg+xml";
  bytes: Uint8Array<ArrayBuffer>;
  /** In pixels; `null` for SVG. */
  width: number | null;
  height: number | null;
  /** What was taken out of an SVG because it could run or load something. */
  removed: { what: string; why: "script" | "handler" | "page" | "elsewhere" | "instruction" | "unknown"; at: number }[];
}

/** Something that people should know; what is `refused` cannot be sent. */
export interface Note {
  field: ClassField | null;
  weight: "told" | "warned" | "refused";
  text: string;
}

/** Whose a badge is. Nothing here is verified. */
export interface Rights {
  /** The issuer's name; may be empty. */
  issuer: string;
  issuerId: string | null;
  issuerUrl: string | null;
  /** The id of the class that was taken over. */
  classId: string | null;
  /** The version of Open Badges of the award that was given. */
  version: string | null;
  licence: string | null;
}

/** A badge class as it is now. */
export interface PresentClass {
  /** The portal's record. */
  record: Record<string, unknown>;
  /** Which family of servers it is from, told from its fields. */
  server: "open-source" | "mint" | "hosted";
  picture: DraftPicture | null;
  /** Why there is no picture here. */
  pictureError: string | null;
  awards: AwardCount;
}

/** How many awards there are; not `exact` beyond some 10,000, or where the list broke off. */
export interface AwardCount {
  all: number;
  revoked: number;
  exact: boolean;
}

/** A field as it is, and as a draft would have it. */
export interface Change {
  field: ClassField;
  /** `absent`: the draft says nothing of it. */
  state: "changed" | "same" | "absent";
  /** What the class has; the address for `image`. */
  now: ClassContents[keyof ClassContents];
  /** What the draft says; always `null` for `image`. */
  new: ClassContents[keyof ClassContents] | null;
}

/** What becomes of each field: a field that is not here stays. `blank` empties it, and nothing else does. */
export type Selection = { [Name in keyof ClassContents]?: "take" | "leave" | "blank" | { edit: ClassContents[Name] } } & {
  image?: "take" | "leave";
};

/** A replacement: what people saw, what they were offered, and what they chose. */
export interface Replacement extends DraftSpec {
  token?: string | undefined;
  present: PresentClass;
  draft: Draft;
  selection: Selection;
}

export type ReplacePhase = "reading" | "sending" | "checking" | "done";

/** What came of a replacement, told by what the portal has now. */
export interface Outcome {
  /**
   * `replaced`: it was. `refused`: the portal said no, and nothing has changed. `not-applied`: nothing has changed, whatever the
   * portal said. `changed-meanwhile`: somebody else had changed it, and nothing was sent. `unclear`: it is neither what it was nor what
   * was sent. `unknown`: the portal could not be asked.
   */
  ending: "replaced" | "refused" | "not-applied" | "changed-meanwhile" | "unclear" | "unknown";
  /** What was to change, and what has changed all the same (`lost`). */
  fields: {
    field: ClassField;
    fate: "as-sent" | "altered" | "ignored" | "lost" | "unread";
    /** For `image`, both in words: `PNG, 400 × 400, 31337 bytes`. */
    sent: ClassContents[keyof ClassContents];
    got: ClassContents[keyof ClassContents];
  }[];
  /** Why the portal refused it, in its words; an empty field is the whole. */
  reasons: { field: string; text: string }[];
  /** Whether the portal's answer arrived. */
  answered: boolean;
  /** What went wrong on the way. */
  why: string | null;
  /** The portal's record now, where it is known. */
  class: Record<string, unknown> | null;
}

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

/** A safety copy that was read back: every checksum right. */
export interface SafetyCopyInfo {
  badgeClass: string;
  name: string;
  awards: number;
  savedAt: string;
  portal: string;
  /** The fields in which it differs from the class that it was held against. */
  differs: ClassField[];
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
  failures: { id: string; recipient: string; code: string; why: string }[];
  /** Whether the list of awards was read to its end and none failed. */
  complete: boolean;
  /** Why the list is not whole. */
  listBroken: string | null;
  bytes: number;
  /** The class's name. */
  name: string;
  memory: number;
}
