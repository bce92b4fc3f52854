import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Finding } from "../../badgepack.js";
import { day, number } from "../../locale.js";
import { messages } from "../../messages/findings.js";
import { explain, explainWithout } from "../../sentences.js";
import { figure } from "../figure.js";
import { foldingTableLook } from "../folding-table.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { sortOf, type Reading, type Which } from "./reading.js";
import { Thumbnails } from "./thumbnails.js";

export { Reading } from "./reading.js";

/** Rows of a page: what can be drawn at once without anybody noticing. */
const ROWS = 50;

/**
 * What was found in many files, page by page, while they are read and afterwards.
 *
 * Fires `badge-picked` with the finding that somebody wants to see.
 */
export class BadgeFindings extends SpeakingElement {
  static override styles = [look, foldingTableLook, css`
    .tools { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; }
    .tools .field { flex: 1 1 14rem; max-inline-size: 22rem; }
    .scroll { max-block-size: 36rem; }
    .card.picked .scroll { max-block-size: 20rem; }
    td, th { vertical-align: middle; }
    thead th { position: sticky; inset-block-start: 0; background: var(--card); box-shadow: inset 0 -1px var(--line); z-index: 1; }
    tbody tr { cursor: pointer; }
    tbody tr:hover, tbody tr.picked { background: var(--acc-bg); }
    tbody th { inline-size: auto; }
    td:first-child, th:first-child { inline-size: 4rem; padding-inline-end: 0; }
    td img { display: block; inline-size: 2.75rem; block-size: 2.75rem; object-fit: contain; }
    td img:not([src]) { visibility: hidden; }
    tbody th button { min-block-size: 1.75rem; margin: 0; padding: 0; text-align: start; overflow-wrap: anywhere; }
    th .small { display: block; font-weight: 400; color: var(--mute); }
    th .why { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
    .date, .version { white-space: nowrap; }
    .pager { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; justify-content: end; }
    @container badgepack (inline-size < 40rem) { .date, .version { display: none; } td:first-child, th:first-child { inline-size: 3rem; } td img { inline-size: 2.25rem; block-size: 2.25rem; } th .why { -webkit-line-clamp: 4; } }
    @container badgepack (inline-size < 30rem) {
      .folds tbody tr { grid-template-columns: 2.25rem minmax(0, 1fr); column-gap: 0.75rem; }
      .folds td:first-child { grid-row: span 2; align-self: center; }
      .folds td:last-child { grid-column: 2; }
      .folds tbody tr :is(.date, .version) { display: none; }
    }
  `];
  static override properties = { reading: { attribute: false }, page: { state: true }, sought: { state: true }, which: { state: true }, picked: { state: true } };

  /** What is read, and what was found so far. */
  declare reading: Reading;
  protected declare page: number;
  protected declare sought: string;
  protected declare which: Which;
  protected declare picked: Finding | null;
  #thumbnails = new Thumbnails();
  #rows: Finding[] = [];

  constructor() {
    super();
    this.page = 0;
    this.sought = "";
    this.which = "all";
    this.picked = null;
  }

  protected override gone(): void {
    this.#thumbnails.end();
    this.#thumbnails = new Thumbnails();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("reading")) return;
    this.reading.changed = () => this.requestUpdate();
    [this.page, this.sought, this.which, this.picked] = [0, "", "all", null];
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("picked")) this.renderRoot.querySelector("tr.picked")?.scrollIntoView({ block: "nearest" });
    this.#thumbnails.keep(new Set(this.#rows));
    const images = this.renderRoot.querySelectorAll<HTMLImageElement>("td img");
    for (const [at, image] of images.entries()) {
      const finding = this.#rows[at];
      if (finding) this.#thumbnails.watch(image, finding);
    }
  }

  /** Moves the focus to the badge that was picked last, or to the list's heading. */
  override focus(): void {
    const row = this.picked ? this.#rows.indexOf(this.picked) : -1;
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>("tbody button");
    (buttons[row] ?? this.renderRoot.querySelector<HTMLElement>("h2"))?.focus();
  }

  override render(): TemplateResult {
    const { reading } = this;
    const { counts, state } = reading;
    return html`<section class="card ${this.picked ? "picked" : ""}" part="card list" aria-labelledby="list">
      <div class="head">
        <h2 id="list" tabindex="-1">${state === "running" ? messages.many(reading.total) : reading.summary}</h2>
        ${state === "running" ? nothing : html`<span class="bar">
          ${counts.problems > 0 ? html`<span class="tag warn">${messages.problems(counts.problems)}</span>` : nothing}
          ${counts.without > 0 ? html`<span class="tag">${messages.without(counts.without)}</span>` : nothing}
        </span>`}
      </div>
      ${state === "running" ? this.#running() : nothing}
      ${reading.error ? html`<p class="note bad" role="alert"><bdi>${explain(reading.error)}</bdi></p>` : nothing}
      ${reading.findings.length > 0 ? this.#found() : nothing}
    </section>`;
  }

  #running(): TemplateResult {
    const { reading } = this;
    return html`<label class="hidden" for="meter">${messages.progress}</label>
      <progress id="meter" part="bar" max="1" .value=${reading.fraction}></progress>
      <dl class="figures">${figure(messages.figureDone, messages.ofFiles(Math.max(reading.done, reading.findings.length), reading.total))} ${figure(messages.figureFound, number(reading.counts.badges))}</dl>
      <div class="bar"><button part="cancel-button" @click=${() => reading.cancel()}>${messages.cancel}</button></div>`;
  }

  #found(): TemplateResult {
    const all = this.#fitting();
    const last = Math.max(0, Math.ceil(all.length / ROWS) - 1);
    const page = Math.min(this.page, last);
    this.#rows = all.slice(page * ROWS, (page + 1) * ROWS);
    return html`${this.reading.findings.length > 5 ? this.#tools() : nothing}
      ${this.#rows.length === 0
        ? html`<p class="note">${messages.nothingFits}</p>`
        : html`<div class="scroll" role="region" aria-label=${messages.listName} tabindex="0"><table class="folds" role="table" part="findings">
            <thead role="rowgroup"><tr role="row">${messages.columns.map((column, at) => html`<th role="columnheader" scope="col" class=${["", "", "date", "version", ""][at] ?? ""}>${at === 0 ? html`<span class="hidden">${column}</span>` : column}</th>`)}</tr></thead>
            <tbody role="rowgroup">${this.#rows.map((finding) => this.#row(finding))}</tbody>
          </table></div>`}
      ${last === 0 ? nothing : html`<nav class="pager" aria-label=${messages.pages}>
        <span class="mute small" role="status">${messages.page(page * ROWS + 1, page * ROWS + this.#rows.length, all.length)}</span>
        <button ?disabled=${page === 0} @click=${() => (this.page = page - 1)}>${messages.previous}</button>
        <button ?disabled=${page === last} @click=${() => (this.page = page + 1)}>${messages.next}</button>
      </nav>`}`;
  }

  #tools(): TemplateResult {
    return html`<div class="tools">
      <div class="field"><label for="sought">${messages.filter}</label><input id="sought" type="search" autocomplete="off" spellcheck="false" placeholder=${messages.filterHint} @input=${this.#seek} /></div>
      <div class="field"><label for="which">${messages.which}</label><select id="which" @change=${this.#choose}>${Object.entries(messages.whiches).map(([which, label]) => html`<option value=${which} ?selected=${which === this.which}>${label}</option>`)}</select></div>
    </div>`;
  }

  readonly #seek = (event: Event): void => void ([this.sought, this.page] = [(event.target as HTMLInputElement).value.trim().toLowerCase(), 0]);
  readonly #choose = (event: Event): void => void ([this.which, this.page] = [(event.target as HTMLSelectElement).value as Which, 0]);

  #fitting(): Finding[] {
    const { sought, which } = this;
    if (!sought && which === "all") return this.reading.findings;
    return this.reading.findings.filter((finding) => (which === "all" || sortOf(finding) === which) && (!sought || [finding.name, finding.issuer, finding.file].some((text) => text.toLowerCase().includes(sought))));
  }

  #row(finding: Finding): TemplateResult {
    const { name, issuer, file, within, issued, version, form, error, without } = finding;
    const why = error ? explain(error) : without && explainWithout(without);
    const said = [issuer, (name || form) && file].filter(Boolean).join(" · ");
    return html`<tr role="row" class=${finding === this.picked ? "picked" : nothing} @click=${() => this.#pick(finding)}>
      <td role="cell"><img alt="" decoding="async" @error=${broken} /></td>
      <th role="rowheader" scope="row">
        <button class="plain" aria-current=${finding === this.picked ? "true" : nothing} title=${within ? messages.within(file, within) : file}><bdi>${name || (form === "url" ? messages.addressOnly : form ? messages.unnamed : file)}</bdi></button>
        ${said ? html`<span class="small"><bdi>${said}</bdi></span>` : nothing} ${why ? html`<span class="small why"><bdi>${why}</bdi></span>` : nothing}
      </th>
      <td role="cell" class="date">${issued ? day(issued) : ""}</td>
      <td role="cell" class="version">${version && form ? messages.version(version) : ""}</td>
      <td role="cell">${status(finding)}</td>
    </tr>`;
  }

  #pick(finding: Finding): void {
    this.picked = finding;
    this.dispatchEvent(new CustomEvent<Finding>("badge-picked", { detail: finding }));
  }
}

const broken = (event: Event): void => (event.target as HTMLImageElement).removeAttribute("src");

function status(finding: Finding): TemplateResult {
  const { error, form, expires, kind, warnings } = finding;
  if (error) return html`<span class="tag warn">${messages.problem}</span>`;
  if (!form) return html`<span class="mute small">${messages.noBadge}</span>`;
  const what = kind ? (messages.kindsOf as Record<string, string>)[kind] : "";
  if (expires && Date.parse(expires) < Date.now()) return html`<span class="tag warn">${messages.expired}</span>`;
  if (warnings.length > 0) return html`<span class="tag warn">${messages.remarks(warnings.length)}</span>`;
  return html`<span class="mute small">${what || messages.kindsOf.address}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-findings": BadgeFindings;
  }
}
