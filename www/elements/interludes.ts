import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../messages/shell.js";

/** The portal is being asked what it holds. */
export function looking(title: string, cancel: () => void): TemplateResult {
  return html`<section class="card" part="card" aria-labelledby="looking">
    <h2 id="looking" tabindex="-1" data-focus>${title}</h2>
    <progress aria-labelledby="looking"></progress>
    <div class="bar"><button @click=${cancel}>${messages.cancel}</button></div>
  </section>`;
}

/** Something went wrong: what, what became of the file where there was one, and the ways on. */
export function fault(message: string, again: () => void, back: (() => void) | null, file = ""): TemplateResult {
  return html`<section class="card" part="card error" aria-labelledby="fault">
    <h2 id="fault">${messages.errorTitle}</h2>
    <p class="note bad" role="alert" tabindex="-1"><bdi>${message}</bdi></p>
    ${file ? html`<p><bdi>${file}</bdi></p>` : nothing}
    <div class="bar"><button class="main" @click=${again}>${messages.tryAgain}</button>${back ? html`<button @click=${back}>${messages.back}</button>` : nothing}</div>
  </section>`;
}
