import type { PresentClass, DraftPicture, RebakeJournal, RebakeProgress, RebakeSummary } from "../../badgepack.js";
import { rebake, type Rebake } from "../../replace.js";
import { handOut, stage, type Place, type Saved, type Staged } from "../../save.js";
import type { Account } from "../account.js";
import { Run, type Extent } from "../run.js";
import { idOf } from "./words.js";

/** What is re-baked, and what an earlier run had finished. */
export interface RebakeOrder {
  account: Account;
  present: PresentClass;
  /** The new picture, for portals whose own copy a page may not read. */
  picture: DraftPicture | null;
  journal: RebakeJournal | undefined;
  /** Called when the sign-in ended and there is no other one to be had. */
  signedOut: () => void;
  changed: () => void;
}

/** Awards on their way to their new picture. What is baked here waits as a ZIP until people say where it shall go. */
export class RebakeRun extends Run<RebakeProgress, RebakeSummary> {
  readonly order: RebakeOrder;
  readonly #rebake: Rebake;
  readonly #earlier: number;
  readonly #staged: { now: Staged | null };

  constructor(order: RebakeOrder) {
    const { account, present, picture, journal, signedOut, changed } = order;
    const staged: { now: Staged | null } = { now: null };
    let begun!: Rebake;
    super({
      begin: (signal, onProgress) =>
        (begun = rebake({
          portal: { url: account.portal.url }, token: account.session.token, badgeClass: idOf(present), journal, picture: picture ?? undefined, signal, onProgress,
          renew: async () => {
            const token = await account.session.renew();
            if (token === null) signedOut();
            return token;
          },
        })),
      keep: async (stream, name, signal) => {
        staged.now = await stage(stream, name, { signal });
        return { way: staged.now.way, bytes: staged.now.file.size };
      },
      isSafeToClose: true, // The next run does the rest.
      changed,
    });
    this.#earlier = Object.keys(journal?.done ?? {}).length;
    [this.order, this.#rebake, this.#staged] = [order, begun, staged];
  }

  /** What is finished so far, at any time. */
  get journal(): RebakeJournal | undefined {
    return this.#rebake.journal();
  }

  /** Hands out the ZIP of a run that is over; where that fails, it can be tried again. `null` where it is gone already. */
  async handOut(place: Place): Promise<Saved | null> {
    const staged = this.#staged.now;
    const saved = staged && (await handOut(staged, this.name, place));
    this.#staged.now = null;
    return saved;
  }

  /** Awards that ended, one way or the other. */
  get done(): number {
    const { server = 0, baked = 0, signed = 0, revoked = 0, failed = 0 } = this.progress ?? {};
    return server + baked + signed + revoked + failed;
  }

  /** Awards that need nothing any more: what failed does, and what was baked here waits for its ZIP. */
  get finishedAwards(): number {
    const { server = 0, signed = 0, revoked = 0 } = this.progress ?? {};
    return Math.max(this.#earlier, server + signed + revoked);
  }

  /** Awards that there are, as far as is known; 0 while nobody knows. */
  get awards(): number {
    const { all, exact } = this.order.present.awards;
    const listed = this.progress?.listed ?? 0;
    return exact || this.progress?.phase !== "looking" ? Math.max(all, listed) : 0;
  }

  /** What people read beside the bar. */
  get extent(): Extent {
    return { done: this.done, total: this.awards };
  }

  /** Lets go of the ZIP where nobody wants it any more. */
  end(): void {
    this.cancel();
    void this.#staged.now?.remove();
    this.#staged.now = null;
  }
}
