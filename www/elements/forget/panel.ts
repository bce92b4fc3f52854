import { html, nothing, type LitElement, type TemplateResult } from "lit";
import { list } from "../../locale.js";
import { messages } from "../../messages/kept.js";
import { tell } from "../events.js";
import type { Panel } from "../shell.js";
import { forgetEverything, type Forgotten } from "./kept.js";

/** What is kept on this device, and the button that deletes it. */
export class ForgetPanel implements Panel {
  #forgotten: Forgotten | null = null;

  constructor(readonly host: LitElement) {}

  render(): TemplateResult {
    return html`<section class="card" part="card" aria-labelledby="forget">
      <div class="head">
        <h2 id="forget">${messages.title}</h2>
        <button part="forget-everything-button" @click=${() => void this.#forget()}>${messages.forgetEverything}</button>
      </div>
      <p class="mute">${messages.what}</p>
      <div role="status" class=${this.#forgotten ? nothing : "hidden"}>${this.#forgotten ? said(this.#forgotten) : nothing}</div>
    </section>`;
  }

  async #forget(): Promise<void> {
    this.#forgotten = await forgetEverything();
    this.host.requestUpdate();
    tell(this.host, "badgepack-forgotten", this.#forgotten);
  }
}

function said({ kinds, isLeft }: Forgotten): TemplateResult {
  const deleted = kinds.length > 0 ? messages.forgotten(list(kinds.map((kind) => messages.kinds[kind]))) : messages.nothing;
  return html`<p class="note ${isLeft ? "" : "ok"}">${deleted} ${isLeft ? messages.left : nothing}</p>`;
}
