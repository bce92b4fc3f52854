import { html, nothing, type TemplateResult } from "lit";
import type { PresentClass } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import { link } from "../inspector/words.js";
import type { Found } from "./find.js";

/** Where the new badge is from, and whose it is; of a safety copy, what it is a copy of. */
export function rights({ draft, copy, label }: Found, present: PresentClass): TemplateResult {
  if (copy) {
    const isOther = copy.badgeClass !== present.record["entityId"];
    return html`<p class="note ${isOther ? "warn" : ""}" part="rights"><bdi>${messages.copyOf(copy.name, copy.awards, copy.savedAt, copy.portal)}</bdi> ${isOther ? messages.copyOther : nothing}</p>`;
  }
  const { issuer, issuerId, issuerUrl, classId, version, licence } = draft.rights;
  const isOwn = issuerId !== null && issuerId === present.record["issuerOpenBadgeId"];
  const said = isOwn ? messages.rightsOwn : issuer ? messages.rights(issuer) : messages.rightsUnknown;
  const address = issuerUrl ?? issuerId;
  return html`<section class="note ${isOwn ? "" : "warn"} rights" part="rights" aria-labelledby="rights">
    <h3 id="rights">${messages.rightsTitle}</h3>
    <p><bdi>${said}</bdi> ${isOwn ? nothing : messages.rightsStay}</p>
    <p class="small"><span class="mute">${messages.source}:</span> <bdi>${label}</bdi>${version ? html` · <bdi>${messages.version(version)}</bdi>` : nothing}${address && !isOwn ? html` · ${link(address)}` : nothing}${classId ? html` · <span class="mute">${messages.classAt}:</span> ${link(classId)}` : nothing}</p>
    ${isOwn ? nothing : html`<p class="small"><bdi>${licence ? messages.licence(licence) : messages.noLicence}</bdi></p>`}
  </section>`;
}
