import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { BadgepackError, inspect, lookUp, type Finding, type Inspection } from "../badgepack.js";
import { load } from "../engine.js";
import { messages } from "../messages/inspector.js";
import { define } from "./define.js";
import { tell } from "./events.js";
import { broughtBy, broughtByClipboard, carriesBadge, intake, intakeLook, type Brought, type Form } from "./inspector/intake.js";
import type { Reading } from "./inspector/reading.js";
import { sourceOf, type Source } from "./inspector/source.js";
import { look } from "./style.js";
import { rich } from "./text.js";

/** What stands below the drop area and the list. */
type Shown =
  | { at: "nothing" }
  | { at: "asking"; title: string; stop: () => void }
  | { at: "badge"; source: Source; inspection: Inspection }
  | { at: "fault"; title: string; error: BadgepackError; again: (() => void) | null };

/** Something to be looked at: what it is called meanwhile, and how it is got. */
interface Wanted {
  title: string;
  /** The heading if it cannot be had. */
  fault: string;
  get: (signal: AbortSignal) => Source | Promise<Source>;
  /** It comes from a site, which may answer the next time, and has other ways to give it. */
  fetched: boolean;
}

/** Faults of a file that its original does not have. */
const damaged = new Set(["malformed", "not-xml", "not-utf8", "empty", "not-payload"]);

/** Where drops and pastes are heard: everywhere on the page. */
const heard = ["dragover", "dragleave", "drop", "paste"] as const;

/**
 * `<badge-inspector>`: drop, paste, choose or type a badge, and see what it says and where it stands in the file.
 *
 * Several files, folders and ZIPs become a list. Nothing is fetched without a click, and the badge is read, not verified.
 */
export class BadgeInspector extends LitElement {
  static override styles = [look, intakeLook, css`[role="alert"].note { display: grid; gap: 0.3rem; }`];
  static override properties = { shown: { state: true }, reading: { state: true }, form: { state: true }, dropping: { state: true }, problem: { state: true }, said: { state: true } };

  protected declare shown: Shown;
  protected declare reading: Reading | null;
  protected declare form: Form;
  protected declare dropping: boolean;
  protected declare problem: string;
  protected declare said: string;
  #stop: AbortController | null = null;

  constructor() {
    super();
    this.shown = { at: "nothing" };
    this.reading = null;
    this.form = "none";
    this.dropping = false;
    this.problem = this.said = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of heard) document.addEventListener(name, this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const name of heard) document.removeEventListener(name, this);
    this.#stop?.abort();
    this.reading?.cancel();
  }

  /** Loads everything that will be needed, so that the rest works without a network. */
  async prepare(): Promise<void> {
    await Promise.all([load("inspector"), loadCard(), loadList(), import("./inspector/markdown.js"), import("./inspector/example.js")]).catch(() => {});
  }

  /** Looks at a file, a text or an address that the page has; nothing is fetched for an address before a click. */
  async show(badge: Blob | string, name = ""): Promise<void> {
    await this.#look({ title: messages.reading(name), fault: messages.faultOf(name), fetched: false, get: () => sourceOf(badge, name || messages.pastedName) });
  }

  override updated(changed: PropertyValues): void {
    if (changed.has("form") && this.form !== "none") this.renderRoot.querySelector<HTMLElement>("#entry")?.focus();
    if (changed.has("shown") && this.shown.at === "fault") this.renderRoot.querySelector<HTMLElement>("[role=alert]")?.focus();
  }

  override render(): TemplateResult {
    const { shown, reading } = this;
    return html`<div role="status" class="hidden">${this.said}</div>
      <input class="hidden" type="file" multiple hidden aria-hidden="true" tabindex="-1" accept=".png,.svg,.json,.jsonld,.jws,.jwt,.txt,.zip,image/*,application/json,application/zip" @change=${this.#chosen} />
      <div class="stack">
        ${intake({
          form: this.form,
          dropping: this.dropping,
          problem: this.problem,
          small: shown.at !== "nothing" || reading !== null,
          choose: () => this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click(),
          paste: () => void this.#paste(),
          open: (form) => ([this.form, this.problem] = [form, ""]),
          example: () => void this.#example(),
          address: (address) => (address ? void this.#fetch(address) : this.#complain(messages.addressMissing)),
          text: (text) => (text ? void this.show(text) : this.#complain(messages.textMissing)),
        })}
        ${this.form === "none" && this.problem ? html`<p class="note warn" role="alert">${this.problem}</p>` : nothing}
        ${reading ? html`<badge-findings exportparts="card, list, bar" .reading=${reading} @badge-picked=${(event: CustomEvent<Finding>) => void this.#pick(event.detail)}></badge-findings>` : nothing}
        ${this.#below(shown)}
      </div>`;
  }

  #below(shown: Shown): TemplateResult | typeof nothing {
    switch (shown.at) {
      case "nothing":
        return nothing;
      case "asking":
        return html`<section class="card" part="card" aria-labelledby="asking">
          <h2 id="asking">${rich(shown.title)}</h2>
          <progress aria-labelledby="asking"></progress>
          <div class="bar"><button @click=${shown.stop}>${messages.cancel}</button></div>
        </section>`;
      case "badge":
        return html`<badge-card exportparts="card, badge, notes, picture, tabs, actions" .source=${shown.source} .inspection=${shown.inspection} ?listed=${this.reading !== null}
          @badge-address=${(event: CustomEvent<string>) => void this.#fetch(event.detail)} @badge-source=${(event: CustomEvent<Source>) => void this.#showSource(event.detail)}
          @badge-back=${() => this.renderRoot.querySelector<HTMLElement>("badge-findings")?.focus()}></badge-card>`;
      case "fault":
        return html`<section class="card" part="card error" aria-labelledby="fault">
          <h2 id="fault">${rich(shown.title)}</h2>
          <div class="note bad" role="alert" tabindex="-1">
            <p><bdi>${shown.error.message}</bdi></p>
            ${shown.error.at ? html`<p class="small"><bdi>${messages.place(shown.error.at)}</bdi></p>` : nothing}
          </div>
          ${damaged.has(shown.error.code) ? html`<p>${messages.getOriginal}</p>` : nothing}
          ${shown.again ? html`<div class="bar"><button class="main" @click=${shown.again}>${messages.tryAgain}</button></div>` : nothing}
        </section>`;
    }
  }

  /** Drops and pastes, wherever on the page; what another part of the page took is not ours. */
  handleEvent(event: Event): void {
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

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ""; // The same file may be chosen again.
    if (files.length > 0) void this.#take(Promise.resolve({ files, pasted: false }));
  };

  async #paste(): Promise<void> {
    this.problem = "";
    await this.#take(broughtByClipboard().catch(() => this.#complain(messages.clipboardClosed)), messages.clipboardEmpty);
  }

  async #take(bringing: Promise<Brought | undefined | "told">, empty = ""): Promise<void> {
    const brought = await bringing.catch((error: unknown) => void this.#fail(BadgepackError.from(error), messages.faultTitle));
    if (brought === "told") return;
    if (!brought) return void (empty && this.#complain(empty));
    if ("text" in brought) return this.show(brought.text);
    const [file] = brought.files;
    if (file && brought.files.length === 1 && !(await isZip(file))) return this.#showSource({ file: file.name, body: file, pasted: brought.pasted, address: null });
    await this.#list(brought.files);
  }

  async #list(files: File[]): Promise<void> {
    this.#begin();
    this.reading?.cancel();
    this.shown = { at: "nothing" };
    const { Reading } = await loadList();
    const reading = new Reading(files, (said) => (this.said = said));
    this.reading = reading;
    const only = await reading.finished;
    if (only && this.reading === reading) await this.#pick(only);
  }

  async #pick(finding: Finding): Promise<void> {
    await this.#look({ title: messages.reading(finding.file), fault: messages.faultOf(finding.file), fetched: false, get: async () => sourceOf(new Blob([(await finding.open()) as Uint8Array<ArrayBuffer>]), finding.file) });
  }

  /** One badge alone, without the list that was there. */
  async #showSource(source: Source): Promise<void> {
    this.#close();
    await this.#look({ title: messages.reading(source.file), fault: messages.faultOf(source.file), fetched: false, get: () => source });
  }

  async #example(): Promise<void> {
    this.#close();
    await this.#look({ title: messages.reading(messages.exampleName), fault: messages.faultTitle, fetched: false, get: async () => sourceOf(new Blob([(await import("./inspector/example.js")).example]), messages.exampleName) });
  }

  async #fetch(typed: string): Promise<void> {
    this.#close();
    const address = /^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`;
    const host = URL.canParse(address) ? new URL(address).host : address;
    await this.#look({
      title: messages.fetching(host),
      fault: messages.fetchFault(host),
      fetched: true,
      get: async (signal) => {
        const { url, file, bytes } = await lookUp(address, { signal });
        return sourceOf(new Blob([bytes as Uint8Array<ArrayBuffer>]), file, url);
      },
    });
  }

  #close(): void {
    this.reading?.cancel();
    this.reading = null;
  }

  /** Ends what is on the way, and forgets what was wrong. */
  #begin(): AbortSignal {
    this.#stop?.abort();
    this.#stop = new AbortController();
    [this.problem, this.form] = ["", "none"];
    return this.#stop.signal;
  }

  async #look(wanted: Wanted): Promise<void> {
    const signal = this.#begin();
    const before = this.shown;
    // What is there at once is shown at once.
    const asking = setTimeout(() => (this.shown = { at: "asking", title: wanted.title, stop: () => (this.#stop?.abort(), (this.shown = before)) }), 150);
    try {
      const [source] = await Promise.all([wanted.get(signal), loadCard()]);
      const inspection = await inspect(source.body, { name: source.file, signal });
      if (signal.aborted) return;
      this.shown = { at: "badge", source, inspection };
      tell(this, "badgepack-inspected", inspection);
    } catch (thrown) {
      if (!signal.aborted) this.#fail(BadgepackError.from(thrown), wanted.fault, wanted.fetched ? () => void this.#look(wanted) : null);
    } finally {
      clearTimeout(asking);
    }
  }

  #fail(error: BadgepackError, title: string, again: (() => void) | null = null): void {
    this.shown = { at: "fault", title, error, again };
    tell(this, "badgepack-error", error);
  }

  #complain(problem: string): "told" {
    this.problem = "";
    void this.updateComplete.then(() => (this.problem = problem)); // Said again even when it is the same.
    return "told";
  }
}

async function loadCard(): Promise<void> {
  const { BadgeCard } = await import("./inspector/card.js");
  define({ "badge-card": BadgeCard });
}

async function loadList(): Promise<{ Reading: typeof Reading }> {
  const { BadgeFindings, Reading } = await import("./inspector/findings.js");
  define({ "badge-findings": BadgeFindings });
  return { Reading };
}

/** Whether somebody is typing there, so that a paste is theirs. */
const isField = (target: EventTarget | undefined): boolean => target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "file");

async function isZip(file: Blob): Promise<boolean> {
  const [first, second, third] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return first === 0x50 && second === 0x4b && third !== undefined && third < 9; // PK, as every ZIP begins
}

declare global {
  interface HTMLElementTagNameMap {
    "badge-inspector": BadgeInspector;
  }
}
