import { css, html, nothing, type TemplateResult } from "lit";
import type { Inspection } from "../../badgepack.js";
import { messages } from "../../messages/card.js";
import { explainWarning } from "../../sentences.js";
import type { OwnerCheck } from "./mine.js";

/** Remarks about bytes that are not the badge's: a new bake leaves them as they are. */
const STAYS = new Set(["crc", "trailing-data", "doctype"]);

/** Whether a new bake makes a better file of it. */
export const canMend = ({ found, picture }: Inspection): boolean => picture !== null && (found?.warnings.some(({ code }) => !STAYS.has(code)) ?? false);

/** What to know about what is shown: that nobody has verified it, whose it is, and what is odd about the file. */
export function notes(inspection: Inspection, owner: OwnerCheck | null): TemplateResult | typeof nothing {
  if (!inspection.found) return nothing;
  const warnings = inspection.found.warnings;
  const read = inspection.document !== null && inspection.document.kind !== "unknown"; // Of an address alone, no badge was read.
  if (!read && !owner && warnings.length === 0) return nothing;
  return html`<aside class="card aside" part="card notes" aria-label=${messages.notes}>
    ${read ? html`<section class="block"><h3>${messages.notVerified}</h3><p class="small">${messages.notVerifiedWhy}</p></section>` : nothing}
    ${owner ? html`<section class="block rule"><h3>${messages.mine}</h3>${owner.render()}</section>` : nothing}
    ${warnings.length > 0
      ? html`<section class="block rule" part="remarks">
          <h3>${messages.remarks}</h3>
          <ul class="items">${warnings.map((warning) => html`<li class="small"><bdi>${explainWarning(warning)}</bdi></li>`)}</ul>
          ${canMend(inspection) ? html`<p class="mute small">${messages.remarkMend}</p>` : nothing}
        </section>`
      : nothing}
  </aside>`;
}

export const notesLook = css`
  .aside .block h3 { color: var(--ink); font-size: 1rem; }
  .rule { border-block-start: 1px solid var(--line); padding-block-start: 0.9rem; }
  .rule:first-child { border: 0; padding: 0; }
  .mine { gap: 0.6rem; }
`;
