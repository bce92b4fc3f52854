import { html, type TemplateResult } from "lit";

/** What somebody sees who is on no issuer's staff. */
export interface Nobody {
  message: string;
  card: (leave: () => void) => TemplateResult;
}

/** The same in the words of one element, in the language that is spoken when they are read. */
export const nobody = (texts: { noIssuers: string; nobody: string; otherAccount: string }): Nobody => ({
  get message() {
    return texts.nobody;
  },
  card: (leave) => html`<section class="card" part="card error" aria-labelledby="nobody">
    <h2 id="nobody" tabindex="-1" data-focus>${texts.noIssuers}</h2>
    <p class="note">${texts.nobody}</p>
    <div class="bar"><button class="main" @click=${leave}>${texts.otherAccount}</button></div>
  </section>`,
});
