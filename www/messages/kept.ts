import { catalogue } from "../languages.js";
import { counted, number } from "../locale.js";

const badges = (count: number): string => counted(count, "badge", "badges");

/** The texts of what is kept on the device: an export that can go on after an interruption, and how all of it is deleted. */
export const messages = /* @__PURE__ */ catalogue("kept", {
  // Before an export
  keep: "Keep what is downloaded on this device until it is finished, so that it can go on after an interruption",
  keepHint: "Your badges’ pictures and data, in this browser’s storage, for one day at most; they are deleted once the ZIP is saved or cancelled. Your sign-in is never kept. Leave this off on a computer that others use.",
  cannot: {
    storage: "An interrupted export begins anew: this browser keeps nothing for this page, as in some private windows.",
    account: "An interrupted export begins anew: the portal does not say whose account this is, so nothing is kept for it.",
    busy: "Another tab is saving this account just now and keeps what it downloads.",
  },
  cannotNow: "Nothing could be kept on this device, so an interruption would begin the export anew.",

  // After an interruption
  interrupted: (portal: string, done: number, total: number) => `An export from ${portal} was interrupted: ${number(done)} of ${badges(total)} are here.`,
  interruptedUncounted: (portal: string) => `An export from ${portal} was interrupted: a part of it is here.`,
  goOnHint: "All lists are read again; only what is not here yet is downloaded. What is here is one day old at most.",
  goOn: "Go on",
  forget: "Forget it",
  waiting: "An interrupted export is kept on this device. Sign in with the same account to go on.",

  // While it runs
  safe: "If this tab is closed, what is here by then stays on this device for one day, and the export can go on.",
  full: "There is no room to keep more on this device. The export goes on; what is here stays, and after an interruption the rest is downloaded again.",
  silent: "This browser’s storage does not answer, so nothing more is kept on this device. The export goes on; after an interruption some of it may have to be downloaded again.",
  lost: "What was kept on this device has been deleted. The export goes on, but keep this tab open.",
  stop: "Stop, and go on later",
  stopped: "Stopped. What was downloaded stays on this device for one day at most.",
  cancelled: "Cancelled. No file was kept, and what was downloaded is deleted.",

  // Forgetting everything
  title: "On this device",
  what: "This site keeps nothing of yours in this browser, except what you chose: work that was interrupted, so that it can go on, and the language of these pages.",
  forgetEverything: "Forget everything",
  kinds: { exports: "an interrupted export", rebake: "how far re-baking came", files: "files that waited to be saved", signIn: "a sign-in that was begun", settings: "the language of these pages" },
  forgotten: (what: string) => `Deleted: ${what}.`,
  nothing: "There was nothing to delete.",
  notForgotten: "Not everything could be deleted. Close the other tabs of this site, then try again; your browser’s own settings delete it, too.",
  left: "One thing stays until it is done: a file that is being saved just now, in this tab or another one.",
});
