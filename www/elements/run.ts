import { exportLearner, type ExportOptions } from "../learner.js";
import type { Progress, SectionProgress, Summary } from "../badgepack.js";
import { save, type Place, type Saved } from "../save.js";
import { Pace } from "./pace.js";
import { TabGuard } from "./tab-guard.js";

/** The page is drawn anew at most this often while a run is on, in milliseconds. */
const REDRAW = 100;

/** A run that came to its end. */
export interface Finished {
  summary: Summary;
  saved: Saved;
  name: string;
}

/** What a run does while it is on. */
interface RunOptions extends ExportOptions {
  place: Place;
  /** How many records each section is known to have. */
  known: ReadonlyMap<string, number>;
  /** Called when there is something new to show, at most ten times a second. */
  changed: (run: Run) => void;
}

/** One export on its way to disk, as a page shows it. */
export class Run {
  readonly name: string;
  /** Resolves once the file is whole; rejects with what went wrong, or with the reason of {@link cancel}. */
  readonly finished: Promise<Finished>;
  progress: Progress | undefined;
  readonly #stop = new AbortController();
  readonly #guard = new TabGuard();
  readonly #pace = new Pace();
  readonly #known: ReadonlyMap<string, number>;
  readonly #changed: (run: Run) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ place, known, changed, ...options }: RunOptions) {
    this.#known = known;
    this.#changed = changed;
    const { stream, summary, name } = exportLearner({ ...options, signal: this.#stop.signal, onProgress: (progress) => this.#note(progress) });
    this.name = name;
    this.finished = this.#follow(save(stream, name, { signal: this.#stop.signal, pick: place }), summary);
  }

  cancel(): void {
    this.#stop.abort();
  }

  get cancelled(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Records that came to an end, one way or the other. */
  get done(): number {
    return (this.progress?.sections ?? []).reduce((sum, { records }) => sum + records, 0);
  }

  /** Records there are to do, as far as is known. */
  get total(): number {
    return (this.progress?.sections ?? []).reduce((sum, section) => sum + this.expected(section), 0);
  }

  /** Records a section will have, as far as is known. */
  expected(section: SectionProgress): number {
    if (section.state === "left-out" || section.state === "absent") return 0;
    if (section.state === "complete") return section.records;
    return Math.max(section.records, section.expected ?? this.#known.get(section.key) ?? 0);
  }

  /** How far the run is, 0 to 1; below 1 until the file is closed. */
  get fraction(): number {
    return this.total === 0 ? 0 : Math.min(0.99, this.done / this.total);
  }

  /** Seconds left; `null` while it is too early to say. */
  get secondsLeft(): number | null {
    return this.#pace.left(this.total - this.done, performance.now() / 1000);
  }

  async #follow(saving: Promise<Saved>, summary: Promise<Summary>): Promise<Finished> {
    try {
      const saved = await saving;
      if (this.#timer !== undefined) this.#show(); // The last word, also of a run that was over at once.
      return { saved, summary: await summary, name: this.name };
    } finally {
      clearTimeout(this.#timer);
      this.#guard.end();
    }
  }

  #note(progress: Progress): void {
    this.progress = progress;
    this.#timer ??= setTimeout(() => this.#show(), REDRAW);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pace.note(this.done, performance.now() / 1000);
    this.#guard.show(this.fraction);
    this.#changed(this);
  }
}
