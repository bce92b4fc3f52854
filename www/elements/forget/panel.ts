import { html, nothing, type LitElement, type TemplateResult } from "lit";
import { BadgepackError } from "../../error.js";
import { list } from "../../locale.js";
import { messages } from "../../messages/kept.js";
import { tell } from "../events.js";
import type { Panel } from "../shell.js";
import { forgetEverything, type Forgotten } from "./kept.js";

/** What is kept on this device, and the button that deletes it. */
export class ForgetPanel implements Panel {
  #forgotten: Forgotten | null = null;
  #failure: BadgepackError | null = null;

  constructor(readonly host: LitElement) {}

  render(): TemplateResult {
    return html`<section class="card" part="card" aria-labelledby="forget">
      <div class="head">
        <h2 id="forget">${messages.title}</h2>
        <button part="forget-everything-button" @click=${() => void this.#forget()}>${messages.forgetEverything}</button>
      </div>
      <p class="mute">${messages.what}</p>
      ${this.#failure ? html`<p class="note bad" part="error" role="alert" tabindex="-1">${this.#failure.message}</p>` : nothing}
      <div role="status" class=${this.#forgotten ? nothing : "hidden"}>${this.#forgotten ? said(this.#forgotten) : nothing}</div>
    </section>`;
  }

  async #forget(): Promise<void> {
    this.#forgotten = this.#failure = null;
    try {
      this.#forgotten = await forgetEverything();
      tell(this.host, "badgepack-forgotten", this.#forgotten);
    } catch (cause) {
      this.#failure = new BadgepackError("fault", messages.notForgotten, "", cause);
      tell(this.host, "badgepack-error", this.#failure);
    }
    this.host.requestUpdate();
  }
}

function said({ kinds, isLeft }: Forgotten): TemplateResult {
  const deleted = kinds.length > 0 ? messages.forgotten(list(kinds.map((kind) => messages.kinds[kind]))) : messages.nothing;
  return html`<p class="note ${isLeft ? "" : "ok"}">${deleted} ${isLeft ? messages.left : nothing}</p>`;
}
