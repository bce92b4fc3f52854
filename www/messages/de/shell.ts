import type { messages } from "../shell.js";

/** Before anything else is loaded, in German. */
export const shell: typeof messages = {
  looking: (name) => `Es wird nachgesehen, was ${name} für Sie bereithält …`,
  lookingForIssuers: (name) => `Ihre Aussteller auf ${name} werden gesucht …`,
  errorTitle: "Das hat nicht geklappt",
  notLoaded: "Ein Teil dieser Seite konnte nicht geladen werden; prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
  tryAgain: "Noch einmal versuchen",
  back: "Zurück",
  cancel: "Abbrechen",
};
