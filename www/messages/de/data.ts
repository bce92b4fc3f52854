import type { messages } from "../data.js";
import { bytes, counted, duration, number, rough, span } from "../../locale.js";

const awards = (count: number): string => counted(count, "Verleihung", "Verleihungen");
const rows = (count: number): string => counted(count, "Zeile", "Zeilen");
const columns = (count: number): string => counted(count, "Spalte", "Spalten");
const records = (count: number): string => counted(count, "Datensatz", "Datensätze");
const units = { day: "Tag", month: "Monat", year: "Jahr" };

/** The page for issuers, in German. */
export const data: typeof messages = {
  // Who and whose
  opening: (name) => `Es wird nachgesehen, was ${name} hat …`,
  connected: (portal, person) => (person ? `${person}, verbunden mit ${portal}` : `Verbunden mit ${portal}`),
  signOut: "Abmelden",
  otherAccount: "Ein anderes Konto verwenden",
  noIssuers: "Keine Aussteller",
  nobody: "Dieses Konto gehört auf diesem Portal zu keinem Aussteller, es gibt also nichts zu exportieren. Melden Sie sich mit dem Konto an, mit dem Sie Badges ausstellen, oder lassen Sie sich dort von jemandem hinzufügen, dem der Aussteller gehört.",
  which: "Aussteller",
  others: "Andere Aussteller",
  holds: (count) => (count === 0 ? "Noch keine Badge-Klassen" : counted(count, "Badge-Klasse", "Badge-Klassen")),
  roles: { owner: "Er gehört Ihnen", editor: "Sie bearbeiten ihn", staff: "Sie gehören zum Team" },
  readOnly: "Nur lesend. Nichts hier verändert Ihren Aussteller.",

  // The exports
  exports: "Exporte",
  tabs: { awards: "Verleihungen (CSV)", issuer: "Aussteller (JSON)", class: "Badge-Klasse (JSON)", groups: "Gruppen", badges: "Badges", learners: "Lernstand", members: "Mitglieder" },
  about: {
    issuer: "Der Aussteller, wie das Portal ihn führt, Satz für Satz und unverändert, in einer Datei, die Programme zurücklesen können.",
    class: "Eine Badge-Klasse, wie das Portal sie führt, mit ihrem Aussteller, in einer Datei, die Programme zurücklesen können.",
    groups: "Eine Zeile für jede Empfängergruppe und jeden Lernpfad, dem sie folgt.",
    badges: "Welche Badges und Schritte die Lernpfade verlangen: eine Zeile für jedes, mit der Schwelle und der Gruppe, die folgt.",
    learners: "Eine Zeile für jeden Lernenden einer Gruppe und jeden Lernpfad: wie weit sie sind, ihr letztes Badge und die Nachweise.",
    members: "Ihre Kolleginnen und Kollegen und die Lernenden Ihrer Gruppen; je eine Zeile.",
  },
  missing: {
    groups: "Dieses Portal kennt keine Empfängergruppen, es gibt hier also nichts zu exportieren. Gruppen haben nur manche Portale.",
    pathways: "Dieses Portal kennt keine Lernpfade, es gibt hier also nichts zu exportieren. Lernpfade haben nur manche Portale.",
    noGroups: "Dieser Aussteller hat noch keine Empfängergruppen, es gibt hier also nichts zu exportieren.",
    noPathways: "Dieser Aussteller hat noch keine Lernpfade, es gibt hier also nichts zu exportieren.",
    noClasses: "Dieser Aussteller hat noch keine Badge-Klassen, es gibt hier also nichts zu exportieren.",
  },

  // Whose awards
  scope: "Verleihungen von",
  organization: (name, count) => `Der ganzen Organisation: ${name} (${counted(count, "Aussteller", "Aussteller")})`,
  allIssuers: (count) => `Allen meinen Ausstellern (${number(count)})`,
  noOrganizations: "Dieses Portal kennt keine Organisationen; an ihre Stelle treten alle Ihre Aussteller zusammen.",
  thisIssuer: "Diesem Aussteller",
  oneClass: "Einer Badge-Klasse",
  badgeClass: "Badge-Klasse",
  archived: (name) => `${name} (archiviert)`,

  // When
  period: "Verliehen",
  from: "Von",
  to: "Bis einschließlich",
  ranges: { thisMonth: "Dieser Monat", lastMonth: "Letzter Monat", thisYear: "Dieses Jahr", lastYear: "Letzte 12 Monate", all: "Alle" },
  quick: "Häufige Zeiträume",
  allTime: "Jede Verleihung, die es gibt, an alle.",
  days: (zone, own) =>
    zone === "UTC" ? "Ein Tag ist ein Tag in UTC." : own ? `Ein Tag ist ein Tag in \`${zone}\`, der Zeitzone dieses Geräts.` : `Ein Tag ist ein Tag in \`${zone}\`.`,
  fileTimes: "Zeiten in der Datei sind UTC.",
  zone: "Zeitzone",
  zoneChange: "Eine andere Zeitzone",
  ownZone: (zone) => `${zone} (dieses Gerät)`,
  backwards: "Der letzte Tag liegt vor dem ersten. Vertauschen Sie die beiden, oder ändern Sie einen.",

  // What
  columns: (chosen, all, raw) =>
    `${chosen === all ? `Alle ${columns(all)}` : `${number(chosen)} von ${columns(all)}`}, ${raw ? "Zeichen für Zeichen" : "sicher für Tabellenprogramme"}`,
  allColumns: "Alle Spalten",
  noColumns: "Wählen Sie mindestens eine Spalte.",
  empty: { always: "immer leer", here: "auf diesem Portal leer" },
  raw: "Zellen Zeichen für Zeichen",
  rawHint: "Für Programme. Sonst bekommt eine Zelle, die ein Tabellenprogramm für eine Formel hielte, einen Apostroph davor.",
  rawWarning: "Ein Tabellenprogramm kann ausführen, was in einer Zelle steht, und in manche können Lernende schreiben. Öffnen Sie diese Datei mit Programmen, nicht mit einem Tabellenprogramm.",
  toggles: {
    creation: "Wie und wann eine Gruppe entstand", expiration: "Wie und wann eine Gruppe endet", archived: "Auch archivierte Gruppen",
    staff: "E-Mail-Adressen der Kolleginnen und Kollegen",
  },
  toggleHints: { creation: "Zwei Spalten.", expiration: "Zwei Spalten.", archived: "", staff: "Nur dabei, wenn Sie es verlangen: Es sind die Adressen anderer, und Dateien wie diese werden weitergegeben." },
  staffOfGroups: "Betreuende der Gruppen",
  leftEmpty: "Dieses Portal lässt sie leer.",

  // Issuer and badge class as JSON
  include: "Enthalten",
  classes: "Badge-Klassen",
  assertions: "Verleihungen",
  assertionsHint: "Jede, mit denen, die sie bekommen haben. Sie stehen in ihren Badge-Klassen, also nur mit diesen.",
  assertionsOff: "Verleihungen gehören zu Badge-Klassen, deshalb wurden sie mit ausgeschaltet.",
  recipientGroups: "Empfängergruppen",
  recipientGroupsHint: "Mit den Namen und Adressen ihrer Mitglieder.",
  pathways: "Lernpfade",
  staff: "Das Team, mit E-Mail-Adressen",
  compress: "Packen",
  compressOn: "Ein ZIP mit dem JSON, allen Bildern als Dateien, einem Bericht und Prüfsummen.",
  compressOff: "Eine JSON-Datei; Bilder sind Adressen darin.",
  notHere: "nicht auf diesem Portal",
  none: "keine",
  notCounted: "nicht gezählt",
  roughly: (size) => `≈ ${bytes(size)}`,

  // Looking before saving
  overview: "In diesem Zeitraum",
  overviewAll: "Alle Verleihungen",
  reading: "Wird gelesen …",
  readingMore: (count) => `Wird gelesen … bisher ${rows(count)}`,
  stop: "Anhalten",
  lookAgain: "Noch einmal zählen",
  stopped: "Das Zählen wurde angehalten. Gesichert wird trotzdem alles.",
  most: (count) => `Nur die zuerst gelisteten ${awards(count)} wurden gezählt. Gesichert wird alles.`,
  atLeast: (count) => `mindestens ${number(count)}`,
  rowsExact: (count, size) => `${rows(count)} · ≈ ${bytes(size)}`,
  rowsAtLeast: (count) => `Mindestens ${rows(count)}`,
  figures: { rows: "Verleihungen", recipients: "Empfänger", badges: "Badge-Klassen", revoked: "Zurückgezogen", expired: "Abgelaufen", undated: "Ohne lesbares Datum" },
  chart: (unit, from, to, top, most) =>
    `Verleihungen je ${units[unit]}, ${span(from)} bis ${span(to)}; am meisten in ${span(top)}: ${number(most)}.`,
  chartTable: "Als Tabelle",
  chartColumns: { ...units, awards: "Verleihungen" },
  preview: (shown, all) => (all && shown > 1 ? `Vorschau: alle ${rows(shown)}` : shown > 1 ? `Vorschau: die ersten ${rows(shown)}` : "Vorschau"),
  previewOrder: "Die neuesten zuerst, wie das Portal sie auflistet.",
  waiting: (seconds) => `Das Portal hat um eine Pause gebeten (${duration(seconds)}).`,
  lookFailed: "Es gibt keine Vorschau:",

  // Saving
  duty: "Was Sie hier sichern, nennt Lernende und was sie erreicht haben. Von da an sind Sie dafür verantwortlich: Bewahren Sie es nur dort auf, wo es lesen kann, wer es braucht, und löschen Sie es, sobald es seinen Zweck erfüllt hat.",
  understood: "Verstanden",
  saveCsv: "CSV sichern",
  saveJson: "Aussteller exportieren",
  saveClass: "Badge-Klasse exportieren",
  copy: "Erste Zeilen kopieren",
  copied: (count) => `${rows(count)} kopiert; fügen Sie sie in ein Tabellenprogramm ein.`,
  copyFailed: "Der Browser lässt diese Seite nicht in die Zwischenablage schreiben. Sichern Sie stattdessen das CSV.",
  cancelled: "Abgebrochen. Es wurde keine Datei behalten.",
  signedOut: "Ihre Anmeldung ist abgelaufen. Es wurde nichts gesichert, und nichts von Ihrer Auswahl ist verloren: Melden Sie sich wieder an, um weiterzumachen.",
  signedInAgain: "Sie sind wieder angemeldet. Alles ist, wie Sie es verlassen haben; gesichert wurde noch nichts.",
  cut: (count) => (count > 0 ? `Es brach ab (gelesen: ${records(count)}). Es wurde keine Datei behalten, damit keine vollständig aussieht, die es nicht ist.` : "Es wurde nichts gesichert."),

  // Running
  phases: { connecting: "Verbindung mit dem Portal", reading: "Wird gelesen", checking: "Inzwischen neue Verleihungen werden gesucht", done: "Fertig" },
  figureRows: "Zeilen",
  figureListed: "Gelesene Datensätze",
  ofAbout: (done, total) => `${number(done)} von etwa ${rough(total)}`,
  ofRecords: (done, total) => `${number(done)} von ${number(total)}`,
  figureIssuers: "Aussteller",
  figureClasses: "Badge-Klassen",
  figureAssertions: "Verleihungen",
  figurePictures: "Bilder",

  // Afterwards
  savedRows: (table, count) => `${table === "awards" ? awards(count) : rows(count)} gesichert`,
  savedDocument: "Aussteller gesichert",
  savedClass: "Badge-Klasse gesichert",
  complete: "Vollständig",
  picturesMissing: (count) => counted(count, "Bild fehlt", "Bilder fehlen"),
  figureFile: "Datei",
  figureSize: "Größe",
  figureActive: "Gültig",
  figureExpired: "Abgelaufen",
  figureRevoked: "Zurückgezogen",
  figureGroups: "Empfängergruppen",
  figurePathways: "Lernpfade",
  whereChosen: "Es ist dort, wo Sie es sichern wollten.",
  whereDownloads: "Es ist in Ihrem Download-Ordner.",
  skipped: (count) => `${awards(count)} außerhalb des Zeitraums, nicht in der Datei.`,
  skippedRows: (count) => `${records(count)} nach Ihrer Wahl weggelassen, etwa archivierte Gruppen.`,
  undated: (count) => `${awards(count)} ohne lesbares Datum, trotzdem in der Datei.`,
  duplicates: (count) => `${records(count)} vom Portal doppelt gelistet; jeder ist einmal in der Datei.`,
  late: (count) => `${counted(count, "Verleihung kam", "Verleihungen kamen")} während des Lesens hinzu; sie stehen am Ende.`,
  comma: ", ",
  emptyColumns: "Leer gebliebene Spalten",
  good: "Alles, was das Portal aufgelistet hat, ist darin.",
  backToExports: "Zurück zu den Exporten",
  missingTitle: "Fehlende Bilder",
  missingNote: "Dieselbe Liste steht im ZIP in `report.json`.",
  missingColumns: ["Bild von", "Was geschehen ist"],
};
