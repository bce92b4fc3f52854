import { checkArchive } from "../archive-check.js";
import { engineOf } from "../engine.js";
import type { Streamed } from "../run-stream.js";
import { save, type Place, type SaveOptions, type Saved } from "../save.js";
import { Pace } from "./pace.js";
import { TabGuard } from "./tab-guard.js";

/** The page is drawn anew at most this often while a run is on, in milliseconds. */
export const REDRAW = 100;

/** A run that came to its end. */
export interface Finished<Summary> {
  summary: Summary;
  saved: Saved;
  name: string;
  /** Whether an export's archive was read back, and every byte was as it was written: not where the part that checks could not be loaded; never of a table. */
  checked: boolean;
}

/** How far a run is: what is done, and what there is to do; 0 where nobody knows. */
export interface Extent {
  done: number;
  total: number;
}

/** Brings a file to where it is to be, as {@link save} does; `reading` is called with the share of it that was read back, once it is whole. */
export type Keep = (stream: ReadableStream<Uint8Array>, name: string, signal: AbortSignal, reading: (share: number) => void) => Promise<Saved>;

/** A file that is saved to the place that was chosen. */
export const savedTo = (pick: Place, check?: SaveOptions["check"]): Keep => (stream, name, signal) => save(stream, name, { signal, pick, check });

/** The same; an archive is read back first, and handed out only as it was written. */
export const checkedTo = (pick: Place): Keep => async (stream, name, signal, reading) => {
  if (!name.endsWith(".zip")) return save(stream, name, { signal, pick });
  // Loaded while there is a network; where it cannot be, nothing is lost but the check.
  const canCheck = engineOf("unzip", { signal }).then(() => true, () => false);
  const check = async (file: Blob): Promise<void> => {
    if (await canCheck) await checkArchive(file, { signal, onProgress: (bytes) => reading(bytes / file.size) });
  };
  return save(stream, name, { signal, pick, check });
};

/** How a run begins, and whom it tells. */
export interface Beginning<Progress, Summary> {
  begin: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Streamed<Summary> & { name: string };
  /** Brings the file to where it is to be. */
  keep: Keep;
  /** Whether nothing is lost with the tab. */
  isSafeToClose?: boolean;
  /** Called when there is something new to show, at most ten times a second. */
  changed: () => void;
}

/** One file on its way to disk, as a page shows it. */
export abstract class Run<Progress, Summary> {
  name = "";
  /** Resolves once the file is whole; rejects with what went wrong, or with the reason of {@link cancel}. */
  readonly finished: Promise<Finished<Summary>>;
  progress: Progress | undefined;
  /** The share of the file that was read back and checked, once it is whole. */
  readBack: number | undefined;
  readonly #stop = new AbortController();
  readonly #guard: TabGuard;
  readonly #pace = new Pace();
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ begin, keep, isSafeToClose = false, changed }: Beginning<Progress, Summary>) {
    this.#changed = changed;
    this.#guard = new TabGuard(!isSafeToClose);
    this.finished = this.#follow(begin, keep);
  }

  /** How far it is, in what people count. */
  abstract get extent(): Extent;

  cancel(): void {
    this.#stop.abort();
  }

  get cancelled(): boolean {
    return this.#stop.signal.aborted;
  }

  /** How far the run is, 0 to 1; below 1 until the file is closed, and 0 while nobody knows. */
  get fraction(): number {
    const { done, total } = this.extent;
    return total === 0 ? 0 : Math.min(0.99, done / total);
  }

  /** Seconds left; `null` while it is too early to say. */
  get secondsLeft(): number | null {
    const { done, total } = this.extent;
    return total === 0 ? null : this.#pace.left(Math.max(0, total - done), performance.now() / 1000);
  }

  async #follow(begin: Beginning<Progress, Summary>["begin"], keep: Keep): Promise<Finished<Summary>> {
    let isDone = false;
    try {
      const { signal } = this.#stop;
      const { stream, summary, name } = begin(signal, (progress) => this.#note(progress));
      this.name = name;
      const saved = await keep(stream, name, signal, (share) => this.#noteRead(share));
      if (this.#timer !== undefined) this.#show(); // The last word, also of a run that was over at once.
      const finished = { saved, summary: await summary, name: this.name, checked: this.readBack === 1 };
      isDone = true;
      return finished;
    } finally {
      clearTimeout(this.#timer);
      this.#guard.end(isDone);
    }
  }

  #note(progress: Progress): void {
    this.progress = progress;
    this.#timer ??= setTimeout(() => this.#show(), REDRAW);
  }

  #noteRead(share: number): void {
    this.readBack = share;
    this.#timer ??= setTimeout(() => this.#show(), REDRAW);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pace.note(this.extent.done, performance.now() / 1000);
    if (this.extent.total > 0) this.#guard.show(this.fraction);
    this.#changed();
  }
}
