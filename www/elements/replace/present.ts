import type { AwardCount, Draft, PresentClass } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { previewReplacement } from "../../replace.js";
import type { Account } from "../account.js";

/** A draft that says nothing: a class can be read before anything was brought. */
const silent: Draft = { contents: {}, picture: null, notes: [], rights: { issuer: "", issuerId: null, issuerUrl: null, classId: null, version: null, licence: null } };

/** A badge class as it is now: read as soon as it is chosen, while people look for the new badge, and read again when it changed. */
export class Present {
  /** What was read, once it was. */
  known: PresentClass | null = null;
  /** The awards counted so far. */
  awards: AwardCount = { all: 0, revoked: 0, exact: false };
  error: BadgepackError | null = null;
  /** The class when it is there; fails with what went wrong. */
  finished: Promise<PresentClass>;
  readonly #stop = new AbortController();

  constructor(
    readonly id: string,
    account: Account,
    readonly changed: () => void,
  ) {
    this.finished = this.#read(account);
    this.finished.catch(() => {}); // Whoever shows it looks at `error`.
  }

  /** Stops reading. */
  end(): void {
    this.#stop.abort();
  }

  async #read({ portal, session }: Account): Promise<PresentClass> {
    const { signal } = this.#stop;
    try {
      const { present } = await previewReplacement({
        portal: { url: portal.url }, token: session.token, renew: session.renew, badgeClass: this.id, draft: silent, signal,
        onProgress: (awards) => {
          this.awards = awards;
          this.changed();
        },
      });
      this.awards = present.awards;
      return (this.known = present);
    } catch (thrown) {
      this.error = BadgepackError.from(thrown);
      throw this.error;
    } finally {
      if (!signal.aborted) this.changed();
    }
  }
}
