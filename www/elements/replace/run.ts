import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { Draft, DraftPicture, Outcome, PresentClass, ReplacePhase, Selection } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { percent } from "../../locale.js";
import { messages } from "../../messages/replace-run.js";
import { applyReplacement, changesOf } from "../../replace.js";
import { pickPlace } from "../../save.js";
import { explain } from "../../sentences.js";
import type { Account } from "../account.js";
import { tell } from "../events.js";
import { fault, looking } from "../interludes.js";
import { runProgressLook } from "../run-progress.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { TabGuard } from "../tab-guard.js";
import { awardAccountLook } from "./award-account.js";
import { confirm, confirmLook, type Copy } from "./confirm.js";
import { copyOf, CopyRun } from "./copy-run.js";
import { forgetJournal } from "./journals.js";
import { lookAgain, type Sent } from "./look-again.js";
import { outcome, outcomeLook, replacing } from "./outcome.js";
import { planned, type Planned } from "./planned.js";
import { rebakeLook } from "./rebake-view.js";
import { Rebaking } from "./rebaking.js";
import { idOf } from "./words.js";

/** What people are at: 3 confirms and replaces, 4 re-bakes. */
type Stage =
  | { at: "confirm" }
  | { at: "replacing"; phase: ReplacePhase; stop: AbortController }
  | { at: "outcome"; outcome: Outcome; looked: boolean }
  | { at: "looking"; stop: AbortController; outcome: Outcome }
  | { at: "rebaking"; rebaking: Rebaking }
  | { at: "fault"; error: BadgepackError; file: string; again: () => void; back: () => void };

/** How far it is: the step, whether what that is for is done, and whether something is on that ends in a way of its own. */
export interface Where {
  step: 3 | 4;
  isDone: boolean;
  isBusy: boolean;
}

/** The safety copies of classes as they were seen: who goes back to the fields and comes again has it still. */
const copies = new WeakMap<PresentClass, Copy>();

/**
 * `<badgepack-replace-run>`: a replacement from its confirmation to the account of all awards.
 *
 * Fires `badge-back` (to the comparison), `badge-restart` (read the class again, then compare), `badge-again` (another class),
 * `badge-signed-out` (everything stays as it is until somebody gives a new `account`) and `badge-step` (where it is: {@link Where}).
 */
export class BadgeReplaceRun extends SpeakingElement {
  static override styles = [look, runProgressLook, confirmLook, outcomeLook, rebakeLook, awardAccountLook, css`[role="status"].note { margin-block-end: 1rem; }`];
  static override properties = {
    account: { attribute: false }, portalName: { attribute: false }, asks: { attribute: false }, present: { attribute: false }, draft: { attribute: false },
    selection: { attribute: false }, rebakeOnly: { attribute: false }, step: { type: Number, reflect: true },
    stage: { state: true }, notice: { state: true }, said: { state: true },
  };

  declare account: Account;
  declare portalName: string;
  /** Whether people are asked where to save. */
  declare asks: boolean;
  /** The class as people saw it when they chose. */
  declare present: PresentClass;
  declare draft: Draft;
  declare selection: Selection;
  /** Nothing is replaced; the awards of a class whose pictures are old are re-baked. `draft` and `selection` are not needed then. */
  declare rebakeOnly: boolean;
  /** Which step of the page this is. */
  declare step: 3 | 4;
  protected declare stage: Stage;
  protected declare notice: string;
  protected declare said: string;
  #plan: readonly Planned[] = [];
  #copy: Copy = { is: "missing", said: "" };
  #typed = "";
  #pictures: { now: string | null; after: string | null } = { now: null, after: null };
  #quarter = 0;
  #waitsForSignIn = false;
  #asking = false;
  #where: Where | null = null;

  constructor() {
    super();
    [this.stage, this.step, this.asks, this.rebakeOnly] = [{ at: "confirm" }, 3, false, false];
    this.portalName = this.notice = this.said = "";
  }

  protected override gone(): void {
    this.#leave();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("present") || changed.has("draft") || changed.has("selection") || changed.has("rebakeOnly")) this.#begin();
    else if (changed.has("account") && this.#waitsForSignIn) [this.#waitsForSignIn, this.notice] = [false, messages.signedInAgain];
    this.step = this.stage.at === "rebaking" ? 4 : 3;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#tellWhere();
    const stages = changed as Map<PropertyKey, unknown>;
    if (stages.has("stage") && (stages.get("stage") as Stage | undefined)?.at !== this.stage.at) this.#focusNews();
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>${this.#panel(this.stage)}`;
  }

  #tellWhere(): void {
    const { stage, step } = this;
    const isBusy = this.#copy.is === "running" || stage.at === "replacing" || (stage.at === "rebaking" && stage.rebaking.isRunning);
    const where: Where = { step, isDone: stage.at === "outcome" && stage.outcome.ending === "replaced", isBusy };
    if (this.#where && (["step", "isDone", "isBusy"] as const).every((key) => this.#where?.[key] === where[key])) return;
    this.dispatchEvent(new CustomEvent<Where>("badge-step", { detail: (this.#where = where) }));
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "confirm":
        return confirm(
          { sent: this.#sent, copy: this.#copy, typed: this.#typed, pictures: this.#pictures },
          { save: () => void this.#saveCopy(), type: (text) => this.#type(text), replace: () => void this.#replace(), back: () => this.#fire("badge-back"), restart: () => this.#fire("badge-restart") },
        );
      case "replacing":
        return replacing(stage.phase, stage.stop.signal.aborted, () => {
          stage.stop.abort();
          this.requestUpdate();
        });
      case "outcome":
        return outcome(stage.outcome, { looked: stage.looked, file: this.#copy.is === "there" ? this.#copy.fileName : "", awards: this.present.awards.all }, {
          rebake: () => this.#rebake(), back: () => this.#fire("badge-back"), restart: () => this.#fire("badge-restart"), look: () => void this.#lookAgain(stage.outcome), another: () => this.#fire("badge-again"),
        });
      case "looking":
        return looking(messages.looking, () => stage.stop.abort());
      case "rebaking":
        return stage.rebaking.render();
      case "fault":
        return fault(explain(stage.error), stage.again, stage.back, stage.file);
    }
  }

  /** What is to be sent, as people saw it. */
  get #sent(): Sent {
    const { present, draft, selection } = this;
    return { present, draft, selection, plan: this.#plan };
  }

  #begin(): void {
    this.#leave();
    [this.#copy, this.#typed, this.#plan, this.notice, this.said] = [copies.get(this.present) ?? { is: "missing", said: "" }, "", [], "", ""];
    if (this.rebakeOnly) return this.#rebake();
    this.stage = { at: "confirm" };
    const { present, draft, selection } = this;
    this.#pictures = { now: urlOf(present.picture), after: urlOf(draft.picture) };
    void changesOf(present, draft).then(
      (changes) => {
        if (this.present !== present || this.draft !== draft) return;
        this.#plan = planned(changes, selection);
        this.requestUpdate();
      },
      (error: unknown) => this.#fault(BadgepackError.from(error), () => this.#begin(), () => this.#fire("badge-back")),
    );
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. */
  async #saveCopy(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const place = this.asks ? await pickPlace(copyOf(this.account, this.present).name) : "unasked";
    this.#asking = false;
    if (place === "dismissed" || this.stage.at !== "confirm") return;
    const run: CopyRun = new CopyRun(this.account, this.present, place, () => {
      if (run.progress) tell(this, "badgepack-progress", run.progress);
      this.requestUpdate();
    });
    if (!this.isConnected) run.cancel(); // It was taken off the page while people chose a place.
    this.notice = "";
    this.#showCopy({ is: "running", run });
    try {
      const finished = await run.finished;
      this.#showCopy({ is: "there", finished, info: await run.info, fileName: run.fileName });
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      if (run.cancelled) {
        this.#showCopy({ is: "missing", said: messages.copyCancelled });
        return tell(this, "badgepack-cancel", null);
      }
      const error = BadgepackError.from(thrown);
      if (error.code === "signed-out") {
        this.#showCopy({ is: "missing", said: "" });
        return this.#signedOut(error);
      }
      this.#showCopy({ is: "failed", why: explain(error), code: this.present.picture ? error.code : "picture" });
      tell(this, "badgepack-error", error);
    }
  }

  #showCopy(copy: Copy): void {
    this.#copy = copy;
    if (copy.is === "there") copies.set(this.present, copy);
    this.requestUpdate();
    void this.updateComplete.then(() => {
      if (copy.is === "there" && copy.info.differs.length === 0) this.leadTo(this.renderRoot.querySelector<HTMLElement>("#name"));
      else this.#focusNews();
    });
  }

  #type(text: string): void {
    this.#typed = text;
    this.requestUpdate();
  }

  async #replace(): Promise<void> {
    const stop = new AbortController();
    const { account: { portal, session }, present, draft, selection } = this;
    const guard = new TabGuard();
    this.stage = { at: "replacing", phase: "reading", stop };
    this.notice = "";
    try {
      const outcome = await applyReplacement({
        portal: { url: portal.url }, token: session.token, renew: session.renew, present, draft, selection, signal: stop.signal,
        onProgress: (phase) => {
          if (this.stage.at === "replacing" && phase !== "done") this.stage = { ...this.stage, phase };
        },
      });
      this.#settle(outcome, false);
    } catch (thrown) {
      if (stop.signal.aborted) {
        [this.notice, this.stage] = [messages.stopped, { at: "confirm" }];
        return;
      }
      this.#fault(BadgepackError.from(thrown), () => void this.#replace(), () => (this.stage = { at: "confirm" }), messages.nothingSent);
    } finally {
      guard.end();
    }
  }

  #settle(outcome: Outcome, looked: boolean): void {
    // What was done for the picture before does not count for this one.
    if (outcome.ending === "replaced" && outcome.fields.some(({ field }) => field === "image")) forgetJournal(this.account.portal.url, idOf(this.present));
    this.stage = { at: "outcome", outcome, looked };
    tell(this, "badgepack-replaced", outcome);
  }

  async #lookAgain(last: Outcome): Promise<void> {
    const stop = new AbortController();
    this.stage = { at: "looking", stop, outcome: last };
    try {
      this.#settle(await lookAgain(this.account, this.#sent, last, stop.signal), true);
    } catch (thrown) {
      const back = (): void => void (this.stage = { at: "outcome", outcome: last, looked: false });
      if (stop.signal.aborted) return back();
      this.#fault(BadgepackError.from(thrown), () => void this.#lookAgain(last), back);
    }
  }

  #rebake(): void {
    const isNew = !this.rebakeOnly && this.selection.image === "take" && this.draft.picture;
    const rebaking = new Rebaking({
      account: () => this.account, present: this.present, picture: isNew ? this.draft.picture : this.present.picture, asks: () => this.asks,
      changed: (isNews) => {
        this.requestUpdate();
        if (isNews) void this.updateComplete.then(() => this.#focusNews());
      },
      progress: (progress, fraction) => {
        const quarter = Math.floor(fraction * 4);
        if (quarter > this.#quarter) this.said = messages.announce(percent((this.#quarter = quarter) / 4));
        tell(this, "badgepack-progress", progress);
      },
      done: (finished) => tell(this, "badgepack-done", finished),
      failed: (error) => (error.code === "signed-out" ? this.#signedOut(error) : tell(this, "badgepack-error", error)),
      another: () => this.#fire("badge-again"),
    });
    [this.#quarter, this.stage] = [0, { at: "rebaking", rebaking }];
  }

  #fault(error: BadgepackError, again: () => void, back: () => void, file = ""): void {
    if (error.code === "signed-out") {
      back();
      return this.#signedOut(error);
    }
    tell(this, "badgepack-error", error);
    this.stage = { at: "fault", error, file, again, back };
  }

  /** Everything stays as it is; whoever shows this asks to sign in again. */
  #signedOut(error: BadgepackError): void {
    this.#waitsForSignIn = true;
    tell(this, "badgepack-error", error);
    this.#fire("badge-signed-out");
  }

  #fire(name: "badge-back" | "badge-restart" | "badge-again" | "badge-signed-out"): void {
    this.dispatchEvent(new CustomEvent(name, { detail: null }));
  }

  /** Stops what can be stopped, and lets go of what is held. */
  #leave(): void {
    if (this.#copy.is === "running") this.#copy.run.cancel();
    if (this.stage.at === "replacing" || this.stage.at === "looking") this.stage.stop.abort();
    if (this.stage.at === "rebaking") this.stage.rebaking.end();
    for (const url of Object.values(this.#pictures)) if (url) URL.revokeObjectURL(url);
    this.#pictures = { now: null, after: null };
  }

  /** Moves the focus to the news where what had it is gone; nobody is torn away from what they use. */
  #focusNews(): void {
    if (this.shadowRoot?.activeElement) return;
    this.leadTo([...this.renderRoot.querySelectorAll<HTMLElement>("[role=alert][tabindex], [data-focus]")].at(-1));
  }
}

const urlOf = (picture: DraftPicture | null): string | null => picture && URL.createObjectURL(new Blob([picture.bytes], { type: picture.type }));

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-replace-run": BadgeReplaceRun;
  }
}
