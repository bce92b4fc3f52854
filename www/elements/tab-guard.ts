import { messages } from "../messages.js";

/** How far each run is that shows it in the tab's title; they share one title. */
const shares = new Map<TabGuard, number>();
/** The page's own title, and what was made of it. */
let [own, made] = ["", ""];

/** While a run is on: asks before the tab is closed where that would lose something, keeps the screen on, and shows the progress in the tab's title: to the end for those who look elsewhere. */
export class TabGuard {
  #lock: WakeLockSentinel | undefined;
  #over = false;

  constructor(asks = true) {
    if (asks) addEventListener("beforeunload", this.#ask);
    document.addEventListener("visibilitychange", this.#stayAwake);
    this.#stayAwake();
  }

  show(fraction: number): void {
    if (this.#over) return;
    shares.set(this, fraction);
    entitle();
  }

  /** `isDone`: not only over, but done. */
  end(isDone = false): void {
    this.#over = true;
    removeEventListener("beforeunload", this.#ask);
    document.removeEventListener("visibilitychange", this.#stayAwake);
    void this.#lock?.release();
    if (!shares.delete(this)) return;
    entitle(isDone && document.visibilityState !== "visible");
    document.addEventListener("visibilitychange", () => entitle(), { once: true });
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

/** Puts the share of the run that is least far before the page's title, whatever the page made of that meanwhile; once no run is on, that it is done, or nothing. */
function entitle(isDone = false): void {
  own = made ? document.title.replace(made, () => own) : document.title;
  made = "";
  if (shares.size > 0 || isDone) {
    document.title = isDone && shares.size === 0 ? messages.titleDone(own) : messages.title(Math.min(...shares.values()), own);
    made = document.title; // As the browser gives it back, without spaces at its ends.
  } else if (document.title !== own) document.title = own;
}
