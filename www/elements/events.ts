import type { BadgepackError, Progress } from "../badgepack.js";
import type { Finished } from "./run.js";

/** What `<badge-export>` tells the page. All events bubble, also out of shadow trees. */
export interface BadgeExportEvents {
  /** At most ten times a second while a run is on. */
  "badgepack-progress": CustomEvent<Progress>;
  /** The file is whole. */
  "badgepack-done": CustomEvent<Finished>;
  /** Something went wrong that people are shown. */
  "badgepack-error": CustomEvent<BadgepackError>;
  /** A run was cancelled; no file was kept. */
  "badgepack-cancel": CustomEvent<null>;
}

/** Tells the page, through every shadow tree. */
export function tell<Name extends keyof BadgeExportEvents>(element: HTMLElement, name: Name, detail: BadgeExportEvents[Name]["detail"]): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

declare global {
  interface HTMLElementEventMap extends BadgeExportEvents {}
}
