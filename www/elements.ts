/**
 * badgepack's elements. Importing this defines them, each under its own name unless the page already took it.
 * @module
 */
import { BadgeExport } from "./elements/export.js";
import { BadgeSignIn } from "./elements/sign-in-panel.js";

export type { BadgeExportEvents } from "./elements/events.js";
export { BadgeExport } from "./elements/export.js";
export type { Finished } from "./elements/run.js";
export { BadgeSignIn, type Account, type PortalChoice } from "./elements/sign-in-panel.js";

if (typeof customElements !== "undefined") {
  for (const [name, element] of Object.entries({ "badge-export": BadgeExport, "badge-sign-in": BadgeSignIn })) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
