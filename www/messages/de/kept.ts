import type { messages } from "../kept.js";
import { counted, number } from "../../locale.js";

/** What is kept on the device, in German. */
export const kept: typeof messages = {
  // Before an export
  keep: "Das Heruntergeladene auf diesem Gerät behalten, bis alles fertig ist, damit es nach einer Unterbrechung weitergehen kann",
  keepHint: "Die Bilder und Daten Ihrer Badges, im Speicher dieses Browsers, höchstens einen Tag lang; sie werden gelöscht, sobald das ZIP gesichert oder abgebrochen ist. Ihre Anmeldung wird nie behalten. Lassen Sie dies an einem Computer aus, den auch andere benutzen.",
  cannot: {
    storage: "Ein unterbrochener Export beginnt von vorn: Dieser Browser behält für diese Seite nichts, wie in manchen privaten Fenstern.",
    account: "Ein unterbrochener Export beginnt von vorn: Das Portal sagt nicht, wessen Konto dies ist, also wird dafür nichts behalten.",
    busy: "Ein anderer Tab sichert gerade dieses Konto und behält, was er herunterlädt.",
  },
  cannotNow: "Auf diesem Gerät konnte nichts behalten werden; nach einer Unterbrechung würde der Export von vorn beginnen.",

  // After an interruption
  interrupted: (portal, done, total) => `Ein Export aus ${portal} wurde unterbrochen: ${number(done)} von ${counted(total, "Badge", "Badges")} sind hier.`,
  interruptedUncounted: (portal) => `Ein Export aus ${portal} wurde unterbrochen: Ein Teil davon ist hier.`,
  goOnHint: "Alle Listen werden neu gelesen; heruntergeladen wird nur, was noch nicht hier ist. Was hier ist, ist höchstens einen Tag alt.",
  goOn: "Fortsetzen",
  forget: "Vergessen",
  waiting: "Auf diesem Gerät liegt ein unterbrochener Export. Melden Sie sich mit demselben Konto an, um ihn fortzusetzen.",

  // While it runs
  safe: "Wenn dieser Tab geschlossen wird, bleibt das bis dahin Heruntergeladene einen Tag lang auf diesem Gerät, und der Export kann weitergehen.",
  full: "Auf diesem Gerät ist kein Platz, um mehr zu behalten. Der Export geht weiter; was hier ist, bleibt, und nach einer Unterbrechung wird der Rest noch einmal heruntergeladen.",
  silent: "Der Speicher dieses Browsers antwortet nicht, deshalb wird auf diesem Gerät nichts mehr behalten. Der Export geht weiter; nach einer Unterbrechung muss vielleicht ein Teil noch einmal heruntergeladen werden.",
  lost: "Was auf diesem Gerät behalten wurde, ist gelöscht worden. Der Export geht weiter, aber lassen Sie diesen Tab offen.",
  stop: "Anhalten und später fortsetzen",
  stopped: "Angehalten. Das Heruntergeladene bleibt höchstens einen Tag lang auf diesem Gerät.",
  cancelled: "Abgebrochen. Es wurde keine Datei behalten, und das Heruntergeladene ist gelöscht.",

  // Forgetting everything
  title: "Auf diesem Gerät",
  what: "Diese Seite behält in diesem Browser nichts von Ihnen außer dem, was Sie gewählt haben: Arbeit, die unterbrochen wurde, damit sie weitergehen kann, und die Sprache dieser Seiten.",
  forgetEverything: "Alles vergessen",
  kinds: { exports: "ein unterbrochener Export", rebake: "wie weit das neue Einbetten gekommen war", files: "Dateien, die auf das Sichern warteten", signIn: "eine begonnene Anmeldung", settings: "die Sprache dieser Seiten" },
  forgotten: (what) => `Gelöscht: ${what}.`,
  nothing: "Es gab nichts zu löschen.",
  notForgotten: "Nicht alles konnte gelöscht werden. Schließen Sie die anderen Tabs dieser Website und versuchen Sie es noch einmal; auch die Einstellungen Ihres Browsers löschen es.",
  left: "Eines bleibt, bis es fertig ist: eine Datei, die gerade gesichert wird, in diesem oder einem anderen Tab.",
};
