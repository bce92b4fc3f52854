import { html, nothing, type TemplateResult } from "lit";
import type { BadgepackError } from "../../badgepack.js";
import { messages } from "../../messages/inspector.js";
import { explain } from "../../sentences.js";
import { rich } from "../text.js";
import { link } from "./words.js";

/** Faults of a file that its original does not have. */
const damaged = new Set(["malformed", "not-xml", "empty"]);

/** Something is on its way. */
export function asking(title: string, stop: () => void): TemplateResult {
  return html`<section class="card" part="card" aria-labelledby="asking">
    <h2 id="asking">${rich(title)}</h2>
    <progress aria-labelledby="asking"></progress>
    <div class="bar"><button part="cancel-button" @click=${stop}>${messages.cancel}</button></div>
  </section>`;
}

/** Where it went wrong; an address can be opened, as sentences of what could not be fetched advise. */
export const where = (at: string): TemplateResult => link(at, messages.place(at));

/** Something could not be read or had: what, where, and what helps. */
export function fault({ title, error, again }: { title: string; error: BadgepackError; again: (() => void) | null }): TemplateResult {
  return html`<section class="card" part="card error" aria-labelledby="fault">
    <h2 id="fault">${rich(title)}</h2>
    <div class="note bad" role="alert" tabindex="-1">
      <p><bdi>${explain(error)}</bdi></p>
      ${error.at ? html`<p class="small">${where(error.at)}</p>` : nothing}
    </div>
    ${damaged.has(error.code) ? html`<p>${messages.getOriginal}</p>` : nothing}
    ${again ? html`<div class="bar"><button class="main" part="retry-button" @click=${again}>${messages.tryAgain}</button></div>` : nothing}
  </section>`;
}
