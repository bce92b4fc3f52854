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
  | { state: "failed"; url: string; error: { code: string; message: string; at: string } };

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
