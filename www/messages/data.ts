import { catalogue } from "../languages.js";
import { bytes, counted, duration, number, rough, span } from "../locale.js";

const awards = (count: number): string => counted(count, "award", "awards");
const rows = (count: number): string => counted(count, "row", "rows");
const classes = (count: number): string => counted(count, "badge class", "badge classes");
const issuers = (count: number): string => counted(count, "issuer", "issuers");

/** The texts of the page for issuers. */
export const messages = /* @__PURE__ */ catalogue("data", {
  // Who and whose
  opening: (name: string) => `Looking at what ${name} has …`,
  connected: (portal: string, person: string) => (person ? `${person}, connected to ${portal}` : `Connected to ${portal}`),
  signOut: "Sign out",
  otherAccount: "Use another account",
  noIssuers: "No issuers",
  nobody: "This account is on the staff of no issuer on this portal, so there is nothing to export. Sign in with the account that you issue badges with, or ask an owner of your issuer to add you.",
  which: "Issuer",
  others: "Other issuers",
  holds: (count: number) => (count === 0 ? "No badge classes yet" : classes(count)),
  roles: { owner: "You are an owner", editor: "You are an editor", staff: "You are on its staff" } as Record<string, string>,
  readOnly: "Read only. Nothing here changes your issuer.",

  // The exports
  exports: "Exports",
  tabs: { awards: "Badge awards (CSV)", issuer: "Issuer (JSON)", class: "Badge class (JSON)", groups: "Groups", badges: "Badges", learners: "Learner progress", members: "Members" },
  about: {
    issuer: "The issuer as the portal keeps it, record by record and unchanged, in one file that programs can read back.",
    class: "One badge class as the portal keeps it, with its issuer, in one file that programs can read back.",
    groups: "One row for each recipient group, and for each pathway that it follows.",
    badges: "Which badges and steps the pathways ask for: one row for each, with its threshold and the group that follows.",
    learners: "One row for each learner of a group and each pathway: how far they are, their latest badge, and the evidence.",
    members: "Your colleagues on the staff, and the learners of your groups; one row each.",
  },
  missing: {
    groups: "This portal has no recipient groups, so there is nothing to export here. Groups are a feature of some portals only.",
    pathways: "This portal has no pathways, so there is nothing to export here. Pathways are a feature of some portals only.",
    noGroups: "This issuer has no recipient groups yet, so there is nothing to export here.",
    noPathways: "This issuer has no pathways yet, so there is nothing to export here.",
    noClasses: "This issuer has no badge classes yet, so there is nothing to export here.",
  },

  // Whose awards
  scope: "Awards of",
  organization: (name: string, count: number) => `The whole organisation: ${name} (${issuers(count)})`,
  allIssuers: (count: number) => `All my issuers (${number(count)})`,
  noOrganizations: "This portal has no organisations, so all your issuers together take their place.",
  thisIssuer: "This issuer",
  oneClass: "One badge class",
  badgeClass: "Badge class",
  archived: (name: string) => `${name} (archived)`,

  // When
  period: "Awarded",
  from: "From",
  to: "To, inclusive",
  ranges: { thisMonth: "This month", lastMonth: "Last month", thisYear: "This year", lastYear: "Last 12 months", all: "All time" },
  quick: "Quick ranges",
  allTime: "Every award there is, to every recipient.",
  days: (zone: string, own: boolean) =>
    zone === "UTC" ? "A day is a day in UTC." : own ? `A day is a day in \`${zone}\`, the time zone of this device.` : `A day is a day in \`${zone}\`.`,
  fileTimes: "Times in the file are UTC.",
  zone: "Time zone",
  zoneChange: "Another time zone",
  ownZone: (zone: string) => `${zone} (this device)`,
  backwards: "The last day lies before the first day. Swap them, or change one.",

  // What
  columns: (chosen: number, all: number, raw: boolean) =>
    `${chosen === all ? `All ${counted(all, "column", "columns")}` : `${number(chosen)} of ${counted(all, "column", "columns")}`}, ${raw ? "letter for letter" : "safe for spreadsheets"}`,
  allColumns: "All columns",
  noColumns: "Choose at least one column.",
  empty: { always: "always empty", here: "empty on this portal" },
  raw: "Cells letter for letter",
  rawHint: "For programs. Otherwise a cell that a spreadsheet would take for a formula gets an apostrophe in front.",
  rawWarning: "A spreadsheet may run what stands in a cell, and learners can write into some of them. Open this file with programs, not with a spreadsheet.",
  toggles: {
    creation: "How and when a group was made", expiration: "How and when a group ends", archived: "Archived groups, too",
    staff: "Colleagues’ e-mail addresses",
  },
  toggleHints: { creation: "Two columns.", expiration: "Two columns.", archived: "", staff: "Left out unless you ask for them: they are your colleagues’, and files like this one are passed on." },
  staffOfGroups: "Staff of the groups",
  leftEmpty: "This portal leaves them empty.",

  // Issuer and badge class as JSON
  include: "Include",
  classes: "Badge classes",
  assertions: "Awards (assertions)",
  assertionsHint: "Every award, with who received it. They stand in their badge classes, so only with those.",
  assertionsOff: "Awards are part of badge classes, so they were turned off, too.",
  recipientGroups: "Recipient groups",
  recipientGroupsHint: "With the names and addresses of their members.",
  pathways: "Pathways",
  staff: "Colleagues on the staff, with their e-mail addresses",
  compress: "Compress",
  compressOn: "A ZIP with the JSON, all pictures as files, a report and checksums.",
  compressOff: "One JSON file; pictures are addresses in it.",
  notHere: "not on this portal",
  none: "none",
  notCounted: "not counted",
  roughly: (size: number) => `≈ ${bytes(size)}`,

  // Looking before saving
  overview: "In this period",
  overviewAll: "All awards",
  reading: "Reading …",
  readingMore: (count: number) => `Reading … ${rows(count)} so far`,
  stop: "Stop",
  lookAgain: "Count again",
  stopped: "Counting was stopped. Saving takes everything all the same.",
  most: (count: number) => `Only the ${awards(count)} listed first were counted. Saving takes everything.`,
  atLeast: (count: number) => `at least ${number(count)}`,
  rowsExact: (count: number, size: number) => `${rows(count)} · ≈ ${bytes(size)}`,
  rowsAtLeast: (count: number) => `At least ${rows(count)}`,
  figures: { rows: "Awards", recipients: "Recipients", badges: "Badge classes", revoked: "Revoked", expired: "Expired", undated: "Without a readable date" },
  chart: (unit: "day" | "month" | "year", from: string, to: string, top: string, most: number) =>
    `Awards per ${unit}, ${span(from)} to ${span(to)}; most in ${span(top)}: ${number(most)}.`,
  chartTable: "As a table",
  chartColumns: { day: "Day", month: "Month", year: "Year", awards: "Awards" },
  preview: (shown: number, all: boolean) => (all && shown > 1 ? `Preview: all ${rows(shown)}` : shown > 1 ? `Preview: the first ${rows(shown)}` : "Preview"),
  previewOrder: "Newest first, as the portal lists them.",
  waiting: (seconds: number) => `Waiting ${duration(seconds)} because the portal asked for it.`,
  lookFailed: "There is no preview:",

  // Saving
  duty: "What you save here names learners and what they achieved. From then on you answer for it: keep it only where those who need it can read it, and delete it once it has served its purpose.",
  understood: "Understood",
  saveCsv: "Save CSV",
  saveJson: "Export issuer",
  saveClass: "Export badge class",
  copy: "Copy first rows",
  copied: (count: number) => `${rows(count)} copied; paste them into a spreadsheet.`,
  copyFailed: "The browser did not let this page write to the clipboard. Save the CSV instead.",
  cancelled: "Cancelled. No file was kept.",
  signedOut: "Your sign-in ended. Nothing was saved, and nothing you chose is lost: sign in again to go on.",
  signedInAgain: "You are signed in again. Everything is as you left it; nothing has been saved yet.",
  cut: (count: number) => (count > 0 ? `It broke off after ${counted(count, "record", "records")}. No file was kept, so that none looks whole that is not.` : "Nothing was saved."),

  // Running
  phases: { connecting: "Connecting to the portal", reading: "Reading", checking: "Checking for awards that came meanwhile", done: "Done" },
  figureRows: "Rows",
  figureListed: "Records read",
  ofAbout: (done: number, total: number) => `${number(done)} of about ${rough(total)}`,
  ofRecords: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  figureIssuers: "Issuers",
  figureClasses: "Badge classes",
  figureAssertions: "Awards",
  figurePictures: "Pictures",

  // Afterwards
  savedRows: (table: string, count: number) => (table === "awards" ? `${awards(count)} saved` : `${rows(count)} saved`),
  savedDocument: "Issuer saved",
  savedClass: "Badge class saved",
  complete: "Complete",
  picturesMissing: (count: number) => `${counted(count, "picture", "pictures")} missing`,
  figureFile: "File",
  figureSize: "Size",
  figureActive: "Active",
  figureExpired: "Expired",
  figureRevoked: "Revoked",
  figureGroups: "Recipient groups",
  figurePathways: "Pathways",
  whereChosen: "It is where you chose to save it.",
  whereDownloads: "It is in your Downloads folder.",
  skipped: (count: number) => `${awards(count)} outside the period, not in the file.`,
  skippedRows: (count: number) => `${counted(count, "record", "records")} left out by your choice, such as archived groups.`,
  undated: (count: number) => `${awards(count)} without a date that can be read, in the file all the same.`,
  duplicates: (count: number) => `${counted(count, "record", "records")} listed twice by the portal; each is in the file once.`,
  late: (count: number) => `${awards(count)} came while it was being read; they stand at the end.`,
  comma: ", ",
  emptyColumns: "Columns that stayed empty",
  good: "All that the portal listed is in it.",
  backToExports: "Back to the exports",
  missingTitle: "Pictures that are missing",
  missingNote: "The same list stands in `report.json` in the ZIP.",
  missingColumns: ["Picture of", "What happened"],
});
