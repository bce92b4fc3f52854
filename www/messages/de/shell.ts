import type { messages } from "../shell.js";

/** Before anything else is loaded, in German. */
export const shell: typeof messages = {
  looking: (name) => `Es wird nachgesehen, was ${name} für Sie bereithält …`,
  lookingForIssuers: (name) => `Ihre Aussteller auf ${name} werden gesucht …`,
  errorTitle: "Das hat nicht geklappt",
  tokenUnknown: "Das Portal kennt dieses Zugriffstoken nicht; prüfen Sie es und versuchen Sie es noch einmal.",
  notLoaded: "Ein Teil dieser Seite konnte nicht geladen werden; prüfen Sie die Verbindung und versuchen Sie es dann noch einmal.",
  notDrawable: "Die Sicherheitsrichtlinie dieser Seite lässt nicht zu, dass die Elemente von badgepack gezeichnet werden: Sie braucht „trusted-types badgepack“ und keine andere Policy dieses Namens.",
  tryAgain: "Noch einmal versuchen",
  back: "Zurück",
  cancel: "Abbrechen",
};
