/**
 * badgepack's elements. Importing this defines them, each under its own name unless the page already took it.
 * @module
 */
import { define } from "./elements/define.js";
import { BadgeData } from "./elements/data.js";
import { BadgeExport } from "./elements/export.js";
import { BadgeInspector } from "./elements/inspector.js";
import { BadgeSignIn } from "./elements/sign-in-panel.js";

export { languages, setLanguage } from "./languages.js";
export type { BadgeDataEvents, BadgeExportEvents, BadgeInspectorEvents } from "./elements/events.js";
export { BadgeData } from "./elements/data.js";
export { BadgeExport } from "./elements/export.js";
export { BadgeInspector } from "./elements/inspector.js";
export type { Finished } from "./elements/run.js";
export type { Account, PortalChoice } from "./elements/account.js";
export { BadgeSignIn } from "./elements/sign-in-panel.js";

define({ "badge-data": BadgeData, "badge-export": BadgeExport, "badge-inspector": BadgeInspector, "badge-sign-in": BadgeSignIn });
