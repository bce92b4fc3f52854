import { html, nothing, type TemplateResult } from "lit";
import type { BadgeDocument } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { followLinks } from "../../lookup.js";
import { messages } from "../../messages/card.js";
import { unbake } from "../../picture.js";
import { explain } from "../../sentences.js";
import { dropZone } from "./drop-zone.js";
import { missingParts, subjectOf, type Part, type Subject } from "./subject.js";
import { bytesOf } from "./source.js";
import { hostOf, link } from "./words.js";

/** The parts of a badge that are elsewhere: fetched when somebody says so, or brought by hand. */
export class Links {
  readonly #given: string[] = [];
  #missing: readonly Part[] = [];
  /** Whether something could not be fetched, so that parts may be brought by hand from then on. */
  #byHand = false;
  #loading = "";
  #problem = "";

  constructor(
    readonly payload: string,
    /** Where the badge was fetched from, if it was. */
    readonly address: string | null,
    /** Called with the document that has more of its parts. */
    readonly found: (document: BadgeDocument) => void,
    readonly changed: () => void,
    readonly signal: AbortSignal,
  ) {}

  render(subject: Subject): TemplateResult | typeof nothing {
    const parts = missingParts(subject);
    this.#missing = parts;
    if (parts.length === 0) return nothing;
    const hasFailed = parts.some(({ error }) => error !== null);
    this.#byHand ||= hasFailed;
    return html`<section class="note links" part="links" aria-labelledby="links">
      <h3 id="links">${hasFailed ? messages.failedTitle : messages.linkedTitle}</h3>
      ${this.#byHand ? this.#forms(parts) : html`<p>${(parts.length === 1 ? messages.linked : messages.linkedMany)(namesOf(parts), hostsOf(parts))}</p>`}
      ${this.#problem ? html`<p class="note bad" role="alert"><bdi>${this.#problem}</bdi></p>` : nothing}
      ${this.#byHand ? nothing : html`<div class="bar"><button class="main" part="load-button" ?disabled=${this.#loading !== ""} @click=${() => void this.#follow(parts)}>${messages.load(namesOf(parts), hostsOf(parts))}</button></div>`}
      <p class="mute small" role="status">${this.#loading || (this.#byHand ? nothing : messages.loadHint)}</p>
    </section>`;
  }

  /** Each part that did not come, and the ways to bring it. */
  #forms(parts: readonly Part[]): TemplateResult {
    return html`<ul class="items">${parts.map(({ part, url, error }) => html`<li>${link(url)} <span class="mute small">${messages.parts[part]}</span>${error === null ? nothing : html`<p class="small"><bdi>${error}</bdi></p>`}</li>`)}</ul>
      <form novalidate @submit=${this.#typed}>
        ${dropZone(messages.choosePart, ".json,.jsonld,.txt,.png,.svg", (file) => void this.#give(textOf(file)), html`
          <label for="part">${messages.part}</label>
          <textarea id="part" name="part" rows="4" spellcheck="false" dir="ltr"></textarea>`)}
        <div class="bar"><button class="main" part="part-button">${messages.partAdd}</button><button type="button" part="load-button" ?disabled=${this.#loading !== ""} @click=${() => void this.#follow(parts)}>${parts.some(({ error }) => error !== null) ? messages.tryAgain : messages.load(namesOf(parts), hostsOf(parts))}</button></div>
      </form>`;
  }

  readonly #typed = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = new FormData(form).get("part");
    if (typeof text === "string" && text.trim()) void this.#give(Promise.resolve(text.trim())).then((fits) => fits && form.reset());
    else this.#say(messages.partMissing);
  };

  /** Takes a part that somebody brought, if it is one of those that lack. */
  async #give(coming: Promise<string | null>): Promise<boolean> {
    try {
      const text = await coming;
      const before = this.#missing;
      if (text) this.#given.push(text);
      const fits = (document: BadgeDocument): boolean => {
        const subject = subjectOf(document);
        return subject !== null && before.some(({ url }) => !missingParts(subject).some((part) => part.url === url));
      };
      if (text && (await this.#load(messages.reading, false, fits))) return true;
      if (text) this.#given.pop();
      if (!this.#problem) this.#say(messages.partStrange);
    } catch (error) {
      this.#say(explain(BadgepackError.from(error)));
    }
    return false;
  }

  async #follow(parts: readonly Part[]): Promise<void> {
    await this.#load(messages.loading(hostsOf(parts)), true);
  }

  /** `ask`: whether other sites may be asked; somebody who adds a part by hand has not agreed to that. */
  async #load(said: string, ask: boolean, fits = (_: BadgeDocument): boolean => true): Promise<BadgeDocument | null> {
    this.#loading = said;
    this.#say("");
    try {
      const document = await followLinks(this.payload, { given: this.#given, from: this.address ?? undefined, ask, signal: this.signal });
      if (this.signal.aborted || !fits(document)) return null;
      this.found(document);
      return document;
    } catch (error) {
      if (!this.signal.aborted) this.#problem = explain(BadgepackError.from(error));
      return null;
    } finally {
      this.#loading = "";
      this.changed();
    }
  }

  #say(problem: string): void {
    this.#problem = problem;
    this.changed();
  }
}

/** The text of a file, or of the badge that a picture carries. */
async function textOf(file: File): Promise<string | null> {
  if (!/\.(png|svg)$/i.test(file.name)) return file.text();
  return (await unbake(await bytesOf(file)))?.payload ?? null;
}

const listed = (words: readonly string[]): string => [...new Set(words)].join(messages.and);
const namesOf = (parts: readonly Part[]): string => listed(parts.map(({ part }) => messages.parts[part] ?? part));
const hostsOf = (parts: readonly Part[]): string => listed(parts.map(({ url }) => hostOf(url)));
