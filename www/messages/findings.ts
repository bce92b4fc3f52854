import { catalogue } from "../languages.js";
import { counted, number, percent } from "../locale.js";

const badges = (count: number): string => counted(count, "badge", "badges");
const files = (count: number): string => counted(count, "file", "files");

/** The texts of many files that are looked into, and of the list of what is in them. */
export const messages = /* @__PURE__ */ catalogue("findings", {
  many: (count: number) => `Looking into ${files(count)}`,
  progress: "How far it is",
  figureDone: "Looked at",
  ofFiles: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  figureFound: "Badges found",
  summary: (found: number, total: number) => `${badges(found)} in ${files(total)}`,
  noFiles: "There is no file in it.",
  stopped: (found: number, done: number, total: number) => `Stopped after ${number(done)} of ${files(total)}: ${badges(found)} so far`,
  problems: (count: number) => counted(count, "problem", "problems"),
  without: (count: number) => `${number(count)} without a badge`,
  announce: (fraction: number) => `${percent(fraction)} looked at`,
  filter: "Find",
  filterHint: "Name, issuer or file",
  which: "Show",
  whiches: { all: "everything", badges: "badges", without: "without a badge", problems: "problems" },
  listName: "What was found",
  columns: ["Picture", "Badge", "Awarded", "Version", "Status"],
  within: (file: string, zip: string) => `${file} in ${zip}`,
  nothingFits: "Nothing fits. Change what you look for.",
  pages: "Pages",
  page: (from: number, to: number, all: number) => `${number(from)}–${number(to)} of ${number(all)}`,
  previous: "Previous",
  next: "Next",
  addressOnly: "Only an address",
  version: (label: string) => (label.startsWith("clr") ? `CLR ${label.slice(3)}` : label.replace("-", " to ")),
  unnamed: "Without a name",
  kindsOf: { badge: "badge", address: "address", class: "badge class", issuer: "issuer", record: "learner record", list: "list", unknown: "other data" },
  expired: "expired",
  noBadge: "no badge",
  problem: "problem",
  remarks: (count: number) => counted(count, "remark", "remarks"),
  cancel: "Cancel",
});
