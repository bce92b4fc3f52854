import { html, nothing, type TemplateResult } from "lit";
import { BadgepackError } from "../../error.js";
import { checkRecipient } from "../../inspect.js";
import { messages } from "../../messages/card.js";
import { explain } from "../../sentences.js";

/** Whether a badge is somebody's own: the address is compared here and kept nowhere. */
export class OwnerCheck {
  #answer = "";

  constructor(
    readonly payload: string,
    readonly changed: () => void,
  ) {}

  render(): TemplateResult {
    return html`<form class="mine" novalidate @submit=${this.#compare}>
      <div class="field">
        <label for="identity">${messages.mineLabel}</label>
        <input id="identity" name="identity" inputmode="email" autocomplete="email" autocapitalize="none" spellcheck="false" dir="ltr" aria-describedby="identity-hint" />
        <span id="identity-hint" class="mute small">${messages.mineHint}</span>
      </div>
      <div class="bar"><button part="mine-button">${messages.mineCheck}</button></div>
      <p role="status" class=${this.#answer ? "note" : "hidden"}>${this.#answer || nothing}</p>
    </form>`;
  }

  readonly #compare = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const identity = new FormData(event.target as HTMLFormElement).get("identity");
    const typed = typeof identity === "string" ? identity.trim() : "";
    this.#answer = ""; // The same answer is said again.
    this.changed();
    this.#answer = typed
      ? await checkRecipient(this.payload, typed).then((answer) => messages.mineAnswers[answer], (error: unknown) => explain(BadgepackError.from(error)))
      : messages.mineMissing;
    this.changed();
  };
}
