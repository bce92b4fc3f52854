import type { PortalDescription } from "./badgepack.js";

/** A portal description, imported as JSON. */
declare const description: PortalDescription;
export default description;
