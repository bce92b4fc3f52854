import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { Summary, Survey } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { archiveName } from "../../learner.js";
import { messages } from "../../messages.js";
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
import { restOf, runSummary, runSummaryLook, signedOut, type Rest } from "./run-summary.js";
import { countsOf, sectionChoice, sectionChoiceLook, sectionsOf } from "./section-choice.js";

/** What people are at; a cancel and a fault lead back to where the run began. */
type Stage =
  | { at: "choice" }
  | { at: "running"; run: LearnerRun }
  | { at: "summary"; account: Account; finished: Finished<Summary> }
  | { at: "fault"; error: BadgepackError; again: () => void; back: () => void };

/**
 * What a portal holds of somebody who is signed in: choose, save, and see what came of it.
 *
 * Tells its shell by events: `badge-leave` (another account), `badge-again` (look again at what there is), `badge-sign-in` (the same
 * account once more, this stays as it is), `badge-signed-out` with the error.
 */
export class BadgeBackpack extends SpeakingElement {
  static override styles = [look, sectionChoiceLook, runProgressLook, runSectionsLook, runSummaryLook, css`[role="status"].note { margin-block-end: 1rem; }`];
  static override properties = {
    account: { attribute: false }, survey: { attribute: false }, asks: { attribute: false }, signingIn: { attribute: false },
    stage: { state: true }, chosen: { state: true }, notice: { state: true }, said: { state: true },
  };

  declare account: Account;
  declare survey: Survey;
  /** Whether people are asked where to save. */
  declare asks: boolean;
  /** Whether they are signing in again meanwhile. */
  declare signingIn: boolean;
  protected declare stage: Stage;
  protected declare chosen: ReadonlySet<string>;
  protected declare notice: string;
  protected declare said: string;
  #asking = false;
  #quarter = 0;

  constructor() {
    super();
    this.stage = { at: "choice" };
    this.chosen = new Set();
    this.asks = this.signingIn = false;
    this.notice = this.said = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.stage.at === "running") this.stage.run.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has("survey")) return;
    this.chosen = sectionsOf("full", this.survey);
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (changed.has("survey") || (before !== undefined && (before.at !== this.stage.at || this.stage.at === "summary"))) this.#focusNews();
  }

  /** Moves the focus to where the news is: an alert, or the heading of what is new. */
  #focusNews(): void {
    this.renderRoot.querySelector<HTMLElement>("[role=alert], [data-focus]")?.focus();
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>
      <div class="stack">${this.#panel(this.stage)}</div>`;
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "choice":
        return sectionChoice({
          survey: this.survey, chosen: this.chosen, asksForPlace: this.asks, signOut: () => this.#ask("badge-leave"),
          choose: (chosen) => (this.chosen = chosen),
          save: () => void this.#save(stage, { sections: [...this.chosen], known: countsOf(this.survey) }),
        });
      case "running":
        return learnerProgress(stage.run, () => stage.run.cancel());
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

  /** Called in the click itself, because browsers only then let a page ask where to save. `from` is where a cancel leads back to. */
  async #save(from: Stage, { known, ...what }: Omit<Rest, "only"> & Partial<Rest>): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const place = this.asks ? await pickPlace(archiveName(what)) : "unasked";
    this.#asking = false;
    if (place === "dismissed") return;
    const { account } = this;
    const { portal, session } = account;
    const run = new LearnerRun({ portal, token: session.token, renew: session.renew, ...what, known, place, changed: () => this.#follow(run) });
    [this.notice, this.said, this.#quarter] = ["", messages.announce(0), 0];
    this.stage = { at: "running", run };
    try {
      const finished = await run.finished;
      this.said = messages.announce(1);
      this.stage = { at: "summary", account, finished };
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      if (!run.cancelled) return this.#fault(BadgepackError.from(thrown), () => void this.#save(from, { known, ...what }), () => (this.stage = from));
      this.notice = messages.cancelled;
      this.stage = from;
      tell(this, "badgepack-cancel", null);
    }
  }

  readonly #follow = (run: LearnerRun): void => {
    if (this.stage.at !== "running" || !run.progress) return;
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
    "badge-backpack": BadgeBackpack;
  }
}
