import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { Summary, Survey } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { archiveName } from "../../learner.js";
import { messages } from "../../messages.js";
import { messages as keptMessages } from "../../messages/kept.js";
import { pickPlace } from "../../save.js";
import { explain } from "../../sentences.js";
import type { Account } from "../account.js";
import { tell } from "../events.js";
import { fault } from "../interludes.js";
import type { Finished } from "../run.js";
import { runProgressLook } from "../run-progress.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { LearnerRun } from "./learner-run.js";
import { learnerProgress, runSectionsLook } from "./run-sections.js";
import { forgetKept, keepChoice, keepChoiceLook, interrupted, keptOffer, lookForKept, UNKNOWN, type KeepChoice } from "./kept/choice.js";
import { Keeping } from "./kept/keeping.js";
import { restOf, runSummary, runSummaryLook, signedOut, type Rest } from "./run-summary.js";
import { countsOf, sectionChoice, sectionChoiceLook, sectionsOf } from "./section-choice.js";

/** What people are at; a cancel and a fault lead back to where the run began. */
type Stage =
  | { at: "choice" }
  | { at: "running"; run: LearnerRun; keeping: Keeping | null }
  | { at: "summary"; account: Account; finished: Finished<Summary> }
  | { at: "fault"; error: BadgepackError; again: () => void; back: () => void };

/**
 * What a portal holds of somebody who is signed in: choose, save, and see what came of it.
 *
 * Tells its shell by events: `badge-leave` (another account), `badge-again` (look again at what there is), `badge-sign-in` (the same
 * account once more, this stays as it is), `badge-signed-out` with the error.
 */
export class BadgeBackpack extends SpeakingElement {
  static override styles = [look, sectionChoiceLook, runProgressLook, runSectionsLook, runSummaryLook, keepChoiceLook, css`[role="status"].note { margin-block-end: 1rem; }`];
  static override properties = {
    account: { attribute: false }, survey: { attribute: false }, asks: { attribute: false }, signingIn: { attribute: false },
    whose: { attribute: false }, stage: { state: true }, chosen: { state: true }, notice: { state: true }, said: { state: true }, keep: { state: true }, wish: { state: true },
  };

  declare account: Account;
  declare survey: Survey;
  /** Whose account it is, as `kept/whose.ts` says it; `null` where the portal does not. */
  declare whose: string | null;
  /** Whether people are asked where to save. */
  declare asks: boolean;
  /** Whether they are signing in again meanwhile. */
  declare signingIn: boolean;
  protected declare stage: Stage;
  protected declare chosen: ReadonlySet<string>;
  protected declare notice: string;
  protected declare said: string;
  protected declare keep: KeepChoice;
  /** Whether what is downloaded is to be kept. */
  protected declare wish: boolean;
  #asking = false;
  /** Whether the run that is cancelled is to leave nothing behind. */
  #discards = false;
  #quarter = 0;

  constructor() {
    super();
    this.stage = { at: "choice" };
    this.chosen = new Set();
    this.asks = this.signingIn = false;
    this.notice = this.said = "";
    this.whose = null;
    this.keep = UNKNOWN;
    this.wish = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("badgepack-forgotten", this.#look);
  }

  protected override gone(): void {
    removeEventListener("badgepack-forgotten", this.#look);
    if (this.stage.at === "running") this.stage.run.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("survey")) return;
    this.chosen = sectionsOf("full", this.survey);
    void this.#look();
  }

  readonly #look = async (): Promise<void> => {
    this.keep = await lookForKept(this.whose);
    if (this.keep.kept) this.said = interrupted(this.survey.portal.name, this.keep.kept); // The keyboard is elsewhere.
  };

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (changed.has("survey") || (before !== undefined && (before.at !== this.stage.at || this.stage.at === "summary"))) this.leadTo(this.renderRoot.querySelector<HTMLElement>("[role=alert], [data-focus]"));
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>
      <div class="stack">${this.#panel(this.stage)}</div>`;
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "choice":
        return html`${keptOffer(this.survey.portal.name, this.keep, () => this.#goOn(stage), () => void this.#forget())}${sectionChoice({
          survey: this.survey, chosen: this.chosen, asksForPlace: this.asks, signOut: () => this.#ask("badge-leave"),
          choose: (chosen) => (this.chosen = chosen),
          isSecond: this.keep.kept !== null,
          keep: keepChoice(this.keep, this.wish, (wish) => (this.wish = wish)),
          save: () => void this.#save(stage, { sections: [...this.chosen], known: countsOf(this.survey) }, this.wish && this.keep.can === "yes"),
        })}`;
      case "running":
        return learnerProgress(stage.run, { keeping: stage.keeping, cancel: () => this.#stop(stage.run, true), stop: () => this.#stop(stage.run, false) });
      case "summary": {
        const { summary } = stage.finished;
        const ended = signedOut(summary) && stage.account === this.account;
        return runSummary(stage.finished, {
          offer: this.signingIn ? "nothing" : ended ? "sign-in" : "retry",
          retry: () => void this.#save(stage, restOf(summary)),
          signIn: () => this.#ask("badge-sign-in"),
          again: () => this.#ask("badge-again"),
        });
      }
      case "fault":
        return fault(explain(stage.error), stage.again, stage.back);
    }
  }

  #ask(name: "badge-leave" | "badge-again" | "badge-sign-in"): void {
    this.dispatchEvent(new CustomEvent(name));
  }

  #stop(run: LearnerRun, discards: boolean): void {
    this.#discards = discards;
    run.cancel();
  }

  #goOn(from: Stage): void {
    const held = new Set(this.survey.sections.map(({ key }) => key));
    const sections = this.keep.kept?.sections.filter((key) => held.has(key)) ?? [];
    void this.#save(from, { sections, known: countsOf(this.survey) }, true);
  }

  async #forget(): Promise<void> {
    if (this.whose !== null) await forgetKept(this.whose);
    await this.#look();
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. `from` is where a cancel leads back to. */
  async #save(from: Stage, { known, ...what }: Omit<Rest, "only"> & Partial<Rest>, keeps = false): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const place = this.asks ? await pickPlace(archiveName(what)) : "unasked";
    this.#asking = false;
    if (place === "dismissed") return;
    const { account } = this;
    const { portal, session } = account;
    const keeping = keeps && this.whose !== null ? await Keeping.begin(this.whose, what.sections) : null;
    const run: LearnerRun = new LearnerRun({ portal, token: session.token, renew: session.renew, ...what, ...(keeping && { fetch: keeping.fetch }), known, place, changed: () => this.#follow(run, keeping) });
    if (!this.isConnected) run.cancel(); // It was taken off the page while people chose a place.
    [this.notice, this.said, this.#quarter, this.#discards] = [keeps && !keeping ? keptMessages.cannotNow : "", messages.announce(0), 0, false];
    this.stage = { at: "running", run, keeping };
    try {
      const finished = await run.finished;
      if (keeping) await keeping.end(true);
      else if (this.keep.kept && !what.only) await this.#forget(); // It is all here now.
      this.said = messages.announce(1);
      this.stage = { at: "summary", account, finished };
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      await keeping?.end(run.cancelled && this.#discards);
      if (!run.cancelled) return this.#fault(BadgepackError.from(thrown), () => void this.#save(from, { known, ...what }, keeps), () => (this.stage = from));
      this.notice = !keeping ? messages.cancelled : this.#discards ? keptMessages.cancelled : keptMessages.stopped;
      this.stage = from;
      tell(this, "badgepack-cancel", null);
    } finally {
      void this.#look();
    }
  }

  readonly #follow = (run: LearnerRun, keeping: Keeping | null): void => {
    if (this.stage.at !== "running" || !run.progress) return;
    keeping?.note(run.badges.done, run.badges.total);
    this.requestUpdate();
    const quarter = Math.floor(run.fraction * 4);
    if (quarter > this.#quarter) this.said = messages.announce((this.#quarter = quarter) / 4);
    tell(this, "badgepack-progress", run.progress);
  };

  #fault(error: BadgepackError, again: () => void, back: () => void): void {
    if (error.code === "signed-out") return void this.dispatchEvent(new CustomEvent<BadgepackError>("badge-signed-out", { detail: error }));
    this.stage = { at: "fault", error, again, back };
    tell(this, "badgepack-error", error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-backpack": BadgeBackpack;
  }
}
