import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { messages } from "../../../messages/kept.js";
import { KeptStore } from "./store.js";

/** What is said before anybody signed in: that something is here, and nothing of what or whose. */
export class KeptNote {
  private constructor(readonly host: Pick<ReactiveControllerHost, "requestUpdate">, public isThere: boolean) {}

  static async of(host: KeptNote["host"]): Promise<KeptNote> {
    const store = await KeptStore.find();
    store?.close();
    return new KeptNote(host, store !== null);
  }

  render(): TemplateResult | typeof nothing {
    if (!this.isThere) return nothing;
    return html`<section class="note" part="kept"><p>${messages.waiting}</p><div class="bar"><button part="forget-button" @click=${() => void this.#forget()}>${messages.forget}</button></div></section>`;
  }

  async #forget(): Promise<void> {
    await KeptStore.forgetAll();
    this.isThere = false;
    this.host.requestUpdate();
  }
}
