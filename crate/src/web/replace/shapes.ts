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
