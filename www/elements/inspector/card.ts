import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { BadgeDocument, FilePart, Inspection } from "../../badgepack.js";
import { download } from "../../download.js";
import { BadgepackError } from "../../error.js";
import { listParts } from "../../inspect.js";
import { spoken } from "../../languages.js";
import { messages } from "../../messages/card.js";
import { strip } from "../../picture.js";
import { explain, explainWithout } from "../../sentences.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { rich } from "../text.js";
import { actions, type Act } from "./actions.js";
import { bakeChecked, Baking } from "./bake.js";
import { CurrentCopy, panelLook } from "./current.js";
import { data, dataLook, inside } from "./data.js";
import { dropZoneLook } from "./drop-zone.js";
import { entries, entriesLook } from "./entries.js";
import { facts, factsLook, recordFacts } from "./facts.js";
import { heading, headingLook, pictureOf } from "./heading.js";
import { languageChoice } from "./language.js";
import { Links } from "./links.js";
import { OwnerCheck } from "./mine.js";
import { more, moreLook } from "./more.js";
import { notes, notesLook } from "./notes.js";
import { bytesOf, named, payloadName, typeOf, type Source } from "./source.js";
import { entriesOf, subjectOf, type Subject } from "./subject.js";
import { summary, summaryLook } from "./summary.js";
import { tabs, tabsLook } from "../tabs.js";
import { hostOf, webAddress } from "./words.js";

// They come with the card, in the same file: nothing is looked at without it.
export { inspect } from "../../inspect.js";
export { lookUp } from "../../lookup.js";

type Tab = keyof typeof messages.tabs;

/**
 * `<badgepack-card>`: one file that was read: what the badge in it says, where it stands, and what can be done with it.
 *
 * Fires `badge-address` to have an address fetched, `badge-source` to have something else looked at, `badge-back` to go back to the list.
 */
export class BadgeCard extends SpeakingElement {
  static override styles = [look, headingLook, factsLook, tabsLook, summaryLook, dataLook, moreLook, notesLook, entriesLook, panelLook, dropZoneLook, css`@container badgepack (inline-size >= 46rem) { .cols { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); } }`];
  static override properties = {
    source: { attribute: false }, inspection: { attribute: false }, listed: { type: Boolean },
    document: { state: true }, opened: { state: true }, tab: { state: true }, language: { state: true }, pages: { state: true },
    parts: { state: true }, panel: { state: true }, said: { state: true }, problem: { state: true },
  };

  /** Where it was read from. */
  declare source: Source;
  /** What was found. */
  declare inspection: Inspection;
  /** There is a list to go back to. */
  declare listed: boolean;
  /** What the file says, with the linked parts that came since. */
  protected declare document: BadgeDocument | null;
  /** The way into lists within the file: the entries that were opened, one in another. */
  protected declare opened: readonly BadgeDocument[];
  protected declare tab: Tab;
  protected declare language: string;
  protected declare pages: number;
  protected declare parts: readonly FilePart[] | null;
  protected declare panel: Baking | CurrentCopy | null;
  protected declare said: string;
  protected declare problem: string;
  #owner: OwnerCheck | null = null;
  #links: Links | null = null;
  #picture: string | null = null;
  #gone = new AbortController();
  #markdown: ((text: string) => Node) | null = null;

  protected override gone(): void {
    this.#forget();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("inspection")) return;
    this.#forget();
    const { found, document, picture } = this.inspection;
    const changedOne = (): void => this.requestUpdate();
    this.#gone = new AbortController();
    this.#picture = picture ? URL.createObjectURL(this.source.body.slice(0, this.source.body.size, picture.format === "png" ? "image/png" : "image/svg+xml")) : null;
    this.#owner = found && document ? new OwnerCheck(found.payload, changedOne) : null;
    this.#links = found && document ? new Links(found.payload, this.source.address, (full) => (this.document = full), changedOne, this.#gone.signal) : null;
    [this.document, this.opened, this.pages, this.parts, this.panel, this.said, this.problem] = [document, [], 1, null, null, "", ""];
    this.tab = document ? "summary" : found ? "data" : "inside";
    this.language = spoken() === "en" ? navigator.language.slice(0, 2) : spoken();
    if (this.tab === "inside") void this.#look();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("inspection") || changed.has("opened")) this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
    if (changed.has("panel") && this.panel) this.renderRoot.querySelector<HTMLElement>(".panel h3")?.focus();
  }

  override render(): TemplateResult {
    const { inspection } = this;
    const shown = this.opened.at(-1) ?? this.document;
    const subject = subjectOf(shown);
    return html`<div class="cols">
      <article class="card" part="card badge" aria-labelledby="name">
        ${this.listed ? html`<div><button class="plain" @click=${() => this.dispatchEvent(new CustomEvent("badge-back"))}>${messages.backToList}</button></div>` : nothing}
        ${heading(this.source, inspection, shown, subject, this.language)}
        <div class="media">
          ${pictureOf(this.opened.length === 0 ? this.#picture : null, subject, inspection.name)}
          <div class="beside">${subject ? html`${facts(subject, this.language)} ${languageChoice(subject, this.language, (language) => (this.language = language))}` : this.#instead(shown)}</div>
        </div>
        ${subject && this.opened.length === 0 ? this.#links?.render(subject) : nothing}
        ${tabs(messages.views, this.#tabs(), this.tab, this.#select, this.#view(shown, subject))}
        ${this.#actions(subject)}
      </article>
      ${notes(inspection, subject?.badge || shown?.kind === "record" ? this.#owner : null)}
    </div>`;
  }

  /** What is said in place of facts: no badge, only an address, or a list. */
  #instead(shown: BadgeDocument | null): TemplateResult | typeof nothing {
    const { without, found } = this.inspection;
    if (without) return html`<p><bdi>${explainWithout(without)}</bdi></p>${this.source.pasted ? html`<p class="note">${messages.pastedPicture}</p>` : nothing}`;
    const address = found?.form === "url" ? found.payload.trim() : "";
    if (!shown && webAddress(address)) {
      return html`<p>${messages.addressOnly}</p><p><code dir="ltr">${address}</code></p>
        <div class="bar"><button class="main" part="fetch-button" @click=${() => this.dispatchEvent(new CustomEvent("badge-address", { detail: address }))}>${messages.fetchIt(hostOf(address))}</button></div>`;
    }
    return shown?.kind === "unknown" ? html`<p>${messages.unknownNote}</p>` : shown?.kind === "record" ? recordFacts(shown.value, this.language) : nothing;
  }

  #tabs(): [Tab, string][] {
    const { found } = this.inspection;
    const there: Record<Tab, boolean> = { summary: this.document !== null, data: found !== null, inside: this.inspection.picture !== null, more: this.document !== null };
    return (Object.keys(there) as Tab[]).filter((tab) => there[tab]).map((tab) => [tab, messages.tabs[tab]]);
  }

  readonly #select = (tab: Tab): void => {
    this.tab = tab;
    if (tab === "inside") void this.#look();
  };

  #view(shown: BadgeDocument | null, subject: Subject | null): unknown {
    const { found } = this.inspection;
    switch (this.tab) {
      case "summary": {
        const all = entriesOf(shown);
        const back = this.opened.length > 0 ? html`<div><button class="plain" @click=${() => (this.opened = this.opened.slice(0, -1))}>${messages.backToRecord}</button></div>` : nothing;
        if (!all) return html`${back}${subject ? summary(subject, this.language, this.#told) : nothing}`;
        return html`${back}${entries(all, this.pages, this.language, (entry) => ([this.opened, this.pages] = [[...this.opened, entry], 1]), () => (this.pages += 1))}`;
      }
      case "data":
        return found ? data(found) : nothing;
      case "inside":
        return inside(this.parts, found ? found.at[0] : null);
      case "more":
        return shown ? more(shown) : nothing;
    }
  }

  /** Markdown as nodes, once its reader is here; it is loaded only for a badge that needs it. */
  readonly #told = (text: string): unknown => {
    if (this.#markdown) return this.#markdown(text);
    void import("./markdown.js").then(({ markdown }) => {
      this.#markdown = markdown;
      this.requestUpdate();
    }, () => {}); // Without it, the text is shown as it is.
    return html`<p class="plain-text">${text}</p>`;
  };

  async #look(): Promise<void> {
    if (this.parts) return;
    const { source } = this;
    const parts = await listParts(await bytesOf(source.body)).catch((error: unknown) => ((this.problem = explain(BadgepackError.from(error))), []));
    if (source === this.source) this.parts = parts;
  }

  #actions(subject: Subject | null): TemplateResult {
    const { found, picture } = this.inspection;
    const id = subject?.badge?.id ?? subject?.class?.id ?? null;
    return html`<section class="acts" aria-label=${messages.actions}>
      ${actions(this.inspection, this.opened.length === 0 && webAddress(id) !== null, this.#act)}
      <p role="status" class=${this.said ? "note" : "hidden"}>${rich(this.said)}</p>
      ${this.problem ? html`<p class="note bad" role="alert"><bdi>${this.problem}</bdi></p>` : nothing}
      ${this.panel instanceof Baking ? this.panel.render() : nothing}
      ${this.panel instanceof CurrentCopy && found
        ? this.panel.render(picture ? (payload) => void this.#do(async () => this.#saveBytes(await bakeChecked(await bytesOf(this.source.body), payload), named(this.source.file, "current"))) : null, (source) => this.dispatchEvent(new CustomEvent("badge-source", { detail: source })))
        : nothing}
    </section>`;
  }

  readonly #act = (act: Act): void => {
    const { source, inspection } = this;
    const { found } = inspection;
    void this.#do(async () => {
      if (act === "save-payload" && found) return this.#saveBlob(new Blob([found.payload]), payloadName(source.file, found.form));
      if (act === "save-picture") return this.#saveBlob(source.body, source.file);
      if (act === "strip") return this.#saveBytes((await strip(await bytesOf(source.body))) as Uint8Array<ArrayBuffer>, named(source.file, "without-badge"));
      if (act === "rebake" && found) return this.#saveBytes(await bakeChecked(await bytesOf(source.body), found.payload), named(source.file, "rebaked"));
      if (act === "copy" && found) {
        await navigator.clipboard.writeText(found.payload).catch(() => Promise.reject(new BadgepackError("clipboard", messages.copyFailed)));
        return void (this.said = messages.copied);
      }
      this.#open(act);
    });
  };

  #open(act: Act): void {
    const { found } = this.inspection;
    const changed = (): void => this.requestUpdate();
    this.#closePanel();
    if (act === "bake") this.panel = new Baking(found ? { payload: found.payload } : { picture: this.source.body, file: this.source.file }, (bytes, file) => this.#saveBytes(bytes, file), () => this.#closePanel(), changed);
    const subject = subjectOf(this.document);
    const id = subject?.badge?.id ?? subject?.class?.id;
    if (act === "current" && found && id) this.panel = new CurrentCopy(hostOf(id), found, this.source.address, changed, this.#gone.signal);
  }

  async #do(work: () => Promise<void> | void): Promise<void> {
    this.said = this.problem = "";
    try {
      await work();
    } catch (error) {
      this.problem = explain(BadgepackError.from(error));
    }
  }

  #saveBytes(bytes: Uint8Array<ArrayBuffer>, file: string): void {
    this.#saveBlob(new Blob([bytes], { type: typeOf(bytes) }), file);
  }

  #saveBlob(blob: Blob, file: string): void {
    const name = file.replace(/^.*\//, "");
    download(blob, name);
    this.said = messages.saved(name);
  }

  #closePanel(): void {
    if (this.panel instanceof Baking) this.panel.end();
    this.panel = null;
  }

  #forget(): void {
    this.#gone.abort();
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    if (this.panel instanceof Baking) this.panel.end();
    this.#picture = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-card": BadgeCard;
  }
}
