import { catalogue } from "../languages.js";
import { number } from "../locale.js";

/** The texts of taking a badge in, and of what may go wrong with that. */
export const messages = /* @__PURE__ */ catalogue("inspector", {
  // Taking in
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
  addressWrong: "This is no web address; one looks like https://badges.example.org/public/assertions/…",
  fetch: "Fetch it",
  text: "The badge as text",
  textHint: "JSON, a signed badge (it begins with eyJ), or an address.",
  textMissing: "Enter or paste the text first.",
  textWrong: "This is no badge: it is neither JSON, nor a signed badge, nor an address. Correct it, or bring the file.",
  show: "Show it",
  clipboardEmpty: "There is no picture and no text in the clipboard. Copy a badge first, or drop its file here.",
  clipboardClosed: "The browser did not let this page read the clipboard. Press Ctrl+V (⌘V on a Mac) instead; that works everywhere on this page.",
  pastedName: "Pasted text",
  typedName: "Your text",
  exampleName: "example.svg",

  // One that is on its way
  reading: (file: string) => `Reading \`${file}\``,
  fetching: (host: string) => `Asking ${host} …`,
  cancel: "Cancel",

  // Faults
  faultOf: (file: string) => `\`${file}\` could not be read`,
  fetchFault: (host: string) => `${host} did not give the badge`,
  faultTitle: "That did not work",
  place: (at: string) => `Where: ${at.replace(/^byte (\d+)$/, (_, byte: string) => `byte ${number(Number(byte))}`)}`,
  tryAgain: "Try again",
  getOriginal: "Get the original file: download it again where you received the badge, not from a preview in a chat or an e-mail.",
});
