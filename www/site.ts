/** The site: the elements that stand on the page, and the portals that this deployment lists in `config.json`. */
import type { BadgeInspector, PortalChoice, PortalProperties } from "./elements.js";
import { leadToLanguage } from "./site-language.js";

// Under somebody else's page a click may not be what it looks like: where the server cannot forbid that, nothing is replaced there.
const isCovered = globalThis.top !== globalThis.self && document.querySelector("badge-replace") !== null;

if (isCovered) document.querySelector("#framed")?.removeAttribute("hidden");
else if (!leadToLanguage()) await begin();

async function begin(): Promise<void> {
  const accounts = document.querySelectorAll<HTMLElement & PortalProperties>("badge-export, badge-data, badge-replace");
  const inspector = document.querySelector<BadgeInspector>("badge-inspector");
  const [portals] = await Promise.all([
    accounts.length > 0 ? portalsOfSite() : [],
    // What the page shows first, at the same time as all else.
    accounts.length > 0 ? import("./elements/sign-in/panel.js") : undefined,
    inspector ? import("./elements/inspector/panel.js") : undefined,
  ]);
  for (const element of accounts) element.portals = portals;
  await import("./elements.js"); // Only now, so that nobody sees the panel change under their hands.
  if (!inspector) return;
  // People come here for this alone, and once everything is loaded they need no network any more.
  const prepare = (): void => void inspector.prepare();
  if ("requestIdleCallback" in globalThis) requestIdleCallback(prepare);
  else setTimeout(prepare, 1000); // Safari
}

/** No list is no fault: people then enter their portal's address. */
async function portalsOfSite(): Promise<PortalChoice[]> {
  // Beside this script, wherever the page stands.
  const answer = await fetch(new URL("./config.json", import.meta.url), { cache: "no-cache" }).catch(() => undefined);
  const config: { portals?: PortalChoice[] } = answer?.ok ? await answer.json().catch(() => ({})) : {};
  return config.portals ?? [];
}
