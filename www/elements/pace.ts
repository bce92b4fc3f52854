/** A guess at the time left is worth showing after this many seconds. */
const WARM_UP = 3;
/** Seconds over which the speed is smoothed. */
const MEMORY = 8;

/** How fast a run is, smoothed, and from it how long the rest will take. */
export class Pace {
  #started: number | undefined;
  #last: { at: number; done: number } | undefined;
  #speed: number | undefined;
  #shown: { at: number; left: number } | undefined;

  /** Takes note that `done` things were done at `now`, in seconds of any clock. */
  note(done: number, now: number): void {
    this.#started ??= now;
    const last = (this.#last ??= { at: now, done });
    const passed = now - last.at;
    if (passed < 0.25) return;
    const speed = (done - last.done) / passed;
    const weight = 1 - Math.exp(-passed / MEMORY);
    this.#speed = this.#speed === undefined ? speed : this.#speed + weight * (speed - this.#speed);
    this.#last = { at: now, done };
  }

  /** Seconds left for `rest` things; `null` while it is too early to say. Changes at most once a second. */
  left(rest: number, now: number): number | null {
    if (this.#started === undefined || now - this.#started < WARM_UP || !this.#speed || this.#speed <= 0) return null;
    if (!this.#shown || now - this.#shown.at >= 1) this.#shown = { at: now, left: rest / this.#speed };
    return this.#shown.left;
  }
}
