import { html, type TemplateResult } from "lit";
import { messages } from "../../messages/data.js";

/** What somebody sees who is on no issuer's staff. */
export const nobody = {
  message: messages.nobody,
  card: (leave: () => void): TemplateResult => html`<section class="card" part="card error" aria-labelledby="nobody">
    <h2 id="nobody" tabindex="-1" data-focus>${messages.noIssuers}</h2>
    <p class="note">${messages.nobody}</p>
    <div class="bar"><button class="main" @click=${leave}>${messages.otherAccount}</button></div>
  </section>`,
};
