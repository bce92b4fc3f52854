import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { PortalSpec, Summary, Survey } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { archiveName, survey } from "../learner.js";
import { messages } from "../messages.js";
import { pickPlace } from "../save.js";
import { explain } from "../sentences.js";
import type { Session } from "../signin.js";
import { tell } from "./events.js";
import { fault, looking } from "./interludes.js";
import { LearnerRun } from "./learner-run.js";
import { PortalElement } from "./portal-element.js";
import type { Finished } from "./run.js";
import { runProgressLook } from "./run-progress.js";
import { learnerProgress, runSectionsLook } from "./run-sections.js";
import { restOf, runSummary, runSummaryLook, signedOut, type Next, type Rest } from "./run-summary.js";
import { countsOf, sectionChoice, sectionChoiceLook, sectionsOf } from "./section-choice.js";
import type { Account } from "./account.js";
import { look } from "./style.js";

/** Where the learner is; each stage has what it needs, and knows where a cancel leads back to. */
type Stage =
  | { at: "sign-in"; problem: string }
  | { at: "looking"; name: string }
  | { at: "choice"; account: Account; survey: Survey; chosen: ReadonlySet<string> }
  | { at: "running"; run: LearnerRun }
  | { at: "summary"; account: Account; finished: Finished<Summary>; offer: Next["offer"] }
  | { at: "fault"; error: BadgepackError; again: () => void; back: () => void };

/** `<badge-export>`: a learner signs in, chooses, and saves everything as one ZIP. */
export class BadgeExport extends PortalElement {
  static override styles = [look, sectionChoiceLook, runProgressLook, runSectionsLook, runSummaryLook, css`[role="status"].note { margin-block-end: 1rem; }`];
  static override properties = { ...PortalElement.properties, stage: { state: true }, notice: { state: true }, said: { state: true } };

  protected declare stage: Stage;
  protected declare notice: string;
  protected declare said: string;
  #surveying: AbortController | null = null;
  #asking = false;
  #quarter = 0;

  constructor() {
    super();
    this.stage = { at: "sign-in", problem: "" };
    this.notice = this.said = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#surveying?.abort();
    if (this.stage.at === "looking") this.stage = { at: "sign-in", problem: "" };
    if (this.stage.at === "running") this.stage.run.cancel();
  }

  protected get signedOut(): boolean {
    return this.stage.at === "sign-in";
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before !== undefined && (before.at !== this.stage.at || this.stage.at === "summary")) this.focusNews();
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>
      <div class="stack">${this.#panel(this.stage)}</div>`;
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "sign-in":
        return this.signIn(this.given, stage.problem, (account) => void this.enter(account));
      case "looking":
        return looking(messages.looking(stage.name), this.#signOut);
      case "choice":
        return sectionChoice({
          survey: stage.survey, chosen: stage.chosen, asksForPlace: this.asks, signOut: this.#signOut,
          choose: (chosen) => (this.stage = { ...stage, chosen }),
          save: () => void this.#save(stage, stage.account, { sections: [...stage.chosen], known: countsOf(stage.survey) }),
        });
      case "running":
        return learnerProgress(stage.run, () => stage.run.cancel());
      case "summary":
        return html`${stage.offer === "nothing" ? this.signIn(this.named(stage.account), "", (account) => (this.stage = { ...stage, account, offer: "retry" })) : nothing}
        ${runSummary(stage.finished, {
          offer: stage.offer,
          retry: () => void this.#save(stage, stage.account, restOf(stage.finished.summary)),
          signIn: () => void this.#signInAgain(stage),
          again: () => void this.enter(stage.account),
        })}`;
      case "fault":
        return fault(explain(stage.error), stage.again, stage.back);
    }
  }

  protected async resume({ portal, session }: { portal: PortalSpec; session: Promise<Session> }): Promise<void> {
    this.stage = { at: "looking", name: this.nameOf(portal) };
    try {
      const account = { portal, session: await session };
      if (this.stage.at === "looking") await this.enter(account); // Otherwise people changed their mind meanwhile.
    } catch (error) {
      if (this.stage.at === "looking") this.#toSignIn(BadgepackError.from(error));
    }
  }

  async #signInAgain(stage: Stage & { at: "summary" }): Promise<void> {
    this.stage = { ...stage, offer: "nothing" };
    await this.updateComplete;
    this.signInPanel?.connect(this.named(stage.account));
  }

  protected async enter(account: Account): Promise<void> {
    this.#surveying?.abort();
    const { signal } = (this.#surveying = new AbortController());
    this.notice = "";
    this.stage = { at: "looking", name: this.nameOf(account.portal) };
    try {
      const found = await survey({ portal: account.portal, token: account.session.token, signal });
      this.stage = { at: "choice", account, survey: found, chosen: sectionsOf("full", found) };
    } catch (thrown) {
      if (!signal.aborted) this.#fault(BadgepackError.from(thrown), () => void this.enter(account), this.#signOut);
    }
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. `from` is where a cancel leads back to. */
  async #save(from: Stage, account: Account, { known, ...what }: Omit<Rest, "only"> & Partial<Rest>): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const place = this.asks ? await pickPlace(archiveName(what)) : "unasked";
    this.#asking = false;
    if (place === "dismissed") return;
    const { portal, session } = account;
    const run = new LearnerRun({ portal, token: session.token, renew: session.renew, ...what, known, place, changed: () => this.#follow(run) });
    [this.notice, this.said, this.#quarter] = ["", messages.announce(0), 0];
    this.stage = { at: "running", run };
    try {
      const finished = await run.finished;
      this.said = messages.announce(1);
      this.stage = { at: "summary", account, finished, offer: signedOut(finished.summary) ? "sign-in" : "retry" };
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      if (!run.cancelled) return this.#fault(BadgepackError.from(thrown), () => void this.#save(from, account, { known, ...what }), () => (this.stage = from));
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

  readonly #signOut = (): void => {
    this.#surveying?.abort();
    this.token = null;
    this.#toSignIn();
  };

  #toSignIn(error?: BadgepackError): void {
    this.notice = "";
    this.stage = { at: "sign-in", problem: error ? explain(error) : "" };
    if (error) tell(this, "badgepack-error", error);
  }

  #fault(error: BadgepackError, again: () => void, back: () => void): void {
    if (error.code === "signed-out") return this.#toSignIn(error);
    this.stage = { at: "fault", error, again, back };
    tell(this, "badgepack-error", error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badge-export": BadgeExport;
  }
}
