import { css, html, nothing, type TemplateResult } from "lit";
import type { PresentClass } from "../../badgepack.js";
import { messages } from "../../messages/replace-run.js";
import { keptJournal } from "./journals.js";
import { idOf } from "./words.js";

/** Awards are re-baked without anything being replaced: offered for a class that has any, first of all where an earlier run had stopped. */
export function rebakeOffer(present: PresentClass | null, portal: string, start: () => void): TemplateResult | typeof nothing {
  if (!present || present.awards.all === 0) return nothing;
  const kept = keptJournal(portal, idOf(present));
  const done = kept ? Object.keys(kept.journal.done).length : 0;
  return kept && done > 0
    ? html`<section class="note offer" part="rebake-offer"><p>${messages.offerGoOn(done, kept.awards)}</p><div class="bar"><button class="main" @click=${start}>${messages.goOn(done + 1)}</button></div></section>`
    : html`<section class="card offer" part="card rebake-offer"><p class="mute small">${messages.offer}</p><div class="bar"><button @click=${start}>${messages.offerStart}</button></div></section>`;
}

export const rebakeOfferLook = css`
  section.offer { display: flex; flex-wrap: wrap; gap: 0.75rem 1.5rem; align-items: center; justify-content: space-between; margin-block-start: 1rem; }
  .offer p { flex: 1 1 20rem; }
`;
