/** What a picture carries. */
export interface Unbaked {
  /** The text that was baked in: JSON, a compact JWS, or an address. */
  payload: string;
  form: "json" | "jwt" | "url";
  /** The version of Open Badges, e.g. `2.0` or `3.0`. */
  version: string;
  /** The bytes of the chunk or element that holds it: first, and first behind. */
  at: [number, number];
  /** What holds it, for people: `iTXt openbadges`, `<openbadges:credential>`, or `file`. */
  carrier: string;
  /** What is not as the standards want it. */
  warnings: { code: string; message: string }[];
}

/** A text in one language; `Text[]` is one text in one or more languages, and empty where there is none. */
export interface Text {
  /** BCP 47, where the source names it. */
  language: string | null;
  /** Never markup but for the Markdown of narratives. */
  text: string;
}

/** A part that stands in the badge, or at an address that the badge names. */
export type Linked<T> =
  | { state: "absent" }
  | { state: "linked"; url: string }
  | { state: "inline"; value: T }
  | { state: "fetched"; url: string; value: T }
  | { state: "failed"; url: string; error: { code: import("../../www/error.js").ErrorCode; message: string; at: string } };

/** What the source says beyond the fields, as it was. */
export type More = Record<string, unknown>;

/** One award: an assertion of Open Badges 0.5 to 2.1, or a credential of 3.0. */
export interface Badge {
  /** `0.5`, `1.0`, `1.1`, `2.0`, `3.0` or `unknown`. */
  version: string;
  id: string | null;
  /** Its own name (3.0); before, only the class has one. */
  name: Text[];
  description: Text[];
  /** The badge class, in 3.0 the achievement. */
  class: Linked<BadgeClass>;
  /** Who awarded it, where the award itself says so (3.0); before, the class does. */
  issuer: Linked<Profile>;
  recipients: Recipient[];
  /** As the source writes it; Unix seconds became ISO 8601. */
  issued: string | null;
  awarded: string | null;
  expires: string | null;
  /** Markdown. */
  narrative: Text[];
  evidence: Evidence[];
  image: BadgeImage | null;
  revoked: boolean;
  revocationReason: string | null;
  /** How it could be verified; nothing is verified here. */
  proof: Proof;
  more: More;
}

/** What may be awarded: a badge class, in 3.0 an achievement. */
export interface BadgeClass {
  id: string | null;
  name: Text[];
  description: Text[];
  criteria: Criteria[];
  image: BadgeImage | null;
  /** In 3.0 its creator. */
  issuer: Linked<Profile>;
  alignments: Alignment[];
  tags: string[];
  /** The `achievementType` of 3.0. */
  kind: string | null;
  version: string | null;
  language: string | null;
  more: More;
}

/** What has to be done for a badge. */
export interface Criteria {
  url: string | null;
  name: Text[];
  /** Markdown. */
  narrative: Text[];
  more: More;
}

/** A skill or standard that a class is aligned to. */
export interface Alignment {
  name: Text[];
  url: string | null;
  description: Text[];
  framework: string | null;
  code: string | null;
  more: More;
}

/** Who awards a badge. */
export interface Profile {
  id: string | null;
  name: Text[];
  url: string | null;
  email: string | null;
  phone: string | null;
  description: Text[];
  image: BadgeImage | null;
  more: More;
}

/** Whom a badge was awarded to. */
export interface Recipient {
  /** As plain text, or as a hash like `sha256$…`. */
  identity: string | null;
  /** `email`, `url`, `telephone`, `id`, or a type of 3.0. */
  kind: string | null;
  hashed: boolean;
  salt: string | null;
  more: More;
}

/** What a badge was awarded for. */
export interface Evidence {
  url: string | null;
  name: Text[];
  /** Markdown. */
  narrative: Text[];
  description: Text[];
  genre: string | null;
  audience: string | null;
  more: More;
}

/** A picture that a badge names. */
export interface BadgeImage {
  /** An address, or a `data:` URI. */
  url: string | null;
  caption: string | null;
  more: More;
}

/** How a badge could be verified; a view of what stands in `more`. */
export type Proof =
  | { how: "none" }
  | { how: "hosted"; url: string | null }
  | { how: "signed"; key: string | null }
  | { how: "embedded"; proofs: { suite: string | null; key: string | null; created: string | null }[] }
  | { how: "jwt"; algorithm: string | null; key: string | null };

/** Several badges in one document: a learner record, a verifiable presentation, or a backpack's collection. */
export interface LearnerRecord {
  id: string | null;
  name: Text[];
  issuer: Linked<Profile>;
  recipients: Recipient[];
  badges: Badge[];
  more: More;
}

/** Any payload, read. */
export type BadgeDocument =
  | { kind: "badge"; value: Badge }
  | { kind: "class"; value: BadgeClass }
  | { kind: "issuer"; value: Profile }
  | { kind: "record"; value: LearnerRecord }
  | { kind: "list"; value: BadgeDocument[] }
  | { kind: "unknown"; value: Record<string, unknown> };

/** What is behind the address of a badge. */
export interface LookedUp {
  /** The address that was asked, which is not always the one that was given. */
  url: string;
  /** A name for the file. */
  file: string;
  /** As it came: JSON, a signed badge's text, a picture, or whatever else. */
  bytes: import("../../www/bytes.js").Bytes;
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

/** What a file is and says. */
export interface Inspection {
  /** The file's name or address, as it was given. */
  file: string;
  /** The picture; `null` for a text, and for a picture of a format that cannot carry a badge. Sizes are in pixels, where the picture says them. */
  picture: { format: "png" | "svg"; width: number | null; height: number | null; bytes: number } | null;
  /** What it carries; a text file as a whole with the carrier `file`. `null` for a picture without a badge. */
  found: Unbaked | null;
  /** What that says; `null` for a bare address and for a picture without a badge. */
  document: BadgeDocument | null;
  /** What the first badge is called; empty where nothing says so. */
  name: string;
  /** Who issued the first badge; empty where nothing says so. */
  issuer: string;
  /** Why a picture carries no badge: a guess, in one sentence. */
  without: Without | null;
}

/** Why a picture carries no badge, guessed from the file. */
export interface Without {
  reason: "class-picture" | "screenshot" | "re-encoded" | "plain";
  message: string;
}

/** A chunk of a PNG, an element of an SVG, or a file as a whole. */
export interface FilePart {
  /** What it is called in the file. */
  name: string;
  /** Its first byte. */
  at: number;
  bytes: number;
  /** What it is, in plain words. */
  what: string;
}

/** A file in short, for a list. */
export interface FoundFile {
  /** Its name; in a ZIP with its folders. */
  file: string;
  /** The ZIP that it is in. */
  within: string | null;
  /** Its number in the ZIP. */
  index: number;
  /** What the first badge is called; empty where nothing says so. */
  name: string;
  issuer: string;
  /** As the badge writes it. */
  issued: string | null;
  expires: string | null;
  version: string | null;
  form: "json" | "jwt" | "url" | null;
  /** `badge`, `class`, `issuer`, `record`, `list` or `unknown`; `null` for an address and where there is no badge. */
  kind: BadgeDocument["kind"] | null;
  /** The codes of its warnings. */
  warnings: string[];
  /** Why it cannot be read. */
  error: { code: import("../../www/error.js").ErrorCode; message: string; at: string } | null;
  without: Without | null;
}
