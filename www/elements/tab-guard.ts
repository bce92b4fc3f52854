import { messages } from "../messages.js";

/** While a run is on: asks before the tab is closed where that would lose something, keeps the screen on, and shows the progress in the tab's title: to the end for those who look elsewhere. */
export class TabGuard {
  readonly #title = document.title;
  #lock: WakeLockSentinel | undefined;
  #over = false;

  constructor(asks = true) {
    if (asks) addEventListener("beforeunload", this.#ask);
    document.addEventListener("visibilitychange", this.#stayAwake);
    this.#stayAwake();
  }

  show(fraction: number): void {
    if (!this.#over) document.title = messages.title(fraction, this.#title);
  }

  /** `isDone`: not only over, but done. */
  end(isDone = false): void {
    this.#over = true;
    removeEventListener("beforeunload", this.#ask);
    document.removeEventListener("visibilitychange", this.#stayAwake);
    void this.#lock?.release();
    if (!isDone || document.visibilityState === "visible") return void (document.title = this.#title);
    document.title = messages.titleDone(this.#title);
    document.addEventListener("visibilitychange", () => (document.title = this.#title), { once: true });
  }

  readonly #ask = (event: BeforeUnloadEvent): void => event.preventDefault();

  /** The browser lets go of the lock whenever the tab is hidden, so it is asked for again. */
  readonly #stayAwake = async (): Promise<void> => {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    const lock = await navigator.wakeLock.request("screen").catch(() => undefined);
    if (this.#over) await lock?.release();
    else this.#lock = lock;
  };
}
