import { css, html, nothing, type TemplateResult } from "lit";
import type { AwardCount } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";

/** What a replacement would change, and what it would not; `known` once all awards were counted. */
export function effects(awards: AwardCount, known: boolean): TemplateResult {
  const row = (name: string, value: unknown): TemplateResult => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<aside class="card" part="card effects" aria-labelledby="effects">
    <h2 id="effects">${messages.effects}</h2>
    <dl class="effects">
      ${row(messages.awards, known ? affected(awards) : html`<span class="mute">${messages.counting(awards.all)}</span>`)}
      ${row(messages.told, messages.toldNobody)}
      ${row(messages.address, messages.addressStays)}
      ${known && awards.all === 0 ? nothing : row(messages.pictures, html`${messages.rebaked}. <span class="mute">${messages.signed}.</span>`)}
      ${row(messages.untouched, messages.untouchedYes)}
    </dl>
    <p class="note warn small">${messages.meaning}</p>
  </aside>`;
}

function affected({ all, revoked, exact }: AwardCount): TemplateResult {
  if (all === 0 && exact) return html`${messages.noAwards}`;
  return html`<bdi><b>${messages.affected(all - revoked, exact)}</b> ${revoked > 0 ? messages.revoked(revoked) : nothing}</bdi>`;
}

export const effectsLook = css`
  .effects { margin: 0; display: grid; gap: 0.55rem; }
  .effects > div { display: grid; grid-template-columns: minmax(5.5rem, 8.25rem) minmax(0, 1fr); gap: 0 0.9rem; }
  .effects dt { color: var(--mute); }
  .effects dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
`;
