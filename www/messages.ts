/**
 * Every text that people see, in one place. Texts in `backquotes` are shown as code.
 *
 * To translate badgepack, translate this file; numbers, sizes and times follow {@link locale}.
 */
const locale = "en";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const plural = new Intl.PluralRules(locale);
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

/** `1,234` */
export const number = (value: number): string => whole.format(value);

/** `22.4 MB`; sizes count in thousands, as file managers of today do. */
export function bytes(value: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  const digits = power > 0 && scaled < 100 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit: units[power], unitDisplay: power === 0 ? "long" : "short", maximumFractionDigits: digits }).format(scaled);
}

/** `18 seconds`, `3 minutes`: whole, and never zero. */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(Math.max(1, value));
}

const items = (count: number): string => `${number(count)} ${plural.select(count) === "one" ? "item" : "items"}`;

export const messages = {
  // Saving
  zipArchive: "ZIP archive",
  diskFull: "There is not enough room on this device for the archive. Free some space, or leave sections out, then try again.",

  // Signing in
  connectTitle: "Where are your badges?",
  portal: "Badge portal",
  anotherPortal: "Another portal …",
  address: "The portal’s web address",
  addressHint: "The address of its API, for example https://api.badges.parchment.com",
  addressMissing: "Enter the portal’s address first; it looks like https://api.badges.parchment.com.",
  connect: "Continue",
  connectTo: (name: string) => `Continue to ${name}`,
  useDemo: "Use the demo account",
  connecting: (name: string) => `Asking ${name} how to sign in …`,
  signInTitle: (name: string) => `Sign in to ${name}`,
  signInAt: (name: string) => `Sign in at ${name}`,
  signInAtHint: "You sign in on the portal’s own page and come back here.",
  username: "Email or user name",
  password: "Password",
  signIn: "Sign in",
  signingIn: "Signing in …",
  useToken: "Use an access token instead",
  token: "Access token",
  tokenHint: "From your account settings on the portal.",
  tokenMissing: "Paste the access token first.",
  credentialsMissing: "Enter your user name and your password first.",
  noWay: "This portal offers no way to sign in that this page can use; ask its support for an access token.",
  wayNotOffered: "The portal does not offer this way to sign in; choose another one.",
  back: "Back",
  memoryOnly: "What you enter goes to the portal and nowhere else. It is forgotten when this tab closes.",
  unencrypted: "This address starts with http: whatever you enter can be read on its way to the portal.",
  wrongPassword: "The portal does not know this user name and password; check both and try again.",
  throttled: (seconds: number | undefined) =>
    seconds === undefined ? "Too many attempts; wait a minute, then try again." : `Too many attempts; wait ${duration(seconds)}, then try again.`,
  unreachable: "The portal could not be reached: the address is wrong, the network is down, or the portal does not let this page in (CORS).",
  serverFault: "The portal had a fault of its own while signing in; try again later.",
  webPage: "A web page came back instead of an answer; check the portal’s address.",
  signInRefused: "The portal refused the sign-in; try again, or use another way to sign in.",
  signInDeclined: "You were not signed in, because access was declined on the portal’s page.",
  signedInTo: (name: string) => `Connected to ${name}`,
  signOut: "Sign out",

  // Choosing
  choiceTitle: "What is in it",
  looking: (name: string) => `Looking at what ${name} holds for you …`,
  inAll: (count: number) => `${items(count)} in your account`,
  presets: "How much",
  presetFull: "Full copy",
  presetFullHint: "everything the portal holds",
  presetShare: "To share",
  presetShareHint: "badges only",
  presetOwn: "My own choice",
  none: "none",
  countUnknown: "not counted",
  sensitive: "Sensitive",
  sensitiveHint: "Such as ethnicity, religion or health. It stands in a file of its own; leave it out if others will see this ZIP.",
  imported: "Copies as the portal holds them; each names the platform it came from.",
  badgesHint: "Each with its picture and its Open Badge data, baked in.",
  noBadges: "There are no badges in this account yet. Everything else can still be saved.",
  nothing: "There is nothing to save in this account yet. If you expected badges here, check that you signed in with the right account.",
  saveTitle: "Save it",
  willHave: ["Your badges as pictures that carry their data", "An offline page: open `index.html`", "A report of what is in it, and checksums"],
  placeAsked: "You will be asked where to save it.",
  placeDownloads: "It goes to your Downloads folder.",
  chosen: (count: number, size: number) => `${items(count)} chosen, ≈ ${bytes(size)}`,
  nothingChosen: "Choose at least one section.",
  saveZip: "Save ZIP",

  // Running
  saving: (file: string) => `Saving \`${file}\``,
  overall: "Overall progress",
  figureItems: "Items",
  ofItems: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  figureBytes: "Saved so far",
  figureLeft: "Time left",
  left: (seconds: number) => `about ${duration(seconds)}`,
  leftUnknown: "working it out",
  figureMissing: "Missing so far",
  phases: { connecting: "Connecting to the portal", listing: "Making the list", exporting: "Saving", done: "Done" },
  waiting: (seconds: number) => `Waiting ${duration(seconds)} because the portal asked for it. Nothing is lost.`,
  keepOpen: "Keep this tab open until it is done. You can use other tabs meanwhile.",
  cancel: "Cancel",
  cancelled: "Cancelled. No file was kept.",
  sectionStates: { waiting: "waiting", running: "in progress", complete: "complete", absent: "none", incomplete: "incomplete", "left-out": "left out" },
  announce: (fraction: number) => `${percent.format(fraction)} saved`,
  title: (fraction: number, page: string) => `${percent.format(fraction)} · ${page}`,

  // Afterwards
  doneAll: (count: number) => `All ${items(count)} saved`,
  doneSome: (saved: number, all: number) => `${number(saved)} of ${items(all)} saved`,
  donePart: (count: number) => `${items(count)} saved`,
  complete: "Complete",
  missing: (count: number) => `${number(count)} missing`,
  someIncomplete: "Incomplete",
  figureFile: "File",
  figureSize: "Size",
  figurePortal: "From",
  openIt: "Unpack the ZIP and open `index.html` to look at your badges, with or without internet.",
  wayDownloads: "It is in your Downloads folder.",
  missingTitle: "What is missing, and why",
  missingNote: "The same list stands in `report.json` in the ZIP. Everything else is safely in it.",
  columnItem: "Item",
  columnReason: "What happened",
  wholeSection: (title: string) => `${title}: not read to the end`,
  incompleteReason: "The list could not be read to its end.",
  parts: { record: "", credential: "its Open Badge data", picture: "its picture" },
  moreMissing: (count: number) => `And ${items(count)} more, all in the report in the ZIP.`,
  tryRest: "Try again for those",
  tryRestHint: "This makes a second, smaller ZIP with only what is missing.",
  signInAgain: "Sign in again",
  signInAgainHint: "Your sign-in ended. Sign in again to get the rest; the ZIP you have stays as it is.",
  again: "Save another ZIP",

  // Faults
  errorTitle: "That did not work",
  tryAgain: "Try again",
};
