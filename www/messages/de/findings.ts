import type { messages } from "../findings.js";
import { counted, number, percent } from "../../locale.js";

const badges = (count: number): string => counted(count, "Badge", "Badges");
const files = (count: number): string => counted(count, "Datei", "Dateien");

/** Many files, in German. */
export const findings: typeof messages = {
  many: (count) => `${files(count)} werden durchgesehen`,
  progress: "Wie weit es ist",
  figureDone: "Durchgesehen",
  ofFiles: (done, total) => `${number(done)} von ${number(total)}`,
  figureFound: "Gefundene Badges",
  summary: (found, total) => `${badges(found)} in ${files(total)}`,
  noFiles: "Es ist keine Datei darin.",
  stopped: (found, done, total) => `Angehalten nach ${number(done)} von ${files(total)}: bisher ${badges(found)}`,
  problems: (count) => counted(count, "Problem", "Probleme"),
  without: (count) => `${number(count)} ohne Badge`,
  announce: (fraction) => `${percent(fraction)} durchgesehen`,
  filter: "Suchen",
  filterHint: "Name, Aussteller oder Datei",
  which: "Zeigen",
  whiches: { all: "alles", badges: "Badges", without: "ohne Badge", problems: "Probleme" },
  listName: "Was gefunden wurde",
  columns: ["Bild", "Badge", "Verliehen", "Version", "Zustand"],
  within: (file, zip) => `${file} in ${zip}`,
  nothingFits: "Nichts passt. Ändern Sie, wonach Sie suchen.",
  pages: "Seiten",
  page: (from, to, all) => `${number(from)}–${number(to)} von ${number(all)}`,
  previous: "Zurück",
  next: "Weiter",
  addressOnly: "Nur eine Adresse",
  version: (label) => (label.startsWith("clr") ? `CLR ${label.slice(3)}` : label.replace("-", " bis ")),
  unnamed: "Ohne Namen",
  kindsOf: { badge: "Badge", address: "Adresse", class: "Badge-Klasse", issuer: "Aussteller", record: "Lernnachweis", list: "Liste", unknown: "andere Daten" },
  expired: "abgelaufen",
  noBadge: "kein Badge",
  problem: "Problem",
  remarks: (count) => counted(count, "Hinweis", "Hinweise"),
  cancel: "Abbrechen",
};
