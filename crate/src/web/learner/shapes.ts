/** A portal to export from: its address, and what it is where that is not to be found out by asking it. */
export interface PortalSpec<Address = string> {
  /** The portal's base address, e.g. `https://api.badges.parchment.com`. */
  url: Address;
  /** What the portal is. Left out: `/.well-known/badgepack.json` is asked for, then Badgr's API is tried. */
  description?: PortalDescription | "badgr-v2" | undefined;
}

/** How a portal with endpoints of its own is read; see docs/portals.md. */
export interface PortalDescription {
  format: "badgepack.portal";
  version: 1;
  name: string;
  [more: string]: unknown;
}

/** Sends a request in place of the browser's own `fetch`, and resolves to its answer; what it throws is a portal that cannot be reached. */
export type Sender = (request: Request) => Promise<Response>;

/** What to export, and how. */
export interface ExportSpec {
  portal: PortalSpec<string | URL>;
  /** The access token; it is sent to the portal's own origin only, and kept in memory only. */
  token?: string | undefined;
  /** The sections to export, by key; all of them when left out. */
  sections?: string[] | undefined;
  /**
   * Only these items: what an earlier run missed. A section of `sections` that has none of them is exported whole;
   * without `sections`, only the sections of these items are.
   */
  only?: { section: string; id: string }[] | undefined;
  /** How many requests may be in flight; 1 to 32, 6 when left out. */
  concurrency?: number | undefined;
  /** What the report says of when it was made; now when left out. RFC 3339. */
  exportedAt?: string | undefined;
}

/** Items by their end: `listed = exported + failed + skipped` once a run is over. */
export interface Counts {
  listed: number;
  exported: number;
  failed: number;
  skipped: number;
}

/** A section of the portal, and how far it is. */
export interface SectionProgress extends Counts {
  key: string;
  title: string;
  /** Whether the section holds special-category data. */
  sensitive: boolean;
  /** How many records there are to do, once the portal has said so. */
  expected: number | null;
  /** How many records are done; a badge is one record and two items, its credential and its picture. */
  records: number;
  /** `absent`: the portal has nothing there. `incomplete`: the list itself could not be read to its end. */
  state: "waiting" | "running" | "complete" | "absent" | "incomplete" | "left-out";
  /** Why a section is incomplete: a code of {@link BadgepackError}. */
  code: import("../../www/error.js").ErrorCode | null;
  /** Why a section is incomplete: a sentence. */
  why: string | null;
}

/** How far a run is. */
export interface Progress extends Counts {
  phase: "connecting" | "listing" | "exporting" | "done";
  /** The name of the item that was finished last. */
  current: string | null;
  /** Bytes of the archive so far. */
  bytes: number;
  /** The seconds that the portal asked to wait, while that lasts. */
  waiting: number | null;
  sections: SectionProgress[];
}

/** An item that is not in the archive, and why. */
export interface Missing {
  section: string;
  id: string;
  name: string;
  /** Which part of a badge: its credential or its picture; `record` otherwise. */
  part: "record" | "credential" | "picture";
  state: "failed" | "skipped";
  /** A code of {@link BadgepackError}. */
  code: import("../../www/error.js").ErrorCode;
  /** What happened and what to do: a sentence. */
  why: string;
}

/** What a finished run has to say. */
export interface Summary extends Counts {
  /** Bytes of the archive. */
  bytes: number;
  /** Entries in the archive. */
  entries: number;
  /** The portal's name and address. */
  portal: { name: string; url: string };
  sections: SectionProgress[];
  /** The first 1,000 items that are missing; `listed`, `failed` and the report count all of them. */
  missing: Missing[];
  /** Whether every list was read to its end and nothing failed. */
  complete: boolean;
  /** WebAssembly memory in bytes at the end; it never shrinks, so this is the peak. */
  memory: number;
}

/** What a portal holds, before anything is exported: `expected`, or else `records`, counts each section. */
export type Survey = Summary;

/** What stands at an address, and how one signs in there. All addresses are absolute. */
export interface PortalInfo {
  name: string;
  url: string;
  signIn: {
    /** Whether a token can be pasted. */
    token: boolean;
    /** OAuth's password grant. */
    password: { url: string; clientId: string | null; scope: string | null } | null;
    /** OAuth's authorization code with PKCE. */
    pkce: { authorize: string; token: string; clientId: string; scope: string | null } | null;
  };
}
