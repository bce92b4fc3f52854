import { DATABASE, isAnythingKept } from "./database.js";

/** An export that was begun, and that what is kept belongs to. */
export interface KeptExport {
  /** Whose it is, as `whose.ts` says it. */
  account: string;
  /** When it was begun, in milliseconds since 1970: nothing that is kept is older. */
  begun: number;
  /** The sections that were chosen, by key. */
  sections: string[];
  /** How many badges are here. */
  done: number;
  /** How many badges there are; 0 where nobody knows. */
  total: number;
}

/** Older than this, in milliseconds, it is deleted. */
const DAY = 24 * 3600_000;

/** What does not answer for so long, in milliseconds, will not: an export must never wait for what is only a precaution. */
const PATIENCE = 10_000;

const EXPORTS = "exports";
const ANSWERS = "answers";

/** The lock that says that a tab works with what is kept of an account. */
export const lockOf = (account: string): string => `${DATABASE} kept ${account}`;

/** What is kept of a portal's answers on this device: whole bodies, by account and by what was asked. Neither addresses nor tokens. */
export class KeptStore {
  /** Called when what is kept was deleted from elsewhere, as *Forget everything* does. */
  lost = (): void => {};
  readonly #database: IDBDatabase;
  readonly #underWay = new Set<IDBTransaction>();

  private constructor(database: IDBDatabase) {
    this.#database = database;
    database.onversionchange = () => {
      this.close();
      this.lost();
    };
    addEventListener("pagehide", this.#leavePage);
  }

  /** Deletes all of it, whosever it is; other tabs let go of it first. Whether there was any. */
  static async forgetAll(): Promise<boolean> {
    if (!(await isAnythingKept())) return false;
    await settled(indexedDB.deleteDatabase(DATABASE));
    return true;
  }

  /** Opens what there is, without what is too old; `null` where there is nothing. */
  static async find(): Promise<KeptStore | null> {
    if (!(await isAnythingKept())) return null;
    const store = await KeptStore.make();
    for (const account of await store.#old(Date.now())) {
      // What a tab still works with stays until it is done.
      await navigator.locks.request(lockOf(account), { ifAvailable: true }, async (lock) => lock && store.#remove(account));
    }
    return (await store.#isEmpty()) ? store.#leave() : store;
  }

  /** Opens it, and makes it where there is none. */
  static async make(): Promise<KeptStore> {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(EXPORTS, { keyPath: "account" });
      opening.result.createObjectStore(ANSWERS);
    };
    return new KeptStore(await answered(settled(opening)));
  }

  /** What is kept of an account; `null` for none. */
  async exportOf(account: string): Promise<KeptExport | null> {
    return (await this.#read<KeptExport | undefined>(EXPORTS, (store) => store.get(account))) ?? null;
  }

  /** Writes down how far an export is. */
  async note(kept: KeptExport): Promise<void> {
    await this.#write([EXPORTS], (transaction) => transaction.objectStore(EXPORTS).put(kept));
  }

  /** An answer that is here. */
  async answer(account: string, asked: string): Promise<ArrayBuffer | undefined> {
    return this.#read<ArrayBuffer | undefined>(ANSWERS, (store) => store.get([account, asked]));
  }

  /** Keeps an answer; once this resolves it is there also when the tab is gone. */
  async keep(account: string, asked: string, body: ArrayBuffer): Promise<void> {
    await this.#write([ANSWERS], (transaction) => transaction.objectStore(ANSWERS).put(body, [account, asked]));
  }

  /** Deletes what is kept of an account, and the place itself once nothing is kept; then this is closed. */
  async forget(account: string): Promise<void> {
    await this.#remove(account);
    await this.#leave();
  }

  close(): void {
    removeEventListener("pagehide", this.#leavePage);
    this.#database.close();
  }

  /** WebKit puts a page that is left aside as it stands: what it has under way would hold up every other page for ever. */
  readonly #leavePage = (): void => {
    for (const transaction of this.#underWay) {
      try {
        transaction.abort();
      } catch {
        // It is over, or will be without this page.
      }
    }
    this.close();
  };

  /** Closes it, and takes the place itself away where nothing is kept. */
  async #leave(): Promise<null> {
    const isEmpty = await this.#isEmpty();
    this.close();
    if (isEmpty) await settled(indexedDB.deleteDatabase(DATABASE));
    return null;
  }

  async #isEmpty(): Promise<boolean> {
    return (await this.#read(EXPORTS, (store) => store.count())) === 0;
  }

  /** What is older than a day, or from a day that is still to come. */
  async #old(now: number): Promise<string[]> {
    const all = await this.#read<KeptExport[]>(EXPORTS, (store) => store.getAll());
    return all.filter(({ begun }) => begun > now || now - begun > DAY).map(({ account }) => account);
  }

  #remove(account: string): Promise<void> {
    return this.#write([EXPORTS, ANSWERS], (transaction) => {
      transaction.objectStore(EXPORTS).delete(account);
      transaction.objectStore(ANSWERS).delete(IDBKeyRange.bound([account], [account, []]));
    });
  }

  /** What one request to a store says. */
  async #read<T>(name: string, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = this.#database.transaction(name);
    const request = ask(transaction.objectStore(name));
    await this.#end(transaction);
    return request.result;
  }

  /** Not forced to the disk each time: a tab that is killed loses nothing, a power cut the last few. */
  async #write(names: string[], work: (transaction: IDBTransaction) => void): Promise<void> {
    const transaction = this.#database.transaction(names, "readwrite", { durability: "relaxed" });
    work(transaction);
    transaction.commit(); // Whatever becomes of the tab.
    await this.#end(transaction);
  }

  /** Waits until a transaction is complete. */
  #end(transaction: IDBTransaction): Promise<void> {
    this.#underWay.add(transaction);
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new DOMException("The page was left.", "AbortError"));
    });
    return answered(complete).finally(() => this.#underWay.delete(transaction));
  }
}

async function answered<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException("The browser's storage does not answer.", "TimeoutError")), PATIENCE);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
