import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Finding, Inspection } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { messages } from "../messages/inspector.js";
import { tell } from "./events.js";
import { asking, fault, faultLook } from "./inspector/interludes.js";
import { broughtBy, broughtByClipboard, carriesBadge, intake, intakeLook, hostOfTyped, isField, isZip, type Brought, type Form } from "./inspector/intake.js";
import { loadAll, loadCard, loadList } from "./inspector/lazily.js";
import type { Reading } from "./inspector/reading.js";
import { sourceOf, type Source } from "./inspector/source.js";
import { SpeakingElement } from "./speaking-element.js";
import { look } from "./style.js";

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

/** A file that is at hand. */
const here = (file: string, get: Wanted["get"]): Wanted => ({ title: messages.reading(file), fault: messages.faultOf(file), fetched: false, get });

/** Where drops and pastes are heard: everywhere on the page. */
const heard = ["dragover", "dragleave", "drop", "paste"] as const;

/**
 * `<badge-inspector>`: drop, paste, choose or type a badge, and see what it says and where it stands in the file.
 *
 * Several files, folders and ZIPs become a list. Nothing is fetched without a click, and the badge is read, not verified.
 */
export class BadgeInspector extends SpeakingElement {
  static override styles = [look, intakeLook, faultLook];
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
    [this.reading, this.form, this.dropping] = [null, "none", false];
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
    await loadAll().catch(() => {}); // Then it is loaded when it is needed.
  }

  /** Looks at a file, a text or an address that the page has; nothing is fetched for an address before a click. */
  async show(badge: Blob | string, name = ""): Promise<void> {
    await this.#showSource(sourceOf(badge, name || (badge instanceof File ? badge.name : messages.pastedName)));
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
          form: this.form, dropping: this.dropping, problem: this.problem,
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
        return asking(shown.title, shown.stop);
      case "badge":
        return html`<badge-card exportparts="card, badge, notes, picture, tabs, actions" .source=${shown.source} .inspection=${shown.inspection} ?listed=${this.reading !== null}
          @badge-address=${(event: CustomEvent<string>) => void this.#fetch(event.detail)} @badge-source=${(event: CustomEvent<Source>) => void this.#showSource(event.detail)}
          @badge-back=${() => this.renderRoot.querySelector<HTMLElement>("badge-findings")?.focus()}></badge-card>`;
      case "fault":
        return fault(shown);
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

  readonly #chosen = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
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
    const { file, error } = finding;
    if (error) {
      this.#begin();
      return this.#fail(BadgepackError.from(error), messages.faultOf(file)); // Read once more, a broken ZIP would be called a ZIP that is not opened here.
    }
    await this.#look(here(file, async () => sourceOf(new Blob([(await finding.open()) as Uint8Array<ArrayBuffer>]), file.replace(/^.*\//, ""))));
  }

  /** One badge alone, without the list that was there. */
  async #showSource(source: Source): Promise<void> {
    this.#close();
    await this.#look(here(source.file, () => source));
  }

  async #example(): Promise<void> {
    this.#close();
    await this.#look(here(messages.exampleName, async () => sourceOf((await import("./inspector/example.js")).example, messages.exampleName)));
  }

  async #fetch(typed: string): Promise<void> {
    const host = hostOfTyped(typed);
    if (!host) return void this.#complain(messages.addressWrong); // The form keeps what was typed.
    this.#close();
    await this.#look({
      title: messages.fetching(host),
      fault: messages.fetchFault(host),
      fetched: true,
      get: async (signal) => {
        const { lookUp } = await loadCard();
        const { url, file, bytes } = await lookUp(typed, { signal });
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
      const [source, { inspect }] = await Promise.all([wanted.get(signal), loadCard()]);
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

declare global {
  interface HTMLElementTagNameMap {
    "badge-inspector": BadgeInspector;
  }
}
