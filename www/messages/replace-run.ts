import { catalogue } from "../languages.js";
import { bytes, counted, list, number } from "../locale.js";

const awards = (count: number): string => counted(count, "award", "awards");
const pictures = (count: number): string => counted(count, "picture", "pictures");

/** A text of others within one of ours: whatever is written in it, it turns nothing around it (Unicode Annex 9, FSI and PDI). */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/** The texts of a replacement from its confirmation on, and of re-baking. */
export const messages = /* @__PURE__ */ catalogue("replaceRun", {
  fields: {
    name: "Name", description: "Description", criteriaUrl: "Criteria address", criteriaNarrative: "Criteria text", image: "Picture", tags: "Tags",
    alignments: "Alignments", expires: "Expiry", others: "Other fields",
  },
  /** The same within a sentence. */
  fieldsWithin: {
    name: "name", description: "description", criteriaUrl: "criteria address", criteriaNarrative: "criteria text", image: "picture", tags: "tags",
    alignments: "alignments", expires: "expiry", others: "other fields",
  },
  nothing: "nothing",
  never: "never",
  expires: (amount: number, unit: "days" | "weeks" | "months" | "years") =>
    ({ days: counted(amount, "day", "days"), weeks: counted(amount, "week", "weeks"), months: counted(amount, "month", "months"), years: counted(amount, "year", "years") })[unit],
  picture: (type: string, width: number | null, height: number | null, size: number) =>
    [type, width !== null && height !== null ? `${number(width)} × ${number(height)}` : "", bytes(size)].filter(Boolean).join(", "),

  // Confirm
  confirmTitle: "Replace for good?",
  /** What stands before the count, the count, and what stands after it: the count is set off. */
  willShow: (name: string, count: number, exact: boolean, fields: string[]): [string, string, string] =>
    count === 0 && exact
      ? [`“${isolated(name)}” has not been awarded yet. It will have the new ${list(fields)}.`, "", ""]
      : [`“${isolated(name)}” and `, `${exact ? "" : "more than "}${awards(count)}`, ` will show the new ${list(fields)}.`],
  meaning: "This changes what badges mean that people already hold. The portal keeps no earlier version, so a safety copy comes first.",
  now: "Now",
  after: "After",
  pictureNow: "The picture as it is now",
  pictureAfter: "The picture as it will be",
  copyStep: "Safety copy",
  copyWhat: "The badge, its picture and its awards as a ZIP, read back and checked before anything is replaced. It names the recipients: keep it where only those who need it can read it.",
  saveCopy: "Save a safety copy",
  copying: (file: string) => `Saving \`${file}\``,
  copiedAwards: (done: number, all: number) => (all > 0 ? `${number(done)} of ${awards(all)}` : awards(done)),
  checkingCopy: "Reading it back and checking every byte …",
  copyChecked: (count: number, revoked: number, picture: string) =>
    `Read back and checked: the badge, its picture (${picture}) and ${awards(count)}${revoked > 0 ? `, ${number(revoked)} of them revoked` : ""}.`,
  copyFile: "Saved as",
  copyWhere: { chosen: (size: number) => `${bytes(size)}, where you chose to save it`, downloads: (size: number) => `${bytes(size)}, in your Downloads folder` },
  copyCancelled: "Cancelled. No file was kept, and nothing was replaced.",
  copyFailed: "There is no safety copy, so nothing can be replaced:",
  copyNeedsPicture: "Without the picture nobody could put the badge back. Nothing was replaced.",
  copyDiffers: (fields: string[]) => `Somebody changed this badge since you compared it (${list(fields)}). Compare again before you replace anything.`,
  copyOtherCount: (copied: number, counted: number) => `The copy has ${awards(copied)}; ${number(counted)} were counted before. Awards came or went meanwhile.`,
  copyAgain: "Try again",
  nameStep: "Type the badge’s name to confirm",
  nameHint: "First save the safety copy.",
  goBack: "Go back",
  replace: "Replace badge",

  // Replacing
  replacing: "Replacing the badge",
  phases: { reading: "Reading the badge once more, whether somebody has changed it", sending: "Sending the new badge, once", checking: "Reading back what the portal made of it" },
  phaseStates: { done: "done", now: "now", later: "later" },
  stoppable: "Nothing has been sent yet.",
  stop: "Stop",
  stopping: "Stopping: nothing more will be sent, only the question under way is waited for.",
  notStoppable: "It has been sent, so it cannot be stopped any more. Keep this tab open: if the answer gets lost on the way, finding out what became of it can take two minutes.",
  stopped: "Stopped before anything was sent. The badge is as it was.",
  nothingSent: "Nothing was sent. The badge is as it was.",

  // Outcome
  endings: {
    replaced: "The badge is replaced",
    refused: "The portal refused it, and nothing has changed",
    "not-applied": "Nothing has changed",
    "changed-meanwhile": "Somebody else changed this badge meanwhile",
    unclear: "The badge is neither what it was nor what was sent",
    unknown: "What the portal has now could not be found out",
  },
  replacedWith: (count: number) => `The badge is replaced, with ${counted(count, "difference", "differences")}`,
  /** What each ending means, and what to do. */
  meanings: {
    replaced: "It was sent once, and read back from the portal.",
    refused: "It was sent once. Change what the portal objects to, then try again.",
    "not-applied": "It was sent once, and the portal still has what it had before. If the portal is slow, look again in a few minutes; otherwise go back and try again.",
    "changed-meanwhile": "Nothing was sent. Compare your new badge with what is there now; what you chose is kept.",
    unclear: "It was sent once, and is not sent again by itself. Look again in a moment; if it stays like this, put the old badge back from the safety copy.",
    unknown: "It was sent once, and is not sent again by itself. Look again when the portal can be reached.",
  },
  unanswered: "The portal’s answer got lost on the way. What stands here was found out by reading the badge again.",
  complained: "The portal answered with an error, and has the new badge all the same; that was read afterwards. It may have left off re-baking: the next step finds out.",
  lookedAgain: "You looked again: this is what the portal has now.",
  reasons: "What the portal says",
  outcomeFields: "Field by field",
  columnField: "Field",
  columnNow: "On the portal now",
  columnSeen: "When you compared",
  fates: { "as-sent": "as sent", altered: "altered", ignored: "not taken over", lost: "changed all the same", unread: "could not be read" },
  sent: "Sent",
  got: "Now",
  before: "Before",
  restoreTitle: "To undo it",
  restore: (file: string) => `Give the safety copy \`${file}\` to the first step of this page. It puts every field and the picture back.`,
  toFields: "Go back to the fields",
  compareAgain: "Compare again",
  lookAgain: "Look again",
  looking: "Looking what the portal has now …",
  continue: "Continue to re-bake",
  pictureSame: "The picture is the one that the awards already carry, so they need no new one. What they say of the badge they ask the portal for.",
  checkAwards: "Check the awards all the same",
  another: "Choose another badge",

  // Re-bake
  offer: "Nothing to replace, but awards that still show an old picture?",
  offerStart: "Only re-bake its awards",
  offerGoOn: (done: number, all: number) => `Re-baking the awards of this badge stopped after ${number(done)} of ${awards(all)}.`,
  rebakeTitle: "Re-bake the awards",
  rebakeWhat: (count: number, exact: boolean) => `${exact ? "" : "More than "}${awards(count)}: each is looked at, and where its picture is an old one it gets the new one, with its own badge data inside.`,
  kinds: {
    server: "Most awards", signed: "Signed awards", revoked: "Revoked awards",
  },
  kindsServer: {
    "open-source": "The portal re-bakes them. Those it leaves out are asked for one by one, and those it cannot do are baked here, into a ZIP.",
    mint: "Where the portal has not re-baked them they are baked here, into a ZIP.",
    hosted: "The portal re-bakes them within days. Those that are still old are baked here, now, into a ZIP.",
  },
  kindSigned: "Left as they are: changed, their signature would not hold. Only the portal can sign them again.",
  kindRevoked: "They have no picture.",
  noMail: "Nobody is e-mailed, and recipients, dates and evidence stay as they are.",
  keep: "Remember on this device how far it is",
  keepHint: "So that it goes on where it stopped if this tab is closed. Only the numbers of awards are kept, no names; it is deleted when all are done, or after a week.",
  start: "Start re-baking",
  earlier: (done: number, all: number) => `An earlier run finished ${number(done)} of ${awards(all)}.`,
  goOn: (next: number) => `Go on from award ${number(next)}`,
  forget: "Forget it",

  // Re-baking
  rebaking: "Re-baking awards",
  progress: "Progress",
  rebakePhases: {
    looking: "Looking at each award",
    watching: "The portal is asked whether it is re-baking by itself, and is given time",
    baking: "Re-baking what is left",
    done: "Finishing",
  },
  figureDone: "Finished",
  of: (done: number, all: number) => (all > 0 ? `${number(done)} of ${number(all)}` : number(done)),
  figureServer: "By the portal",
  figureBaked: "Baked here",
  figureSigned: "Signed, left",
  figureRevoked: "Revoked",
  figureToDo: "Still to do",
  figureFailed: "To retry",
  pause: "Pause",
  resume: "Resume",
  closing: (done: number) => (done > 0 ? `Closing the tab is safe: ${awards(done)} ${done === 1 ? "is" : "are"} finished for good, and it goes on from there next time.` : "Closing the tab is safe: it goes on next time."),
  closingUnkept: "Closing the tab is safe: the next run finds out what is done, and does nothing twice.",
  paused: "Paused",
  pausedText: (done: number, all: number) => (all > 0 ? `${number(done)} of ${awards(all)} are finished. Nothing is done twice.` : `${awards(done)} finished. Nothing is done twice.`),
  pausedBaked: (count: number) => `${pictures(count)} that were baked here so far are baked again, so that all are in one ZIP.`,
  stopHere: "Stop here",
  keptSoFar: "What was done so far is kept, and is not done twice.",
  signedOut: "Your sign-in ended. What is done is kept: sign in again to go on.",
  signedInAgain: "You are signed in again. Everything is as you left it.",
  announce: (fraction: string) => `${fraction} of the awards finished`,

  // The account
  allDone: (count: number) => `All ${awards(count)} accounted for`,
  someFailed: (count: number) => `${awards(count)} could not be done`,
  brokenList: "Not every award could be looked at",
  complete: "Complete",
  failedTag: (count: number) => `${number(count)} failed`,
  incomplete: "Incomplete",
  accountCaption: "What became of each award",
  columnWhat: "Awards",
  columnCount: "Number",
  rows: {
    server: "Their new picture is on the portal", baked: "Baked here", signed: "Signed, left as they are", revoked: "Revoked, without a picture", failed: "Failed",
  },
  rowHints: {
    server: "", baked: "The portal did not re-bake them. Their pictures are in the ZIP, to be handed to those they belong to.", signed: "Changed, their signature would not hold; only the portal can sign them again.",
    revoked: "", failed: "Listed below, with why.",
  },
  sum: "Awards in all",
  ofEarlier: (count: number) => `${number(count)} of them had been finished by an earlier run.`,
  bakedEarlier: (count: number) => `${pictures(count)} of them are in an earlier ZIP.`,
  broken: (why: string) => `The list of awards could not be read to its end, so there may be more: ${why}`,
  failedTitle: "What failed, and why",
  columnAward: "Award",
  columnWhy: "What happened",
  moreFailed: (count: number) => `And ${awards(count)} more; run again to see them.`,
  savePictures: (count: number) => `Save the ${pictures(count)} (ZIP)`,
  savePicturesHint: "Until they are saved, the next run bakes them again.",
  picturesSaved: (count: number, file: string, size: number) => `${pictures(count)} saved as \`${file}\` (${bytes(size)}), with a table of every award.`,
  runAgain: "Run again for those",
  runAgainHint: "What is finished is not touched again.",
});
