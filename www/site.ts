/** The site: its elements, and the portals that this deployment lists in `config.json`. */
import type { PortalChoice } from "./elements.js";

const answer = await fetch("./config.json", { cache: "no-cache" }).catch(() => undefined);
// No list is no fault: people then enter their portal's address.
const config: { portals?: PortalChoice[] } = answer?.ok ? await answer.json().catch(() => ({})) : {};
for (const element of document.querySelectorAll("badge-export")) element.portals = config.portals ?? [];
// Only now, so that nobody sees the panel change under their hands.
await import("./elements.js");
