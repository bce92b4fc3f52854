import { css, html, nothing, type TemplateResult } from "lit";
import { messages } from "../../../messages/kept.js";
import { KeptStore, lockOf, type KeptExport } from "./store.js";

/** What is kept of somebody's account, and whether anything can be: if not, why. */
export interface KeepChoice {
  can: "yes" | keyof typeof messages.cannot;
  kept: KeptExport | null;
}

/** Before it is known. */
export const UNKNOWN: KeepChoice = { can: "account", kept: null };

/** Looks at what is kept of an account, without making a place for it. */
export async function lookForKept(account: string | null): Promise<KeepChoice> {
  if (account === null) return UNKNOWN;
  try {
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === lockOf(account))) return { can: "busy", kept: null };
    const store = await KeptStore.find();
    const kept = (await store?.exportOf(account)) ?? null;
    store?.close();
    return { can: "yes", kept };
  } catch {
    return { can: "storage", kept: null };
  }
}

/** Deletes what is kept of an account, if anything is. */
export async function forgetKept(account: string): Promise<void> {
  await (await KeptStore.find())?.forget(account);
}

/** What people choose before an export: off until they say otherwise. */
export function keepChoice({ can }: KeepChoice, wish: boolean, choose: (wish: boolean) => void): TemplateResult {
  return can === "yes"
    ? html`<label class="row keep"><input type="checkbox" .checked=${wish} @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)} /><span>${messages.keep}<small class="mute">${messages.keepHint}</small></span></label>`
    : html`<p class="mute small">${messages.cannot[can]}</p>`;
}

/** How far an interrupted export had come: a sentence. */
export const interrupted = (portal: string, { done, total }: KeptExport): string => (total > 0 ? messages.interrupted(portal, done, total) : messages.interruptedUncounted(portal));

/** What an interrupted export left, where it did. */
export function keptOffer(portal: string, { kept }: KeepChoice, goOn: () => void, forget: () => void): TemplateResult | typeof nothing {
  if (!kept) return nothing;
  return html`<section class="note" part="kept" aria-labelledby="kept">
    <h2 id="kept">${interrupted(portal, kept)}</h2>
    <p class="small">${messages.goOnHint}</p>
    <div class="bar"><button class="main" part="go-on-button" @click=${goOn}>${messages.goOn}</button><button part="forget-button" @click=${forget}>${messages.forget}</button></div>
  </section>`;
}

export const keepChoiceLook = css`
  .row.keep { grid-template-columns: 1.15rem minmax(0, 1fr); border-block-end: 1px solid var(--line); }
`;
