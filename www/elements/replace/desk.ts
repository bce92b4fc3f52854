import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { BadgeClassEntry, Contents, Directory, DraftPicture, IssuerEntry, Outcome } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { surveyIssuer } from "../../issuer.js";
import { messages } from "../../messages/replace.js";
import { changesOf } from "../../replace.js";
import { explain } from "../../sentences.js";
import type { Account } from "../account.js";
import { define } from "../define.js";
import { tell } from "../events.js";
import { fault, looking } from "../interludes.js";
import { nobody } from "../nobody.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { Logo } from "../logo.js";
import { BadgeBring } from "./bring.js";
import { BadgeClassList } from "./class-list.js";
import type { Comparison, Settled } from "./compare.js";
import { effects, effectsLook } from "./effects.js";
import type { Found } from "./find.js";
import { heading, headingLook } from "./heading.js";
import { PictureUrls } from "./pictures.js";
import { Present } from "./present.js";
import { rebakeOffer, rebakeOfferLook } from "./rebake-offer.js";
import type { Where } from "./run.js";
import { stepsLook } from "./steps.js";

/** What people are at; a run without anything settled only re-bakes. */
type Stage =
  | { at: "opening"; title: string }
  | { at: "classes" }
  | { at: "bring" }
  | { at: "compare" }
  | { at: "run"; settled: Settled | null; where: Where }
  | { at: "fault"; error: BadgepackError; again: () => void };

/** The elements of the stages that have one; each has a heading to begin with. */
const parts: { [At in Stage["at"]]?: string } = { classes: "badgepack-class-list", bring: "badgepack-bring", compare: "badgepack-compare" };

/** What somebody sees who has no issuer. */
export const noIssuers = nobody(messages);

/** Replacing badges one after the other, for somebody who is signed in. What was brought and entered stays until another badge is chosen. */
export class BadgeReplaceDesk extends SpeakingElement {
  static override styles = [look, headingLook, stepsLook, effectsLook, rebakeOfferLook, css`[role="status"].note { margin-block-end: 1rem; }`];
  static override properties = {
    account: { attribute: false }, directory: { attribute: false }, portalName: { attribute: false }, asks: { attribute: false }, badgeClass: { attribute: false }, demo: { attribute: false },
    stage: { state: true }, contents: { state: true }, comparison: { state: true }, notice: { state: true },
  };

  declare account: Account;
  declare directory: Directory;
  declare portalName: string;
  /** Whether people are asked where to save. */
  declare asks: boolean;
  /** The class to begin with; without one, people choose. */
  declare badgeClass: string | null;
  /** Whether this is a portal to try things with. */
  declare demo: boolean;
  protected declare stage: Stage;
  protected declare contents: Contents | null;
  protected declare comparison: Comparison | null;
  protected declare notice: string;
  #present: Present | null = null;
  /** What became of the class. The run goes on with it as it was. */
  #replaced: { name: string; picture: DraftPicture | null } | null = null;
  #entry: Pick<BadgeClassEntry, "id" | "name"> | null = null;
  #asking: AbortController | null = null;
  /** What is to be done once somebody is signed in again. */
  #afterSignIn: (() => void) | null = null;
  readonly #urls = new PictureUrls();
  readonly #logo = new Logo(() => this.requestUpdate());

  constructor() {
    super();
    define({ "badgepack-class-list": BadgeClassList, "badgepack-bring": BadgeBring });
    this.stage = { at: "opening", title: "" };
    this.contents = this.comparison = this.badgeClass = null;
    this.asks = this.demo = false;
    this.portalName = this.notice = "";
  }

  protected override gone(): void {
    this.#asking?.abort();
    this.#present?.end();
    this.#urls.end();
    this.#logo.end();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("directory")) return;
    if (changed.get("directory") !== undefined) return this.#signedInAgain();
    if (this.badgeClass) return this.#choose({ id: this.badgeClass, name: "" });
    const [first] = this.directory.issuers;
    if (first) void this.#open(first);
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before && before.at !== this.stage.at && this.stage.at !== "run") void this.#focusNews(); // A run leads people itself.
  }

  /** Moves the focus to the news where what had it is gone; nobody is torn away from what they use. */
  async #focusNews(): Promise<void> {
    const active = this.shadowRoot?.activeElement;
    if (active instanceof HTMLElement && active.checkVisibility()) return;
    const name = parts[this.stage.at];
    const part = name ? this.renderRoot.querySelector<SpeakingElement>(name) : null;
    await part?.updateComplete;
    this.leadTo(part ?? [...this.renderRoot.querySelectorAll<HTMLElement>("[role=alert][tabindex], [data-focus]")].at(-1));
  }

  override render(): TemplateResult {
    const { stage } = this;
    const present = this.#present;
    const now = this.#replaced;
    const picture = (now ?? present?.known)?.picture ?? null;
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice}</div>
      <div class="stack">
        ${heading({
          directory: this.directory, issuer: this.#issuer, portal: this.portalName, picture: picture ? this.#urls.of(picture) : present ? null : this.#logo.url, badge: present ? (now?.name ?? this.#name) : null, was: now && this.#name, busy: stage.at === "run" && stage.where.isBusy,
          isDone: stage.at === "run" && stage.where.isDone, step: stage.at === "run" ? (stage.settled ? stage.where.step : null) : stage.at === "compare" ? 2 : present && stage.at !== "classes" ? 1 : null,
          chooseIssuer: (id) => this.#switch(id), otherClass: () => (now ? this.#again() : this.#toClasses()), signOut: () => this.dispatchEvent(new CustomEvent("badge-leave")),
        })}
        ${this.#interlude(stage)}
        ${this.contents ? html`<badgepack-class-list ?hidden=${stage.at !== "classes"} exportparts="card, classes" .classes=${this.contents.badgeClasses} .portal=${this.account.portal.url}
          @badge-class-chosen=${(event: CustomEvent<BadgeClassEntry>) => this.#choose(event.detail)}></badgepack-class-list>` : nothing}
        ${present ? html`<div ?hidden=${stage.at !== "bring"}><div class="cols">
          <badgepack-bring exportparts="card, bring, drop, choose-button, paste-button, example-button, take-button, ask-button" .portal=${this.account.portal.url} .demo=${this.demo}
            @badge-found=${(event: CustomEvent<Found>) => void this.#compare(event.detail)}></badgepack-bring>
          ${effects(present.awards, present.known !== null)}
        </div>${stage.at === "bring" ? rebakeOffer(present.known, this.account.portal.url, () => void this.#run(null)) : nothing}</div>` : nothing}
        ${this.comparison ? html`<badgepack-compare ?hidden=${stage.at !== "compare"} exportparts="card, effects, compare, fields, notes, rights, cancel-button, continue-button" .comparison=${this.comparison}
          @badge-compared=${(event: CustomEvent<Settled>) => void this.#run(event.detail)} @badge-back=${() => (this.stage = { at: "bring" })} @badge-cancelled=${() => this.#cancel()}></badgepack-compare>` : nothing}
        ${stage.at === "run" && present?.known ? html`<badgepack-replace-run exportparts="card, confirm, paused, restart-button, copy-button, replace-button, back-button, replacing, stop-button, outcome, fields, rebake, rebake-button, progress, bar, pause-button, resume-button, account, account-table, missing, save-button, retry-button, error"
          .account=${this.account} .portalName=${this.portalName} .asks=${this.asks} .present=${present.known} .draft=${stage.settled?.draft} .selection=${stage.settled?.selection} .rebakeOnly=${stage.settled === null}
          @badge-step=${(event: CustomEvent<Where>) => (this.stage = { ...stage, where: event.detail })} @badgepack-replaced=${(event: CustomEvent<Outcome>) => this.#follow(event.detail, stage.settled)} @badge-back=${() => (this.stage = { at: stage.settled ? "compare" : "bring" })} @badge-again=${() => this.#again()}
          @badge-restart=${() => void this.#restart()} @badge-signed-out=${() => this.#signedOut()}></badgepack-replace-run>` : nothing}
      </div>`;
  }

  #interlude(stage: Stage): TemplateResult | typeof nothing {
    if (stage.at === "opening") return looking(stage.title, () => (this.#present ? this.#toClasses() : this.dispatchEvent(new CustomEvent("badge-leave"))));
    return stage.at === "fault" ? fault(explain(stage.error), stage.again, () => (this.#present ? this.#toClasses() : this.dispatchEvent(new CustomEvent("badge-leave")))) : nothing;
  }

  /** Whose badge it is: that of the class, where it is known, else that whose classes are shown. */
  get #issuer(): IssuerEntry | null {
    const { issuers } = this.directory;
    const owner = this.#present?.known?.record["issuer"];
    return issuers.find(({ id }) => id === owner) ?? this.contents?.issuer ?? (issuers.length === 1 ? (issuers[0] ?? null) : null);
  }

  get #name(): string {
    const name = this.#present?.known?.record["name"];
    return typeof name === "string" ? name : (this.#entry?.name ?? "");
  }

  #switch(id: string): void {
    const issuer = this.directory.issuers.find((one) => one.id === id);
    if (issuer) void this.#open(issuer);
  }

  async #open(issuer: IssuerEntry): Promise<void> {
    const signal = this.#begin();
    this.contents = null;
    this.stage = { at: "opening", title: messages.opening(issuer.name) };
    const { portal, session } = this.account;
    void this.#logo.show(issuer, portal.url);
    try {
      const contents = await session.ask((token) => surveyIssuer({ portal: { url: portal.url }, token, issuer: issuer.id, signal }));
      if (signal.aborted) return;
      this.contents = contents;
      this.stage = { at: "classes" };
    } catch (thrown) {
      if (!signal.aborted) this.#fault(BadgepackError.from(thrown), () => void this.#open(issuer));
    }
  }

  /** Back to the classes; what was brought goes. */
  #toClasses(): void {
    this.#begin();
    this.#present?.end();
    const issuer = this.#issuer ?? this.directory.issuers[0];
    [this.#present, this.#replaced, this.#entry, this.comparison, this.notice] = [null, null, null, null, ""];
    this.#urls.end();
    if (this.contents && this.contents.issuer.id === issuer?.id) this.stage = { at: "classes" };
    else if (issuer) void this.#open(issuer);
  }

  /** To the classes as they are called now. */
  #again(): void {
    this.contents = null;
    this.#toClasses();
  }

  #choose(entry: Pick<BadgeClassEntry, "id" | "name">): void {
    this.#begin();
    this.#entry = entry;
    this.#read();
    this.stage = { at: "bring" };
  }

  /** Reads the class; people need not wait for it. */
  #read(): Present | null {
    if (!this.#entry) return null;
    this.#present?.end();
    this.#replaced = null;
    const present: Present = new Present(this.#entry.id, this.account, () => {
      if (this.#present !== present) return;
      this.requestUpdate();
      const { error } = present;
      if (error && this.stage.at !== "opening") this.#fault(error, () => this.#entry && this.#choose(this.#entry)); // Otherwise whoever waits for it tells it.
    });
    return (this.#present = present);
  }

  async #compare(found: Found): Promise<void> {
    const signal = this.#begin();
    this.stage = { at: "opening", title: messages.opening(this.#name || messages.replaceThis) };
    try {
      const [present, { BadgeCompare, MarkdownPreview }] = await Promise.all([this.#present?.finished, import("./compare.js")]);
      if (!present || signal.aborted) return;
      const changes = await changesOf(present, found.draft);
      if (signal.aborted) return;
      define({ "badgepack-compare": BadgeCompare, "badgepack-markdown-preview": MarkdownPreview });
      this.comparison = { present, found, changes };
      this.stage = { at: "compare" };
    } catch (thrown) {
      if (signal.aborted) return;
      this.#fault(BadgepackError.from(thrown), () => {
        if (!this.#present?.known) this.#read();
        void this.#compare(found);
      });
    }
  }

  /** Reads the class again, which somebody else changed, and compares with the same badge once more. */
  async #restart(): Promise<void> {
    const found = this.comparison?.found;
    if (!found) return;
    this.#read();
    await this.#compare(found);
    this.notice = messages.changedMeanwhile;
  }

  async #run(settled: Settled | null): Promise<void> {
    const signal = this.#begin();
    const { BadgeReplaceRun } = await import("./run.js");
    if (signal.aborted) return;
    define({ "badgepack-replace-run": BadgeReplaceRun });
    this.stage = { at: "run", settled, where: { step: settled ? 3 : 4, isDone: false, isBusy: false } };
  }

  /** Shows the class as the portal has it now. */
  #follow({ ending, class: record, fields }: Outcome, settled: Settled | null): void {
    const name = record?.["name"];
    const image = fields.find(({ field }) => field === "image");
    const before = this.#present?.known?.picture ?? null;
    const picture = !image || image.fate === "ignored" ? before : image.fate === "as-sent" ? (settled?.draft.picture ?? null) : null;
    this.#replaced = (ending === "replaced" || ending === "unclear") && typeof name === "string" ? { name, picture } : null;
    this.requestUpdate();
  }

  /** Back to the class as if nothing had been brought. */
  #cancel(): void {
    tell(this, "badgepack-cancel", null);
    this.comparison = null;
    this.renderRoot.querySelector<BadgeBring>("badgepack-bring")?.forget();
    this.stage = { at: "bring" };
  }

  #signedInAgain(): void {
    const again = this.#afterSignIn;
    this.#afterSignIn = null;
    again?.();
    if (this.stage.at !== "run") this.notice = messages.signedInAgain; // A run says so itself.
  }

  /** Ends what is on the way, and forgets what was told. */
  #begin(): AbortSignal {
    this.#asking?.abort();
    this.#asking = new AbortController();
    this.notice = "";
    return this.#asking.signal;
  }

  #fault(error: BadgepackError, again: () => void): void {
    tell(this, "badgepack-error", error);
    if (error.code !== "signed-out") return void (this.stage = { at: "fault", error, again });
    this.#afterSignIn = again; // Everything stays as it is; whoever shows this desk asks to sign in again.
    this.#signedOut();
  }

  #signedOut(): void {
    this.dispatchEvent(new CustomEvent<string>("badge-signed-out", { detail: messages.signedOut }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-replace-desk": BadgeReplaceDesk;
  }
}
