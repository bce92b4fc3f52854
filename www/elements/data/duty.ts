import { css, html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages/data.js";
import { tabStore } from "../../tab-store.js";

/** Where it stands, for as long as the tab is open, that the note was read. */
const READ = "badgepack-duty";

/** What saving many people's data makes somebody responsible for: said once, until it was understood or a file was saved. */
export class Duty {
  #read = Boolean(tabStore()?.getItem(READ));

  constructor(readonly changed: () => void) {}

  done(): void {
    if (this.#read) return;
    this.#read = true;
    tabStore()?.setItem(READ, "read");
    this.changed();
  }

  render(): TemplateResult | typeof nothing {
    if (this.#read) return nothing;
    return html`<aside class="note duty" part="duty">
      <p>${messages.duty}</p>
      <button part="duty-button" @click=${() => this.done()}>${messages.understood}</button>
    </aside>`;
  }
}

export const dutyLook = css`
  .duty { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem 1.25rem; }
  .duty p { flex: 1 1 20rem; }
`;
