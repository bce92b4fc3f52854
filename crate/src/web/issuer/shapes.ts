/** A portal that speaks Badgr's API v2, and the right to read it. */
export interface SignedIn {
  /** The portal's base address, e.g. `https://api.badges.parchment.com`. */
  portal: { url: string | URL };
  /** The access token; it is sent to the portal's own origin only, and kept in memory only. */
  token?: string | undefined;
}

/** Who is signed in, and what that person looks after. */
export interface Directory {
  person: { id: string; name: string };
  /** `null` where the portal knows no organisations. */
  organizations: { id: string; name: string }[] | null;
  /** The issuers on whose staff the person is; may be none. */
  issuers: IssuerEntry[];
}

export interface IssuerEntry {
  id: string;
  name: string;
  /** The issuer's own web page. */
  url: string | null;
  /** The address of the issuer's picture. */
  image: string | null;
  /** What the person may do there: `owner`, `editor` or `staff`; `null` where the portal does not say so. */
  role: string | null;
  /** The id of the organisation that the issuer belongs to. */
  organization: string | null;
}

/** What an issuer has. */
export interface Contents {
  issuer: IssuerEntry;
  /** Newest first; may be none. */
  badgeClasses: BadgeClassEntry[];
  groups: Availability;
  pathways: Availability;
}

export interface BadgeClassEntry {
  id: string;
  name: string;
  image: string | null;
  /** Whether it is put away; only hosted servers know that. */
  archived: boolean;
  /** As the portal writes it. */
  createdAt: string | null;
}

/** `none`: there could be some, but there is none. */
export type Availability = "available" | "none" | "not-on-this-portal";

/** The names of the tables. */
export type TableName = "awards" | "groups" | "badges" | "learners" | "members";

/** Whose records a table is made of; all but awards are made for one issuer. `{}` is all issuers on whose staff the person is. */
export interface Scope {
  /** All issuers of this organisation. */
  organization?: string | undefined;
  issuer?: string | undefined;
  badgeClass?: string | undefined;
}

/**
 * A span of time: RFC 3339. From `from` on, and before `until`; see `periodOfDays` for whole days in somebody's zone.
 * Without bounds: all of time.
 */
export interface Period {
  from?: string | undefined;
  until?: string | undefined;
}

/** What to tabulate, and how. */
export interface TableSpec extends SignedIn {
  table: TableName;
  scope: Scope;
  period?: Period | undefined;
  /** The columns, by name; all of them when left out. The table's order holds. */
  columns?: string[] | undefined;
  /** Cells letter for letter. Left out, no spreadsheet takes a cell for a formula. */
  raw?: boolean | undefined;
  /** Colleagues' e-mail addresses, where the table has them; left out unless it is `true`. */
  staff?: boolean | undefined;
  /** What is told of groups, in the tables that are made of them. */
  groups?: GroupOptions | undefined;
  /** The moment by which an award has expired or not; now when left out. RFC 3339. */
  now?: string | undefined;
  /** How many records there should be, where that is known: it is told on with the progress. */
  expected?: number | undefined;
}

/** What is told of groups. */
export interface GroupOptions {
  /** The columns of how a group was made; there unless it is `false`. */
  creation?: boolean | undefined;
  /** The columns of how a group ends; there unless it is `false`. */
  expiration?: boolean | undefined;
  /** Groups that are put away, too; left out unless it is `true`. */
  archived?: boolean | undefined;
}

/** What to make a document of: either an issuer or one badge class. */
export interface DocumentSpec extends SignedIn {
  /** The id of an issuer. */
  issuer?: string | undefined;
  /** The id of a badge class, which then comes with its issuer. */
  badgeClass?: string | undefined;
  include?: Include | undefined;
  /** A ZIP with the document, the pictures of the issuer and its badge classes, a report and checksums; else the JSON itself. */
  compress?: boolean | undefined;
  /** What the document says of when it was made; now when left out. RFC 3339. */
  now?: string | undefined;
}

/** What is in a document besides the issuer; each is left out unless it is `true`. */
export interface Include {
  /** The badge classes. The document of a badge class has it in any case. */
  badgeClasses?: boolean | undefined;
  /** Every award in its badge class, expired and revoked ones, too; only with badge classes. */
  assertions?: boolean | undefined;
  /** The recipient groups with their members; only of an issuer, as are pathways. */
  recipientGroups?: boolean | undefined;
  /** The pathways with their steps. */
  pathways?: boolean | undefined;
  /** The colleagues on the issuer's staff, with their e-mail addresses. */
  staff?: boolean | undefined;
}

/** What was counted of a document. */
export interface DocumentTally {
  /** Pages of records read. */
  pages: number;
  badgeClasses: number;
  assertions: number;
  recipientGroups: number;
  pathways: number;
  /** Pictures in the archive. */
  pictures: number;
  /** Pictures that could not be had. */
  failed: number;
  /** Records that the portal listed again. */
  duplicates: number;
  /** Awards that were found only when the first pages were read once more. */
  late: number;
  /** The name of the badge class that is being read. */
  current: string | null;
}

/** How far a document is. `checking`: the first pages of a badge class's awards are read once more. */
export interface DocumentProgress extends DocumentTally {
  phase: "connecting" | "reading" | "checking" | "done";
  bytes: number;
  /** The seconds that the portal asked to wait, while that lasts. */
  waiting: number | null;
}

/** What is in a document. */
export interface DocumentSummary extends DocumentTally {
  bytes: number;
  /** Entries of the archive; 0 for plain JSON. */
  entries: number;
  /** Pictures that are not there: at most 1,000 of them; the archive's report has all. */
  missing: { part: "issuer" | "badge-class"; id: string; name: string; code: import("../../www/error.js").ErrorCode; why: string }[];
  /** WebAssembly memory in bytes at the end; it never shrinks, so this is the peak. */
  memory: number;
}

/** What was counted. `listed = rows + skipped` for awards. */
export interface Tally {
  /** Pages of records read. */
  pages: number;
  /** Records that the portal listed, each once. */
  listed: number;
  /** About how many records the portal will list, by the dates of those that it listed; `null` where they do not tell. */
  estimated: number | null;
  /** Rows that are in the table. */
  rows: number;
  /** Records that are outside the period. */
  skipped: number;
  /** Records in the table whose date cannot be read, so that no period can leave them out. */
  undated: number;
  /** Records that the portal listed again. */
  duplicates: number;
  /** Records that were found only when the first pages were read once more at the end. */
  late: number;
  /** Awards in the table, by status. */
  byStatus: { active: number; expired: number; revoked: number };
  /** Issuers to read. */
  issuers: number;
  /** Issuers that were read. */
  issuersDone: number;
  /** The name of what is being read. */
  current: string | null;
}

/** How far a table is. `checking`: the first pages are read once more. */
export interface TableProgress extends Tally {
  phase: "connecting" | "reading" | "checking" | "done";
  /** Bytes of the file so far. */
  bytes: number;
  /** What {@link TableSpec} says. */
  expected: number | null;
  /** The seconds that the portal asked to wait, while that lasts. */
  waiting: number | null;
}

/** What is in a table. */
export interface TableSummary extends Tally {
  /** Name and version: `awards/1`. */
  table: string;
  bytes: number;
  /** The columns in the file, by name. */
  columns: string[];
  /** Those of them in which no row has anything. */
  empty: string[];
  /** WebAssembly memory in bytes at the end; it never shrinks, so this is the peak. */
  memory: number;
}

/** What is known of a table before it is downloaded. */
export interface Preview {
  table: string;
  columns: string[];
  /** The first 50 rows, cell by cell, as they stand in the file. */
  rows: string[][];
  /** What was counted; `tally.rows` is the number of rows known so far. */
  tally: Tally;
  /** Awards on each day, in UTC: `["2024-02-29", 12]`; in order, and only days with awards. */
  days: [day: string, awards: number][];
  /** Recipients told apart; never more than 100,000. */
  recipients: number;
  /** Badge classes that were awarded. */
  badges: number;
  /** Whether all of it was read, so that the numbers are those of the whole table. */
  exact: boolean;
  /** The seconds that the portal asked to wait, while that lasts. */
  waiting: number | null;
}

/** The tables, with their columns in the order of the file. */
export type Tables = Record<TableName, {
  version: number;
  columns: {
    name: string;
    /** What stands in it. */
    about: string;
    /** The field of the portal's record that it comes from. */
    source: string;
    /** Whether the open-source server has it, too; otherwise only hosted servers may. */
    everywhere: boolean;
  }[];
}>;
