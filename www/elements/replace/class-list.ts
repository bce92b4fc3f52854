import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { BadgeClassEntry } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { ClassPictures } from "./class-pictures.js";

type Shown = keyof typeof messages.shows;

/** Classes that are few enough to be looked through without a search. */
const FEW = 8;

/** The badge classes of an issuer, to choose one. Fires `badge-class-chosen` with the entry. */
export class BadgeClassList extends SpeakingElement {
  static override styles = [look, css`
    .tools { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; }
    .tools .field { flex: 1 1 14rem; max-inline-size: 22rem; }
    ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0.6rem; max-block-size: 34rem; overflow-y: auto; padding: 4px; margin: -4px; }
    li { display: grid; content-visibility: auto; contain-intrinsic-block-size: auto 4.5rem; padding: 4px; margin: -4px; }
    li button { inline-size: 100%; min-block-size: 4.5rem; display: flex; align-items: center; gap: 0.8rem; padding: 0.5rem 0.8rem; text-align: start; border-color: var(--line); }
    .picture { flex: none; inline-size: 3.25rem; block-size: 3.25rem; display: grid; place-items: center; border-radius: 9px; background: var(--sunk); color: var(--mute); font-size: 1.25rem; overflow: hidden; }
    .picture:has(img) { background: none; }
    .picture img { inline-size: 100%; block-size: 100%; object-fit: contain; min-block-size: 0; }
    .name { text-align: -webkit-match-parent; text-align: match-parent; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; overflow-wrap: anywhere; line-height: 1.35; }
    .what { min-inline-size: 0; display: grid; gap: 0.15rem; justify-items: start; }
  `];
  static override properties = { classes: { attribute: false }, portal: { attribute: false }, sought: { state: true }, shown: { state: true }, at: { state: true } };

  declare classes: readonly BadgeClassEntry[];
  /** The portal's address: pictures come from there alone. */
  declare portal: string;
  protected declare sought: string;
  protected declare shown: Shown;
  /** The class that Tab leads to; the arrows lead to the others. */
  protected declare at: number;
  #pictures: ClassPictures | null = null;

  constructor() {
    super();
    this.classes = [];
    this.portal = this.sought = "";
    this.shown = "all";
    this.at = 0;
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("classes")) return;
    this.#pictures?.end();
    this.#pictures = new ClassPictures(this.portal, () => this.requestUpdate());
    [this.sought, this.shown, this.at] = ["", "all", 0];
  }

  protected override gone(): void {
    this.#pictures?.end();
    this.#pictures = null;
  }

  override updated(): void {
    const entries = this.#fitting;
    for (const [at, element] of [...this.renderRoot.querySelectorAll(".picture")].entries()) {
      const entry = entries[at];
      if (entry) this.#pictures?.watch(element, entry);
    }
  }

  /** Moves the focus to the heading. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  override render(): TemplateResult {
    const { classes } = this;
    const entries = this.#fitting;
    const current = Math.min(this.at, Math.max(0, entries.length - 1));
    return html`<section class="card" part="card classes" aria-labelledby="choose">
      <h2 id="choose" tabindex="-1">${messages.chooseTitle}</h2>
      <p class="mute">${messages.chooseHint}</p>
      ${classes.length === 0 ? html`<p class="note">${messages.noClasses}</p>` : nothing}
      ${classes.length > FEW || classes.some(({ archived }) => archived) ? this.#tools(entries.length) : nothing}
      ${classes.length > 0 && entries.length === 0 ? html`<p class="note">${messages.noneFits}</p>` : nothing}
      <ul aria-label=${messages.classesName} ?hidden=${entries.length === 0} @keydown=${this.#move}>${entries.map((entry, at) => this.#row(entry, at, at === current))}</ul>
    </section>`;
  }

  #tools(found: number): TemplateResult {
    const { classes } = this;
    return html`<div class="tools">
      <div class="field"><label for="sought">${messages.search}</label><input id="sought" type="search" autocomplete="off" spellcheck="false" placeholder=${messages.searchHint} @input=${this.#seek} @keydown=${this.#intoList} .value=${this.sought} /></div>
      ${classes.some(({ archived }) => archived)
        ? html`<div class="field"><label for="shown">${messages.show}</label><select id="shown" @change=${(event: Event) => ([this.shown, this.at] = [(event.target as HTMLSelectElement).value as Shown, 0])}>${Object.entries(messages.shows).map(([shown, label]) => html`<option value=${shown} ?selected=${shown === this.shown}>${label}</option>`)}</select></div>`
        : nothing}
      <span class="mute small" role="status">${messages.found(found, classes.length)}</span>
    </div>`;
  }

  #row(entry: BadgeClassEntry, at: number, isCurrent: boolean): TemplateResult {
    const url = this.#pictures?.url(entry);
    return html`<li><button tabindex=${isCurrent ? 0 : -1} @focus=${() => (this.at = at)} @click=${() => this.dispatchEvent(new CustomEvent("badge-class-chosen", { detail: entry }))}>
      <span class="picture" aria-hidden="true">${url ? html`<img src=${url} alt="" />` : initial(entry.name)}</span>
      <span class="what"><bdi class="name">${entry.name}</bdi>${entry.archived ? html`<span class="tag quiet">${messages.archived}</span>` : nothing}</span>
    </button></li>`;
  }

  get #fitting(): readonly BadgeClassEntry[] {
    const sought = this.sought.trim().toLowerCase();
    return this.classes.filter(({ name, archived }) => (this.shown === "all" || archived === (this.shown === "archived")) && name.toLowerCase().includes(sought));
  }

  readonly #seek = (event: Event): void => void ([this.sought, this.at] = [(event.target as HTMLInputElement).value, 0]);

  readonly #intoList = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#go(0);
  };

  readonly #move = (event: KeyboardEvent): void => {
    const count = this.#fitting.length;
    const step = { ArrowDown: this.at + 1, ArrowRight: this.at + 1, ArrowUp: this.at - 1, ArrowLeft: this.at - 1, Home: 0, End: count - 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#go(Math.max(0, Math.min(count - 1, step)));
  };

  #go(at: number): void {
    this.at = at;
    this.renderRoot.querySelectorAll<HTMLElement>("li button")[at]?.focus();
  }
}

/** The first letter or sign of a name, where there is no picture. */
const initial = (name: string): string => [...name.trim()][0] ?? "";

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-class-list": BadgeClassList;
  }
  interface HTMLElementEventMap {
    "badge-class-chosen": CustomEvent<BadgeClassEntry>;
  }
}
