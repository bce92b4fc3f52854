import { counted, number, percent } from "../locale.js";

const badges = (count: number): string => counted(count, "badge", "badges");
const files = (count: number): string => counted(count, "file", "files");

/** The texts around a badge that is looked at: taking it in, lists of many, and what may go wrong. */
export const messages = {
  // Taking in
  intake: "Bring a badge",
  drop: "Drop badges here, or paste them",
  dropMore: "Look at another one",
  dropNow: "Let go to look inside",
  kinds: "Pictures (PNG, SVG), JSON, signed badges, web addresses, or a ZIP of many. Several at once is fine.",
  local: "Files stay on this device. Only a web address that you ask for is fetched.",
  choose: "Choose files",
  paste: "Paste",
  fromWeb: "From a web address",
  fromText: "Type or paste text",
  example: "Try an example",
  address: "The badge’s web address",
  addressHint: "The page of a badge, or the place of its data. It is fetched from here, and nobody else is asked.",
  addressMissing: "Enter an address first; it looks like https://badges.example.org/public/assertions/…",
  fetch: "Fetch it",
  text: "The badge as text",
  textHint: "JSON, a signed badge (it begins with eyJ), or an address.",
  textMissing: "Enter or paste the text first.",
  show: "Show it",
  clipboardEmpty: "There is no picture and no text in the clipboard. Copy a badge first, or drop its file here.",
  clipboardClosed: "The browser did not let this page read the clipboard. Press Ctrl+V (⌘V on a Mac) instead; that works everywhere on this page.",
  pastedName: "Pasted text",
  exampleName: "example.svg",

  // One that is on its way
  reading: (file: string) => `Reading \`${file}\``,
  fetching: (host: string) => `Asking ${host} …`,
  cancel: "Cancel",

  // Many
  many: (count: number) => `Looking into ${files(count)}`,
  progress: "How far it is",
  figureDone: "Looked at",
  ofFiles: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  figureFound: "Badges found",
  summary: (found: number, total: number) => `${badges(found)} in ${files(total)}`,
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

  // Faults
  faultOf: (file: string) => `\`${file}\` could not be read`,
  fetchFault: (host: string) => `${host} did not give the badge`,
  faultTitle: "That did not work",
  place: (at: string) => `Where: ${at.replace(/^byte (\d+)$/, (_, byte: string) => `byte ${number(Number(byte))} of the file`)}`,
  tryAgain: "Try again",
  getOriginal: "Get the original file: download it again where you received the badge, not from a preview in a chat or an e-mail.",
};
