import { html, nothing, type TemplateResult } from "lit";
import type { Finding, Inspection } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { messages } from "../../messages/inspector.js";
import { explain } from "../../sentences.js";
import { broughtBy, broughtByClipboard, carriesBadge, hostOfTyped, isField, isZip, type Brought } from "../brought.js";
import { tell } from "../events.js";
import { asking, fault, where } from "./interludes.js";
import { intake, type Form } from "./intake.js";
import { loadAll, loadCard, loadList } from "./lazily.js";
import type { Reading } from "./reading.js";
import { sourceOf, type Source } from "./source.js";
import type { BadgeInspector } from "../inspector.js";
import type { Panel } from "../shell.js";

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
  /** It stands in a form, which stays with it, and tells what is wrong, until it could be read. */
  typed: boolean;
}

/** A file that is at hand. */
const here = (file: string, get: Wanted["get"]): Wanted => ({ title: messages.reading(file), fault: messages.faultOf(file), fetched: false, typed: false, get });

/** Where drops and pastes are heard: everywhere on the page. */
const heard = ["dragover", "dragleave", "drop", "paste"] as const;

/** What a panel shows. */
interface State {
  shown: Shown;
  /** The files that are listed. */
  reading: Reading | null;
  form: Form;
  /** Something is being dragged over the page. */
  dropping: boolean;
  problem: TemplateResult | string;
  /** What is said to those who hear the page. */
  said: string;
}

/** Drop, paste, choose or type a badge, and see it: what a {@link BadgeInspector} shows, loaded when one is on the page. */
export class InspectorPanel implements Panel {
  readonly #host: BadgeInspector;
  #state: State = { shown: { at: "nothing" }, reading: null, form: "none", dropping: false, problem: "", said: "" };
  #stop: AbortController | null = null;

  constructor(host: BadgeInspector) {
    this.#host = host;
  }

  connected(): void {
    for (const name of heard) document.addEventListener(name, this);
  }

  disconnected(): void {
    for (const name of heard) document.removeEventListener(name, this);
    this.#stop?.abort();
    this.#state.reading?.cancel();
  }

  async prepare(): Promise<void> {
    await loadAll().catch(() => {}); // Then it is loaded when it is needed.
  }

  async show(badge: Blob | string, name = ""): Promise<void> {
    await this.#showSource(sourceOf(badge, name || (badge instanceof File ? badge.name : messages.pastedName)));
  }

  #set(change: Partial<State>): void {
    const formed = change.form !== undefined && change.form !== this.#state.form;
    Object.assign(this.#state, change);
    this.#host.requestUpdate();
    if (formed && change.form !== "none") this.#focus("#entry");
    if (change.shown?.at === "fault") this.#focus("[role=alert]");
  }

  #focus(selector: string): void {
    void this.#host.updateComplete.then(() => this.#find(selector)?.focus());
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }

  render(): TemplateResult {
    const { shown, reading, form, dropping, problem, said } = this.#state;
    return html`<div role="status" class="hidden">${said}</div>
      <input class="hidden" type="file" multiple hidden aria-hidden="true" tabindex="-1" accept=".png,.svg,.json,.jsonld,.jws,.jwt,.txt,.zip,image/*,application/json,application/zip" @change=${this.#chosen} />
      <div class="stack">
        ${intake({
          form, dropping, problem,
          small: shown.at !== "nothing" || reading !== null,
          choose: () => this.#find("input[type=file]")?.click(),
          paste: () => void this.#paste(),
          open: (form) => this.#set({ form, problem: "" }),
          close: (form) => {
            this.#set({ form: "none", problem: "" });
            this.#focus(`[data-form=${form}]`);
          },
          example: () => void this.#example(),
          address: (address) => (address ? void this.#fetch(address, true) : this.#complain(messages.addressMissing)),
          text: (text) => (text ? void this.#look({ ...here(messages.typedName, () => sourceOf(text, messages.typedName)), typed: true }) : this.#complain(messages.textMissing)),
        })}
        ${form === "none" && problem ? html`<p class="note warn" role="alert">${problem}</p>` : nothing}
        ${reading ? html`<badgepack-findings exportparts="card, list, bar, findings, cancel-button" .reading=${reading} @badge-picked=${(event: CustomEvent<Finding>) => void this.#pick(event.detail)}></badgepack-findings>` : nothing}
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
        return html`<badgepack-card exportparts="card, badge, notes, picture, tabs, actions, remarks, mine-button, links, load-button, fetch-button, parts, part-button, entries, payload, bake, bake-button, save-button, current, current-button, differences, cancel-button, retry-button, error" .source=${shown.source} .inspection=${shown.inspection} ?listed=${this.#state.reading !== null}
          @badge-address=${(event: CustomEvent<string>) => void this.#fetch(event.detail)} @badge-source=${(event: CustomEvent<Source>) => void this.#showSource(event.detail)}
          @badge-back=${() => this.#find("badgepack-findings")?.focus()}></badgepack-card>`;
      case "fault":
        return fault(shown);
    }
  }

  /** Drops and pastes, wherever on the page; what another part of the page took is not ours. */
  handleEvent(event: Event): void {
    if (event.defaultPrevented && event.type !== "dragover") return this.#set({ dropping: false });
    if (event instanceof ClipboardEvent) {
      if (!event.clipboardData || isField(event.composedPath()[0])) return;
      void this.#take(broughtBy(event.clipboardData, true));
      event.preventDefault();
    } else if (event instanceof DragEvent && event.dataTransfer && carriesBadge(event.dataTransfer)) {
      this.#set({ dropping: event.type === "dragover" && !event.defaultPrevented });
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
    this.#set({ problem: "" });
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
    this.#state.reading?.cancel();
    this.#set({ shown: { at: "nothing" } });
    const { Reading } = await loadList();
    const reading = new Reading(files, (said) => this.#set({ said }));
    this.#set({ reading });
    const only = await reading.finished;
    if (only && this.#state.reading === reading) await this.#pick(only);
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
    await this.#look(here(messages.exampleName, async () => sourceOf((await import("./example.js")).example, messages.exampleName)));
  }

  async #fetch(typed: string, isForm = false): Promise<void> {
    const host = hostOfTyped(typed);
    if (!host) return void this.#complain(messages.addressWrong); // The form keeps what was typed.
    if (!isForm) this.#close();
    await this.#look({
      title: messages.fetching(host),
      fault: messages.fetchFault(host),
      fetched: true,
      typed: isForm,
      get: async (signal) => {
        const { lookUp } = await loadCard();
        const { url, file, bytes } = await lookUp(typed, { signal });
        return sourceOf(new Blob([bytes as Uint8Array<ArrayBuffer>]), file, url);
      },
    });
  }

  #close(): void {
    this.#state.reading?.cancel();
    this.#set({ reading: null });
  }

  /** Ends what is on the way, and forgets what was wrong. */
  #begin(form: Form = "none"): AbortSignal {
    this.#stop?.abort();
    this.#stop = new AbortController();
    this.#set({ problem: "", form });
    return this.#stop.signal;
  }

  async #look(wanted: Wanted): Promise<void> {
    const signal = this.#begin(wanted.typed ? this.#state.form : "none");
    const before = this.#state.shown;
    // What is there at once is shown at once.
    const asking = setTimeout(() => {
      const stop = (): void => {
        this.#stop?.abort();
        this.#set({ shown: before });
      };
      this.#set({ shown: { at: "asking", title: wanted.title, stop } });
    }, 150);
    try {
      const [source, { inspect }] = await Promise.all([wanted.get(signal), loadCard()]);
      const inspection = await inspect(source.body, { name: source.file, signal });
      if (signal.aborted) return;
      if (wanted.typed) this.#close();
      this.#set({ form: "none", shown: { at: "badge", source, inspection } });
      tell(this.#host, "badgepack-inspected", inspection);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = BadgepackError.from(thrown);
      if (!wanted.typed) return this.#fail(error, wanted.fault, wanted.fetched ? () => void this.#look(wanted) : null);
      this.#set({ shown: before });
      this.#complain(html`<p><bdi>${error.code === "not-badge" && !wanted.fetched ? messages.textWrong : explain(error)}</bdi></p>${error.at ? html`<p class="small">${where(error.at)}</p>` : nothing}`);
      tell(this.#host, "badgepack-error", error);
    } finally {
      clearTimeout(asking);
    }
  }

  #fail(error: BadgepackError, title: string, again: (() => void) | null = null): void {
    this.#set({ shown: { at: "fault", title, error, again } });
    tell(this.#host, "badgepack-error", error);
  }

  #complain(problem: TemplateResult | string): "told" {
    this.#set({ problem: "" });
    void this.#host.updateComplete.then(() => this.#set({ problem })); // Said again even when it is the same.
    this.#focus("#entry");
    return "told";
  }
}
