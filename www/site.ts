/** The site: the elements that stand on the page, and the portals that this deployment lists in `config.json`. */
import { define } from "./elements/define.js";
import type { PortalChoice } from "./elements.js";

const learner = document.querySelectorAll("badge-export");
const issuer = document.querySelectorAll("badge-data");
if (learner.length + issuer.length > 0) {
  const answer = await fetch("./config.json", { cache: "no-cache" }).catch(() => undefined);
  // No list is no fault: people then enter their portal's address.
  const config: { portals?: PortalChoice[] } = answer?.ok ? await answer.json().catch(() => ({})) : {};
  for (const element of [...learner, ...issuer]) element.portals = config.portals ?? [];
  const [{ BadgeSignIn }, , data, own] = await Promise.all([
    import("./elements/sign-in.js"), import("./elements/sign-in/panel.js"), issuer.length > 0 ? import("./elements/data.js") : undefined, learner.length > 0 ? import("./elements/export.js") : undefined,
  ]);
  // Only now, so that nobody sees the panel change under their hands.
  define({ "badge-sign-in": BadgeSignIn, ...(own && { "badge-export": own.BadgeExport }), ...(data && { "badge-data": data.BadgeData }) });
}

const inspector = document.querySelector("badge-inspector");
if (inspector) {
  const [{ BadgeInspector }] = await Promise.all([import("./elements/inspector.js"), import("./elements/inspector/panel.js")]);
  define({ "badge-inspector": BadgeInspector });
  // People come here for this alone, and once everything is loaded they need no network any more.
  requestIdleCallback?.(() => void inspector.prepare());
}
