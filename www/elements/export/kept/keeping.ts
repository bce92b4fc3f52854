import { fingerprint, watched } from "./watched.js";
import { KeptStore, lockOf, type KeptExport } from "./store.js";
import { isWhole } from "./whole.js";

/**
 * Whether answers are kept: `full` when there is no more room, `silent` when the browser's storage does not answer as it should, `lost` when
 * what was kept was deleted from elsewhere.
 */
export type KeepingState = "keeping" | "full" | "silent" | "lost";

/**
 * One export whose answers are kept. The same export is run again after an interruption: lists are read anew, so that what changed
 * meanwhile is right, and the pictures and credentials that are here are not asked for again.
 */
export class Keeping {
  state: KeepingState = "keeping";

  private constructor(
    readonly store: KeptStore,
    readonly kept: KeptExport,
    readonly release: () => Promise<void>,
  ) {
    store.lost = () => (this.state = "lost");
  }

  /** Begins, or goes on with what is kept of the account; `null` where another tab does, or the browser keeps nothing. */
  static async begin(account: string, sections: string[]): Promise<Keeping | null> {
    (await KeptStore.find().catch(() => null))?.close(); // What is too old is gone then, also in a tab that was open for days.
    const release = await lock(lockOf(account));
    if (!release) return null;
    try {
      const store = await KeptStore.make();
      const before = await store.exportOf(account);
      const kept = { account, begun: Date.now(), done: 0, total: 0, ...before, sections };
      await store.note(kept);
      return new Keeping(store, kept, release);
    } catch {
      await release();
      return null;
    }
  }

  /** To be used for the export. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const asked = await fingerprint(request.url);
    const { account } = this.kept;
    const here = this.state === "keeping" || this.state === "full" ? await this.store.answer(account, asked).catch((error) => this.#stop(error)) : undefined;
    if (here) return new Response(here);
    const response = await fetch(request);
    return this.state === "keeping" ? watched(response, (body) => this.#keep(asked, body)) : response;
  };

  /** Writes down how many badges are here, of how many; as often as people see it. */
  note(done: number, total: number): void {
    const { kept } = this;
    // A run that goes on begins to count anew, but what was here is here.
    [kept.done, kept.total] = [Math.max(kept.done, done), total];
    if (this.state === "keeping") void this.store.note(kept).catch((error) => this.#stop(error));
  }

  /** The export is over: what is kept of it is deleted, or stays for another time. */
  async end(forget: boolean): Promise<void> {
    try {
      if (this.state === "lost") return;
      if (this.state === "silent") this.store.close(); // What it holds is deleted when somebody asks for it, or after a day.
      else if (forget) await this.store.forget(this.kept.account);
      else {
        await this.store.note(this.kept).catch(() => {}); // Without room for the last count, the one before stands there.
        this.store.close();
      }
    } finally {
      await this.release();
    }
  }

  async #keep(asked: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.state !== "keeping" || !isWhole(body)) return;
    await this.store.keep(this.kept.account, asked, body.buffer).catch((error) => this.#stop(error));
  }

  /** The export goes on all the same. */
  #stop(error: unknown): undefined {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    if (this.state === "keeping" || this.state === "full") this.state = isFull ? "full" : "silent";
  }
}

/** Takes a lock, and returns how to let go of it, which it then is for everybody; `null` where somebody else has it. */
function lock(name: string): Promise<(() => Promise<void>) | null> {
  return new Promise((taken) => {
    const held = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) return taken(null);
      return new Promise<void>((release) =>
        taken(async () => {
          release();
          await held;
        }),
      );
    });
  });
}
