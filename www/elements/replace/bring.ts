import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { BadgepackError } from "../../error.js";
import { messages } from "../../messages/replace.js";
import type { Given } from "../../replace.js";
import { explain } from "../../sentences.js";
import { tell } from "../events.js";
import { broughtBy, broughtByClipboard, carriesBadge, hostOfTyped, isField, type Brought } from "../brought.js";
import { link } from "../inspector/words.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { find, type Find, type Found } from "./find.js";

/** What is going on: nothing, something is read, other sites would have to be asked, or it could not be read. */
type Stage =
  | { at: "rest" }
  | { at: "reading"; title: string }
  | { at: "asking"; hosts: string[]; answer: (yes: boolean) => void }
  | { at: "fault"; error: BadgepackError; hint: string; again: (() => void) | null };

/** Faults that the next try may not have. */
const passing = new Set(["not-asked", "unreachable", "cross-origin", "timed-out", "too-many-requests", "server-fault", "truncated"]);

/** What was brought, what people know it by, and what is said while it is read. */
interface Wanted {
  given: Given;
  label: string;
  title: string;
  /** It came out of the clipboard, where pictures lose what is in them. */
  pasted: boolean;
}

/** Where drops and pastes are heard: everywhere on the page. */
const heard = ["dragover", "dragleave", "drop", "paste"] as const;

/**
 * The first step: a badge is dropped, pasted, chosen or typed. Fires `badge-found`.
 *
 * No host besides the portal is asked for anything before people agreed to it. What was typed stays when they come back.
 */
export class BadgeBring extends SpeakingElement {
  static override styles = [look, css`
    .drop { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.65rem; justify-items: center; text-align: center; padding: 1.4rem 1.1rem; border: 2px dashed var(--edge); border-radius: 12px; }
    .drop.over { border-style: solid; border-color: var(--acc); background: var(--acc-bg); }
    .drop p:first-child { font-weight: 600; }
    .drop .bar { justify-content: center; }
    .field { max-inline-size: none; }
    .field label { font-weight: 400; }
    a { color: var(--acc); }
    .fault { display: grid; gap: 0.35rem; }
    @media (forced-colors: active) { .drop.over { border-color: Highlight; } }
  `];
  static override properties = { portal: { attribute: false }, demo: { attribute: false }, stage: { state: true }, typed: { state: true }, dropping: { state: true }, problem: { state: true } };

  /** The portal's address. */
  declare portal: string;
  /** Whether there is an example to try with. */
  declare demo: boolean;
  protected declare stage: Stage;
  protected declare typed: string;
  protected declare dropping: boolean;
  protected declare problem: string;
  #stop: AbortController | null = null;
  /** Hosts that people agreed to. */
  readonly #agreed = new Set<string>();

  constructor() {
    super();
    this.stage = { at: "rest" };
    this.portal = this.typed = this.problem = "";
    this.demo = this.dropping = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of heard) document.addEventListener(name, this);
  }

  protected override gone(): void {
    for (const name of heard) document.removeEventListener(name, this);
    this.#end();
  }

  override updated(changed: PropertyValues): void {
    const isNews = changed.has("stage") && (this.stage.at === "fault" || this.stage.at === "asking");
    if (isNews || (changed.has("problem") && this.problem)) this.leadTo(this.renderRoot.querySelector<HTMLElement>("[role=alert], [data-focus]"));
  }

  /** Forgets what was typed. */
  forget(): void {
    this.#end();
    this.typed = this.problem = "";
  }

  /** Moves the focus to the heading. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  override render(): TemplateResult {
    const { stage, dropping } = this;
    return html`<section class="card" part="card bring" aria-labelledby="bring">
      <h2 id="bring" tabindex="-1">${messages.bringTitle}</h2>
      <div class="drop ${dropping ? "over" : ""}" part="drop">
        <p>${dropping ? messages.dropNow : messages.drop}</p>
        <p class="mute">${messages.kinds}</p>
        <div class="bar">
          <button part="choose-button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click()}>${messages.choose}</button>
          <button part="paste-button" @click=${() => void this.#paste()}>${messages.paste}</button>
          ${this.demo ? html`<button class="plain" part="example-button" @click=${() => void this.#example()}>${messages.example}</button>` : nothing}
        </div>
        <input type="file" hidden tabindex="-1" aria-hidden="true" accept=".png,.svg,.json,.jsonld,.jws,.jwt,.txt,.zip,image/png,image/svg+xml,application/json,application/zip" @change=${this.#chosen} />
      </div>
      ${this.#form()}
      ${this.problem ? html`<p class="note bad" role="alert" tabindex="-1">${this.problem}</p>` : nothing}
      ${this.#below(stage)}
    </section>`;
  }

  #form(): TemplateResult {
    const host = this.#host;
    return html`<form novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="typed">${messages.typed}</label>
        <textarea id="typed" rows=${this.typed.length > 200 ? 8 : 2} spellcheck="false" autocapitalize="none" dir="auto" aria-describedby="typed-hint" .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.target as HTMLTextAreaElement).value)}></textarea>
        <span id="typed-hint" class="mute small">${host ? messages.willAsk(host) : messages.typedHint}</span>
      </div>
      <div class="bar"><button class=${this.typed.trim() ? "main" : nothing} part="take-button">${host ? messages.askHost(host) : messages.take}</button><span class="mute small">${host ? nothing : messages.staysHere}</span></div>
    </form>`;
  }

  #below(stage: Stage): TemplateResult | typeof nothing {
    switch (stage.at) {
      case "rest":
        return nothing;
      case "reading":
        return html`<div role="status"><p id="reading"><bdi>${stage.title}</bdi></p></div><progress aria-labelledby="reading"></progress>
          <div class="bar"><button part="stop-button" @click=${() => this.#end()}>${messages.stop}</button></div>`;
      case "asking": {
        const hosts = listed(stage.hosts);
        return html`<section class="note" aria-labelledby="consent">
          <h3 id="consent" tabindex="-1" data-focus>${messages.consentTitle}</h3>
          <p><bdi>${messages.consent(hosts)}</bdi></p>
          <div class="bar">
            <button class="main" part="ask-button" @click=${() => stage.answer(true)}><bdi>${messages.askHost(hosts)}</bdi></button>
            <button @click=${() => stage.answer(false)}>${messages.consentNo}</button>
            <button class="plain" @click=${() => this.#end()}>${messages.cancel}</button>
          </div>
        </section>`;
      }
      case "fault":
        return html`<div class="note bad fault" role="alert" tabindex="-1">
            <p><bdi>${explain(stage.error)}</bdi></p>
            ${stage.hint ? html`<p>${stage.hint}</p>` : nothing}
            ${stage.error.at ? html`<p class="small">${link(stage.error.at, messages.place(stage.error.at))}</p>` : nothing}
          </div>
          ${stage.again ? html`<div class="bar"><button part="retry-button" @click=${stage.again}>${messages.tryAgain}</button></div>` : nothing}`;
    }
  }

  /** Drops and pastes, wherever on the page, while this step is shown; what another part of the page took is not ours. */
  handleEvent(event: Event): void {
    if (!this.checkVisibility()) {
      // A file that is dropped now would be opened by the browser in place of this page, and all that was chosen were lost.
      if (event instanceof DragEvent && event.type === "dragover" && !event.defaultPrevented && event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
        event.dataTransfer.dropEffect = "none";
      }
      return;
    }
    if (event.defaultPrevented && event.type !== "dragover") return void (this.dropping = false);
    if (event instanceof ClipboardEvent) {
      if (!event.clipboardData || isField(event.composedPath()[0])) return;
      void this.#take(broughtBy(event.clipboardData, true));
      event.preventDefault();
    } else if (event instanceof DragEvent && event.dataTransfer && carriesBadge(event.dataTransfer)) {
      this.dropping = event.type === "dragover" && !event.defaultPrevented;
      if (event.type === "dragleave") return;
      event.preventDefault();
      if (event.type === "drop") void this.#take(broughtBy(event.dataTransfer, false));
    }
  }

  /** The host that what was typed would be asked of; nothing where it is no address. */
  get #host(): string {
    const typed = this.typed.trim();
    return /^[[{]|^eyJ/.test(typed) ? "" : hostOfTyped(typed);
  }

  get #own(): string {
    return URL.canParse(this.portal) ? new URL(this.portal).host : "";
  }

  readonly #chosen = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ""; // The same file may be chosen again.
    if (files.length > 0) void this.#take(Promise.resolve({ files, pasted: false }));
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = this.typed.trim();
    if (!typed) return this.#complain(messages.typedMissing);
    this.#text(typed);
  };

  #text(typed: string): void {
    const host = this.#host;
    if (host) this.#agreed.add(host); // The button that was pressed is called “Ask” and the host.
    void this.#find({ given: host ? addressOf(typed) : typed, label: host ? typed : messages.text, title: host ? messages.asking(host) : messages.readingText, pasted: false });
  }

  async #paste(): Promise<void> {
    this.problem = "";
    try {
      const brought = await broughtByClipboard();
      if (brought) await this.#take(Promise.resolve(brought));
      else this.#complain(messages.clipboardEmpty);
    } catch {
      this.#complain(messages.clipboardClosed);
    }
  }

  async #take(bringing: Promise<Brought | undefined>): Promise<void> {
    const brought = await bringing.catch((error: unknown) => this.#fail(BadgepackError.from(error), ""));
    if (!brought) return;
    if ("text" in brought) {
      this.typed = brought.text;
      await this.updateComplete;
      // An address waits for “Ask” and its host to be pressed; everything else is at hand.
      if (this.#host) this.renderRoot.querySelector<HTMLElement>("[part=take-button]")?.focus();
      else this.#text(brought.text);
      return;
    }
    const [file] = brought.files;
    if (!file || brought.files.length > 1) return this.#complain(messages.several);
    const label = brought.pasted ? messages.pastedPicture : file.name;
    await this.#find({ given: file, label, title: messages.readingFile(label), pasted: brought.pasted });
  }

  async #example(): Promise<void> {
    const { example } = await import("../inspector/example.js");
    await this.#find({ given: new Blob([example], { type: "image/svg+xml" }), label: messages.exampleName, title: messages.readingFile(messages.exampleName), pasted: false }, async () => false);
  }

  async #find(wanted: Wanted, ask: Find["ask"] = (hosts) => this.#consent(hosts, wanted.title)): Promise<void> {
    const { title, pasted, ...what } = wanted;
    this.#end();
    const { signal } = (this.#stop = new AbortController());
    this.problem = "";
    this.stage = { at: "reading", title };
    try {
      const found = await find({ ...what, portal: this.portal, signal, ask });
      if (signal.aborted) return;
      this.stage = { at: "rest" };
      this.dispatchEvent(new CustomEvent<Found>("badge-found", { detail: found }));
    } catch (thrown) {
      if (signal.aborted) return;
      const error = BadgepackError.from(thrown);
      this.#fail(error, (error.code === "no-badge" && pasted ? messages.hints["pasted"] : messages.hints[error.code]) ?? "", passing.has(error.code) ? () => void this.#find(wanted, ask) : null);
    }
  }

  /** Asks people whether these hosts may be asked. */
  async #consent(hosts: string[], title: string): Promise<boolean> {
    const others = hosts.filter((host) => host !== this.#own && !this.#agreed.has(host));
    if (others.length === 0) return true;
    const signal = this.#stop?.signal;
    const yes = await new Promise<boolean>((answer) => (this.stage = { at: "asking", hosts: others, answer }));
    if (signal?.aborted) return false;
    if (yes) others.forEach((host) => this.#agreed.add(host));
    this.stage = { at: "reading", title: yes ? messages.asking(listed(others)) : title };
    return yes;
  }

  #fail(error: BadgepackError, hint: string, again: (() => void) | null = null): void {
    this.stage = { at: "fault", error, hint, again };
    tell(this, "badgepack-error", error);
  }

  #complain(problem: string): void {
    this.#end();
    this.problem = "";
    void this.updateComplete.then(() => (this.problem = problem)); // Said again even when it is the same.
  }

  #end(): void {
    const { stage } = this;
    this.#stop?.abort();
    if (stage.at === "asking") stage.answer(false); // Nobody waits for an answer any more.
    this.stage = { at: "rest" };
  }
}

const listed = (words: readonly string[]): string => [...new Set(words)].join(messages.and);

/** An address as people type it, complete. */
function addressOf(typed: string): string {
  const address = typed.replace(/^<(.*)>$/, "$1");
  return address.includes("://") ? address : `https://${address}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-bring": BadgeBring;
  }
  interface HTMLElementEventMap {
    "badge-found": CustomEvent<Found>;
  }
}
