import type { messages } from "../inspector.js";
import { number } from "../../locale.js";

/** Taking a badge in, in German. */
export const inspector: typeof messages = {
  // Taking in
  drop: "Badges hier ablegen oder einfügen",
  dropMore: "Noch eines ansehen",
  dropNow: "Loslassen, um hineinzusehen",
  kinds: "Bilder (PNG, SVG), JSON, signierte Badges, Web-Adressen, oder ein ZIP mit vielen. Auch mehrere auf einmal.",
  local: "Dateien bleiben auf diesem Gerät. Nur eine Web-Adresse, nach der Sie fragen, wird abgerufen.",
  choose: "Dateien wählen",
  paste: "Einfügen",
  fromWeb: "Von einer Web-Adresse",
  fromText: "Text eingeben oder einfügen",
  example: "Ein Beispiel ansehen",
  address: "Die Web-Adresse des Badges",
  addressHint: "Die Seite eines Badges oder der Ort seiner Daten. Sie wird von hier aus abgerufen, und niemand sonst wird gefragt.",
  addressMissing: "Geben Sie zuerst eine Adresse ein; sie sieht aus wie https://badges.example.org/public/assertions/…",
  addressWrong: "Das ist keine Web-Adresse; eine solche sieht aus wie https://badges.example.org/public/assertions/…",
  fetch: "Abrufen",
  text: "Das Badge als Text",
  textHint: "JSON, ein signiertes Badge (es beginnt mit eyJ) oder eine Adresse.",
  textMissing: "Geben Sie zuerst den Text ein oder fügen Sie ihn ein.",
  textWrong: "Das ist kein Badge: weder JSON noch ein signiertes Badge noch eine Adresse. Korrigieren Sie es, oder bringen Sie die Datei.",
  show: "Ansehen",
  clipboardEmpty: "In der Zwischenablage ist weder ein Bild noch ein Text. Kopieren Sie zuerst ein Badge, oder legen Sie seine Datei hier ab.",
  clipboardClosed: "Der Browser lässt diese Seite nicht in die Zwischenablage sehen. Drücken Sie stattdessen Strg+V (⌘V auf einem Mac); das geht überall auf dieser Seite.",
  pastedName: "Eingefügter Text",
  typedName: "Ihr Text",
  exampleName: "beispiel.svg",

  // One that is on its way
  reading: (file) => `\`${file}\` wird gelesen`,
  fetching: (host) => `${host} wird gefragt …`,
  cancel: "Abbrechen",

  // Faults
  faultOf: (file) => `\`${file}\` konnte nicht gelesen werden`,
  fetchFault: (host) => `${host} hat das Badge nicht herausgegeben`,
  faultTitle: "Das hat nicht geklappt",
  place: (at) => `Wo: ${at.replace(/^byte (\d+)$/, (_, byte: string) => `Byte ${number(Number(byte))}`)}`,
  tryAgain: "Noch einmal versuchen",
  getOriginal: "Besorgen Sie die ursprüngliche Datei: Laden Sie sie dort noch einmal herunter, wo Sie das Badge bekommen haben, nicht aus der Vorschau in einem Chat oder einer E-Mail.",
};
