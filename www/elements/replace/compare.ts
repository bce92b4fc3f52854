import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Change, ClassContents, ClassField, PresentClass, Selection, Draft } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { messages } from "../../messages/replace.js";
import { checkPicture } from "../../replace.js";
import { explainSaid } from "../../said.js";
import { explain } from "../../sentences.js";
import { dropZoneLook } from "../inspector/drop-zone.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { Choices, type TextField, type Verdict, type Way } from "./choices.js";
import { contentsLook } from "./contents.js";
import { editorsLook } from "./editors.js";
import { effects, effectsLook } from "./effects.js";
import { fieldRow, fieldRowLook, type Row } from "./field-row.js";
import type { Found } from "./find.js";
import { notes, notesLook } from "./notes.js";
import { pictureRow, pictureRowLook } from "./picture-row.js";
import { picturesLook, PictureUrls, portrait } from "./pictures.js";
import { rights } from "./rights.js";

export { MarkdownPreview } from "./markdown-preview.js";

/** What was brought beside what there is, and how the two differ. */
export interface Comparison {
  present: PresentClass;
  found: Found;
  changes: Change[];
}

/** What people settled on. */
export interface Settled {
  draft: Draft;
  selection: Selection;
}

/** Milliseconds after the last letter until what was written is looked at. */
const PAUSE = 200;

/**
 * The second step: how the badge looks and how it would, field by field; each can be taken, kept, edited or emptied. Fires
 * `badge-compared` with what people settled on, and `badge-back` and `badge-cancelled`.
 */
export class BadgeCompare extends SpeakingElement {
  static override styles = [
    look, effectsLook, picturesLook, contentsLook, editorsLook, dropZoneLook, notesLook, fieldRowLook, pictureRowLook,
    css`
      .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.25rem; }
      a { color: var(--acc); }
      .rights { display: grid; gap: 0.3rem; }
      .rights h3 { font-size: 0.9375rem; }
      .scroll.fields { max-block-size: none; }
      h2 .tag { vertical-align: 0.12em; margin-inline-start: 0.4rem; }
      @container badgepack (inline-size < 34rem) { .two { grid-template-columns: minmax(0, 1fr); } }
    `,
  ];
  static override properties = { comparison: { attribute: false }, verdict: { state: true }, problem: { state: true }, pictureProblem: { state: true }, open: { state: true } };

  declare comparison: Comparison;
  protected declare verdict: Verdict;
  protected declare problem: string;
  protected declare pictureProblem: string;
  protected declare open: ReadonlySet<ClassField>;
  #choices!: Choices;
  #found: Found | null = null;
  #urls = new PictureUrls();
  #pause: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor() {
    super();
    this.verdict = { changing: new Set(), notes: [] };
    this.problem = this.pictureProblem = "";
    this.open = new Set();
  }

  protected override gone(): void {
    clearTimeout(this.#pause);
    this.#urls.end();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("comparison")) return;
    const { present, found, changes } = this.comparison;
    if (found === this.#found) this.#choices.read(present, changes);
    else {
      this.#choices = new Choices(present, found.draft, changes);
      [this.#found, this.open] = [found, new Set()];
    }
    this.verdict = { changing: new Set(changes.flatMap(({ field }) => (this.#choices.change(field).state === "changed" && this.#choices.way(field) !== "leave" ? field : []))), notes: [] };
    this.problem = this.pictureProblem = "";
    void this.#look();
  }

  /** Moves the focus to the heading. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  override render(): TemplateResult {
    const { present, found } = this.comparison;
    const choices = this.#choices;
    const row: Row = {
      choices, verdict: this.verdict, open: this.open,
      show: (field) => {
        this.open = new Set([...this.open, field]);
        void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-field=${field}] .ways input:checked`)?.focus());
      },
      choose: (field, way) => this.#choose(field, way),
      edit: (field, value) => this.#edit(field, value),
    };
    const texts: TextField[] = ["name", "description", "criteriaUrl", "criteriaNarrative"];
    const more: TextField[] = ["tags", "alignments", "expires", "others"];
    return html`<div class="stack">
      <div class="cols">
        <section class="card" part="card compare" aria-labelledby="compare">
          <h2 id="compare" tabindex="-1">${found.copy ? messages.restoreTitle : messages.compareTitle}<bdi class="tag ${this.verdict.changing.size > 0 ? "warn" : "quiet"}">${messages.changing(this.verdict.changing.size)}</bdi></h2>
          ${this.#portraits(present)}
          ${rights(found, present)}
          ${notes([...found.draft.notes, ...this.verdict.notes], null)}
        </section>
        ${effects(present.awards, true)}
      </div>
      <section class="card" part="card fields" aria-labelledby="fields">
        <h2 id="fields">${messages.tableName}</h2>
        <div class="scroll fields"><table role="table" aria-labelledby="fields">
          <thead role="rowgroup"><tr role="row">${messages.columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}</tr></thead>
          <tbody role="rowgroup">
            ${texts.map((field) => fieldRow(field, row))}
            ${pictureRow(row, this.#urls, this.pictureProblem, (file) => void this.#own(file))}
            ${more.filter((field) => field !== "others" || choices.change(field).state === "changed").map((field) => fieldRow(field, row))}
          </tbody>
        </table></div>
        ${this.problem ? html`<p class="note bad" role="alert" tabindex="-1">${this.problem}</p>` : nothing}
        <div class="bar">
          <button class="main" part="continue-button" @click=${() => void this.#continue()}>${messages.continue}</button>
          <button @click=${() => this.dispatchEvent(new CustomEvent("badge-back"))}>${messages.back}</button>
          <button class="plain" part="cancel-button" @click=${() => this.dispatchEvent(new CustomEvent("badge-cancelled"))}>${messages.cancel}</button>
        </div>
      </section>
    </div>`;
  }

  #portraits(present: PresentClass): TemplateResult {
    const choices = this.#choices;
    const [name, newName] = [choices.now("name"), choices.after("name")];
    const picture = choices.picture;
    const isOther = picture !== null && picture !== present.picture;
    return html`<div class="two">
      ${portrait(messages.now, "now", { name, picture: present.picture, url: present.picture && this.#urls.of(present.picture), alt: messages.pictureNow(name), said: explainSaid(present.pictureError ?? ""), marked: false })}
      ${portrait(messages.after, "after", { name: newName, picture, url: picture && this.#urls.of(picture), alt: messages.pictureAfter(newName), said: isOther ? messages.pictureFrom[picture.from] : messages.pictureStays, marked: true })}
    </div>`;
  }

  #choose(field: ClassField, way: Way): void {
    this.#choices.choose(field, way);
    if (field === "image") this.pictureProblem = "";
    this.#changed();
  }

  #edit(field: TextField, value: ClassContents[TextField]): void {
    this.#choices.edit(field, value as never);
    this.#changed();
  }

  #changed(): void {
    this.problem = "";
    this.requestUpdate();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#look(), PAUSE);
  }

  async #own(file: File): Promise<void> {
    this.pictureProblem = "";
    try {
      await this.#choices.takeOwn(await checkPicture(file));
      this.#changed();
    } catch (thrown) {
      this.pictureProblem = explain(BadgepackError.from(thrown));
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("[data-field=image] [role=alert]")?.focus();
    }
  }

  /** Looks at what was chosen: what would change, and what is to be said of it. */
  async #look(): Promise<Verdict> {
    const asked = ++this.#asked;
    const verdict = await this.#choices.verdict();
    if (asked === this.#asked) this.verdict = verdict;
    return verdict;
  }

  async #continue(): Promise<void> {
    clearTimeout(this.#pause);
    this.problem = "";
    try {
      const { changing, notes } = await this.#look();
      const refused = notes.find(({ weight }) => weight === "refused");
      this.problem = changing.size === 0 ? messages.nothingChanges : refused ? messages.refused : "";
      await this.updateComplete;
      if (refused && changing.size > 0) return this.renderRoot.querySelector<HTMLElement>(`[data-notes=${refused.field ?? "all"}]`)?.focus();
      if (this.problem) return this.renderRoot.querySelector<HTMLElement>(".card > [role=alert]")?.focus();
    } catch (thrown) {
      this.problem = explain(BadgepackError.from(thrown));
      return;
    }
    const { chosen: draft, selection } = this.#choices;
    this.dispatchEvent(new CustomEvent<Settled>("badge-compared", { detail: { draft, selection } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-compare": BadgeCompare;
  }
  interface HTMLElementEventMap {
    "badge-compared": CustomEvent<Settled>;
  }
}
