import type { Finding } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { inspectFiles } from "../../inspect.js";
import { messages } from "../../messages/findings.js";

/** The list is drawn anew at most this often while files are read, in milliseconds. */
const REDRAW = 150;

/** Which findings are shown. */
export type Which = keyof typeof messages.whiches;

/** What a finding is, for a list of many. */
export const sortOf = ({ error, form, kind }: Finding): Exclude<Which, "all"> => (error ? "problems" : form && kind !== "unknown" ? "badges" : "without");

/** Many files on their way: what was found so far, and how far it is. */
export class Reading {
  readonly findings: Finding[] = [];
  readonly counts = { badges: 0, without: 0, problems: 0 };
  done = 0;
  total: number;
  state: "running" | "stopped" | "done" = "running";
  /** What ended it before its end: a file that cannot be read at all. */
  error: BadgepackError | null = null;
  /** Called when there is something new to show. */
  changed: () => void = () => {};
  /** Resolves at the end, with the finding if it is the only one. */
  readonly finished: Promise<Finding | null>;
  readonly #stop = new AbortController();
  readonly #say: (said: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #quarter = 0;

  /** Begins to read; `say` is given what is to be read out. */
  constructor(files: File[], say: (said: string) => void) {
    this.total = files.length;
    this.#say = say;
    this.finished = this.#read(files);
  }

  cancel(): void {
    this.#stop.abort();
  }

  /** How far it is, 0 to 1. */
  get fraction(): number {
    return this.total === 0 ? 0 : this.done / this.total;
  }

  /** What came of it, in one line. */
  get summary(): string {
    return this.state === "stopped" ? messages.stopped(this.counts.badges, this.done, this.total) : messages.summary(this.counts.badges, this.total);
  }

  async #read(files: File[]): Promise<Finding | null> {
    const { signal } = this.#stop;
    const onProgress = ({ done, total }: { done: number; total: number }): void => void ([this.done, this.total] = [done, total]);
    try {
      for await (const finding of inspectFiles(files, { signal, onProgress })) {
        this.findings.push(finding);
        this.counts[sortOf(finding)] += 1;
        this.#timer ??= setTimeout(() => this.#show(), REDRAW);
      }
      this.state = "done";
    } catch (thrown) {
      this.state = "stopped";
      if (!signal.aborted) this.error = BadgepackError.from(thrown);
    }
    this.#show();
    this.#say(this.summary);
    return this.state === "done" && this.findings.length === 1 ? (this.findings[0] ?? null) : null;
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const quarter = Math.floor(this.fraction * 4);
    if (quarter > this.#quarter && quarter < 4) this.#say(messages.announce((this.#quarter = quarter) / 4));
    this.changed();
  }
}
