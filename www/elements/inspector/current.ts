import { css, html, nothing, type TemplateResult } from "lit";
import type { Difference, Unbaked } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { inspect } from "../../inspect.js";
import { compareCopies, fetchCurrentCopy } from "../../lookup.js";
import { messages } from "../../messages/card.js";
import { explain, fieldName } from "../../sentences.js";
import { where } from "./interludes.js";
import { sourceOf, type Source } from "./source.js";

type State =
  | { at: "asking" }
  | { at: "fault"; error: BadgepackError }
  | { at: "here"; copy: Unbaked; source: Source; differs: Difference[] };

/** What the issuer serves now at a badge's own address, held against what the file says. Asked once, when somebody wants it. */
export class CurrentCopy {
  #state: State = { at: "asking" };

  constructor(
    readonly host: string,
    readonly found: Unbaked,
    /** Where the badge was fetched from, if it was. */
    readonly from: string | null,
    readonly changed: () => void,
    readonly signal: AbortSignal,
  ) {
    void this.#ask();
  }

  /** `save` bakes the copy into the picture, where there is a picture; `show` opens the copy as a badge of its own. */
  render(save: ((payload: string) => void) | null, show: (source: Source) => void): TemplateResult {
    const state = this.#state;
    return html`<section class="panel" part="current" aria-labelledby="current">
      <h3 id="current" tabindex="-1">${messages.currentTitle}</h3>
      <p role="status">${state.at === "asking" ? messages.currentAsking(this.host) : state.at === "here" ? said(this.host, state.differs, state.copy.payload === this.found.payload) : nothing}</p>
      ${state.at === "asking" ? html`<progress aria-labelledby="current"></progress>` : nothing}
      ${state.at === "fault" ? html`<div class="note bad" role="alert"><p><bdi>${explain(state.error)}</bdi></p>${state.error.at ? html`<p class="small">${where(state.error.at)}</p>` : nothing}</div>` : nothing}
      ${state.at === "here"
        ? html`${state.differs.length ? table(state.differs) : nothing}
          <div class="bar">
            ${save && state.copy.payload !== this.found.payload ? html`<button class="main" part="current-button" @click=${() => save(state.copy.payload)}>${messages.currentSave}</button>` : nothing}
            <button @click=${() => show(state.source)}>${messages.currentShow}</button>
          </div>`
        : nothing}
    </section>`;
  }

  async #ask(): Promise<void> {
    try {
      const { url, file, bytes } = await fetchCurrentCopy(this.found.payload, { from: this.from ?? undefined, signal: this.signal });
      const { found } = await inspect(bytes, { name: file, signal: this.signal });
      if (!found) throw new BadgepackError("empty", messages.currentEmpty, url);
      this.#state = { at: "here", copy: found, source: sourceOf(new Blob([bytes as Uint8Array<ArrayBuffer>]), file, url), differs: await compareCopies(this.found.payload, found.payload) };
    } catch (thrown) {
      this.#state = { at: "fault", error: BadgepackError.from(thrown) };
    }
    if (!this.signal.aborted) this.changed();
  }
}

function said(host: string, differs: Difference[], same: boolean): string {
  if (same) return messages.currentSame(host);
  return differs.length ? messages.currentDiffers(host, differs.length) : messages.currentAlike(host);
}

function table(differs: readonly Difference[]): TemplateResult {
  const value = (text: string): unknown => (text === "" ? html`<span class="mute">${messages.currentNothing}</span>` : html`<bdi>${text}</bdi>`);
  return html`<div class="scroll" role="region" aria-labelledby="current" tabindex="0"><table part="differences">
      <thead><tr>${messages.currentColumns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${differs.map((one) => html`<tr><th scope="row"><bdi>${fieldName(one.field)}</bdi></th><td>${value(one.old)}</td><td>${value(one.new)}</td></tr>`)}</tbody>
    </table></div>`;
}

export const panelLook = css`
  .panel { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; border-block-start: 1px solid var(--line); padding-block-start: 0.9rem; }
  [part="differences"] { min-inline-size: 26rem; }
  .panel tbody th { inline-size: 28%; }
  .panel .preview { max-inline-size: 8rem; max-block-size: 8rem; object-fit: contain; }
`;
