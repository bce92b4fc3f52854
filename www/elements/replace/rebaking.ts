import type { TemplateResult } from "lit";
import type { DraftPicture, PresentClass, RebakeJournal, RebakeProgress, RebakeSummary } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { messages } from "../../messages/replace-run.js";
import { pickPlace } from "../../save.js";
import { explain } from "../../sentences.js";
import type { Account } from "../account.js";
import { fault } from "../interludes.js";
import type { Finished } from "../run.js";
import { awardAccount, type Ended } from "./award-account.js";
import { forgetJournal, keepJournal, keptJournal, withoutUnsaved } from "./journals.js";
import { RebakeRun } from "./rebake-run.js";
import { rebakePaused, rebakeProgress, rebakeStart } from "./rebake-view.js";
import { idOf } from "./words.js";

type Stage =
  | { at: "start" }
  | { at: "running" | "paused"; run: RebakeRun }
  | { at: "account"; run: RebakeRun; ended: Ended }
  | { at: "fault"; error: BadgepackError };

/** Whose awards, and who is told. */
export interface RebakeHost {
  account: () => Account;
  present: PresentClass;
  picture: DraftPicture | null;
  /** Whether people are asked where to save. */
  asks: () => boolean;
  /** `isNews`: there is something else to read, so that is where the keyboard goes. */
  changed: (isNews: boolean) => void;
  progress: (progress: RebakeProgress, fraction: number) => void;
  done: (finished: Finished<RebakeSummary>) => void;
  failed: (error: BadgepackError) => void;
  another: () => void;
}

/** What is kept of a run is written down at most this often, in milliseconds. */
const KEEP = 1_000;

/** Re-baking from its first word to its account: runs one after the other, each of which does what the one before left. */
export class Rebaking {
  #stage: Stage = { at: "start" };
  #keeps = true;
  #isKept = true;
  #keepAt = 0;
  #journal: RebakeJournal | undefined;

  constructor(readonly host: RebakeHost) {
    this.#journal = this.#kept?.journal;
    addEventListener("pagehide", this.#keepNow);
  }

  render(): TemplateResult {
    const stage = this.#stage;
    const { host } = this;
    switch (stage.at) {
      case "start":
        return rebakeStart(host.present, this.#kept, this.#keeps, { start: this.#start, forget: this.#forget, keep: (wish) => this.#choose(wish), another: host.another });
      case "running":
        return rebakeProgress(stage.run, this.#keeps && this.#isKept, () => this.#pause(stage.run));
      case "paused":
        return rebakePaused(stage.run, { resume: this.#start, stop: host.another });
      case "account":
        return awardAccount(stage.ended, { save: () => void this.#save(stage), again: this.#start, another: host.another });
      case "fault":
        return fault(explain(stage.error), this.#start, () => this.#to({ at: "start" }), messages.keptSoFar);
    }
  }

  get isRunning(): boolean {
    return this.#stage.at === "running";
  }

  /** Stops what is under way, and writes down how far it came. */
  end(): void {
    this.#keepNow();
    removeEventListener("pagehide", this.#keepNow);
    if ("run" in this.#stage) this.#stage.run.end();
  }

  get #kept() {
    return keptJournal(this.host.account().portal.url, idOf(this.host.present));
  }

  readonly #start = (): void => {
    if ("run" in this.#stage) this.#stage.run.end();
    const { host } = this;
    const run: RebakeRun = new RebakeRun({
      account: host.account(), present: host.present, picture: host.picture, journal: this.#journal,
      signedOut: () => this.#signedOut(run),
      changed: () => this.#follow(run),
    });
    this.#to({ at: "running", run });
    void this.#finish(run);
  };

  async #finish(run: RebakeRun): Promise<void> {
    try {
      const finished = await run.finished;
      const baked = finished.summary.baked - Object.values(run.order.journal?.done ?? {}).filter((state) => state === "baked").length;
      this.#take(run);
      if (baked <= 0) run.end();
      this.#settle(run, finished.summary, baked <= 0);
      this.#to({ at: "account", run, ended: { summary: finished.summary, baked: Math.max(0, baked), name: run.name, saved: null, problem: "" } });
      this.host.done(finished);
    } catch (thrown) {
      if (run.cancelled || !this.#is(run)) return;
      const error = BadgepackError.from(thrown);
      this.#take(run);
      if (error.code === "signed-out") return this.#signedOut(run);
      this.#to({ at: "fault", error });
      this.host.failed(error);
    }
  }

  #pause(run: RebakeRun): void {
    this.#take(run);
    run.cancel();
    this.#to({ at: "paused", run });
  }

  /** What is done by the portal can only be had by somebody who is signed in, so it waits for that. */
  #signedOut(run: RebakeRun): void {
    if (!this.#is(run)) return;
    this.#pause(run);
    this.host.failed(new BadgepackError("signed-out", messages.signedOut));
  }

  #follow(run: RebakeRun): void {
    if (!this.#is(run) || !run.progress) return;
    if (performance.now() >= this.#keepAt) this.#keepNow();
    this.host.progress(run.progress, run.fraction);
    this.host.changed(false);
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. */
  async #save(stage: Stage & { at: "account" }): Promise<void> {
    const { run, ended } = stage;
    const place = this.host.asks() ? await pickPlace(run.name) : "unasked";
    if (place === "dismissed") return;
    try {
      const saved = await run.handOut(place);
      if (!saved) return; // Pressed twice.
      this.#take(run, true);
      this.#settle(run, ended.summary, true);
      this.#to({ ...stage, ended: { ...ended, saved, problem: "" } });
    } catch (thrown) {
      const error = BadgepackError.from(thrown);
      this.#to({ ...stage, ended: { ...ended, problem: explain(error) } });
      this.host.failed(error);
    }
  }

  /** After a run: all is forgotten once nothing is left to be done. */
  #settle(run: RebakeRun, { complete }: RebakeSummary, isSaved: boolean): void {
    if (complete && isSaved) forgetJournal(this.host.account().portal.url, idOf(this.host.present));
    else this.#write(run);
  }

  readonly #keepNow = (): void => {
    if (this.#stage.at !== "running") return;
    const began = performance.now();
    this.#take(this.#stage.run);
    const now = performance.now();
    this.#keepAt = now + Math.max(KEEP, 50 * (now - began));
  };

  /** Takes over what a run has finished, and writes it down; what was baked here, only once somebody has it. */
  #take(run: RebakeRun, isSaved = false): void {
    const journal = run.journal;
    if (journal && journal.badgeClass !== "") this.#journal = isSaved ? journal : withoutUnsaved(journal, run.order.journal);
    this.#write(run);
  }

  #write(run: RebakeRun): void {
    if (this.#keeps && this.#journal) this.#isKept = keepJournal(this.host.account().portal.url, run.awards, this.#journal);
  }

  readonly #forget = (): void => {
    forgetJournal(this.host.account().portal.url, idOf(this.host.present));
    this.#journal = undefined;
    this.host.changed(false);
  };

  #choose(wish: boolean): void {
    this.#keeps = wish;
    if (wish) this.host.changed(false);
    else this.#forget();
  }

  #is(run: RebakeRun): boolean {
    return this.#stage.at === "running" && this.#stage.run === run;
  }

  #to(stage: Stage): void {
    this.#stage = stage;
    this.host.changed(true);
  }
}
