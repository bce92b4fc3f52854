import type { messages } from "../save.js";

/** Saving a file, in German. */
export const save: typeof messages = {
  fileKinds: { zip: "ZIP-Archiv", csv: "Tabelle (CSV)", json: "JSON" },
  diskFull: "Auf diesem Gerät ist nicht genug Platz für die Datei. Schaffen Sie Platz oder lassen Sie etwas weg, und versuchen Sie es dann noch einmal.",
  notWritable: "Die Datei lässt sich dort nicht schreiben. Prüfen Sie, ob es den Ordner gibt, ob man darin schreiben darf und ob der Name nicht der eines Ordners ist, oder wählen Sie einen anderen Ort; versuchen Sie es dann noch einmal.",
  noPlace: "Für die Datei wurde kein Ort gewählt; deshalb wurde nichts gesichert.",
  engineBroke: "Das Programm von badgepack ist bei der Arbeit abgebrochen, und keine Datei wurde behalten. Versuchen Sie es noch einmal; geschieht es wieder, wählen Sie weniger auf einmal oder nehmen Sie einen anderen Browser.",
};
