import type { messages } from "../save.js";

/** Saving a file, in German. */
export const save: typeof messages = {
  fileKinds: { zip: "ZIP-Archiv", csv: "Tabelle (CSV)", json: "JSON" },
  diskFull: "Auf diesem Gerät ist nicht genug Platz für die Datei. Schaffen Sie Platz oder lassen Sie etwas weg, und versuchen Sie es dann noch einmal.",
  engineBroke: "Das Programm von badgepack ist bei der Arbeit abgebrochen, und keine Datei wurde behalten. Versuchen Sie es noch einmal; geschieht es wieder, wählen Sie weniger auf einmal oder nehmen Sie einen anderen Browser.",
};
