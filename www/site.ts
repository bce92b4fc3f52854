/** The site: the elements that stand on the page, and the portals that this deployment lists in `config.json`. */
import { define } from "./elements/define.js";
import type { PortalChoice } from "./elements.js";
import { leadToLanguage } from "./site-language.js";

if (!leadToLanguage()) await Promise.all([withPortals(), inspector()]);

async function withPortals(): Promise<void> {
  const learner = document.querySelectorAll("badge-export");
  const issuer = document.querySelectorAll("badge-data");
  const replace = document.querySelectorAll("badge-replace");
  if (learner.length + issuer.length + replace.length === 0) return;
  // Beside this script, wherever the page stands.
  const answer = await fetch(new URL("./config.json", import.meta.url), { cache: "no-cache" }).catch(() => undefined);
  // No list is no fault: people then enter their portal's address.
  const config: { portals?: PortalChoice[] } = answer?.ok ? await answer.json().catch(() => ({})) : {};
  for (const element of [...learner, ...issuer, ...replace]) element.portals = config.portals ?? [];
  const [{ BadgeSignIn }, data, own, other] = await Promise.all([
    import("./elements/sign-in.js"), issuer.length > 0 ? import("./elements/data.js") : undefined, learner.length > 0 ? import("./elements/export.js") : undefined,
    replace.length > 0 ? import("./elements/replace.js") : undefined,
  ]);
  // Only now, so that nobody sees the panel change under their hands.
  define({
    "badge-sign-in": BadgeSignIn, ...(own && { "badge-export": own.BadgeExport }), ...(data && { "badge-data": data.BadgeData }),
    ...(other && { "badge-replace": other.BadgeReplace }),
  });
}

async function inspector(): Promise<void> {
  const element = document.querySelector("badge-inspector");
  if (!element) return;
  const { BadgeInspector } = await import("./elements/inspector.js");
  define({ "badge-inspector": BadgeInspector });
  // People come here for this alone, and once everything is loaded they need no network any more.
  const prepare = (): void => void element.prepare();
  if ("requestIdleCallback" in globalThis) requestIdleCallback(prepare);
  else setTimeout(prepare, 1000); // Safari
}
