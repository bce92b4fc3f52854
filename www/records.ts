// A portal made of what the caller has: described as any other one, and its requests answered here.
import type { PortalDescription, Sender } from "../target/web/learner_engine.js";

/** One part of a badge: JSON as an object, a text or bytes as they are, an answer, or where it is; `null` where there is none. */
export type Part = object | string | Uint8Array<ArrayBuffer> | Blob | Response | URL | null;

/** A badge of the caller's. */
export interface BadgeRecord {
  /** Unique among the badges. */
  id: string;
  name: string;
  /** When it was issued, RFC 3339; the file's name begins with its day. */
  issued?: string | undefined;
  /**
   * The credential. Texts, bytes and answers go into the archive byte for byte; a text that is no JSON is a signed badge. Left out: it is
   * in the picture. A function is called when its turn comes, and again when it throws: an address is fetched as a stranger would.
   */
  credential?: Part | (() => Part | Promise<Part>) | undefined;
  /** The picture, as bytes, an answer, or where it is: never as a text. */
  picture?: Part | (() => Part | Promise<Part>) | undefined;
  /** What else is known of it: it goes into `badges/records.json`. */
  data?: object | undefined;
}

/** A record that is listed as it is. */
export interface ListedRecord {
  /** Unique in its list. */
  id: string | number;
  name?: string | undefined;
}

/** What gives one record after another, and is asked for no more than the archive has taken. */
export type RecordsOf<T> = AsyncIterable<T> | Iterable<T>;

/** A list of records under a title of its own. */
export interface TitledRecords<T> {
  title: string;
  /** Whether it holds special-category data (GDPR, Art. 9). */
  sensitive?: boolean | undefined;
  records: RecordsOf<T>;
}

/** Badges; or badges and lists by their keys: `activities` becomes `activities.json`. */
export type Records =
  | RecordsOf<BadgeRecord>
  | ({ badges?: RecordsOf<BadgeRecord> | TitledRecords<BadgeRecord> } & Record<string, RecordsOf<ListedRecord> | TitledRecords<ListedRecord>>);

/** A portal's description and who answers its requests; `close` tells the records that no more are wanted. */
export interface RecordsPortal {
  description: PortalDescription;
  sender: Sender;
  close: () => void;
}

/** Records to a page, at most. */
const PAGE = 50;
/** How long a page is waited for while there is a record for it, in milliseconds: slow records come one by one. */
const PATIENCE = 1_000;
/** How many badges stay known: more than an archive works at, so that what is asked for again is there. */
const KNOWN = 200;
/** Where requests for records lead, below the portal's address. */
const PLACE = ".records/";

/**
 * Makes a portal of records.
 * @param failed told what a list of records threw: nothing can come after it
 */
export function recordsPortal(records: Records, { url, name }: { url: string; name?: string | undefined }, failed: (error: unknown) => void): RecordsPortal {
  const base = new URL(PLACE, url.endsWith("/") ? url : `${url}/`);
  const lists = Object.entries(isRecordsOf(records) ? { badges: records } : records).map(([key, given], at) => {
    const titled = isRecordsOf(given) ? { title: key.charAt(0).toUpperCase() + key.slice(1).replaceAll(/[-_]/g, " "), records: given } : given;
    return new List(key, String(at), titled as TitledRecords<BadgeRecord>);
  });
  const answer: Sender = async (request) => {
    const { href, searchParams } = new URL(request.url);
    if (!href.startsWith(base.href)) return fetch(request);
    const [at, part, number] = href.slice(base.href.length).split(/[/?]/);
    const list = lists[Number(at)];
    if (!list) return new Response(null, { status: 404 });
    if (part === "page") return list.page(Number(searchParams.get("n")), failed);
    return list.part(`${part}/${number}`);
  };
  return {
    description: { format: "badgepack.portal", version: 1, name: name ?? base.host, sections: lists.map((list) => list.section()) },
    sender: answer,
    close: () => lists.forEach((list) => list.close()),
  };
}

const isRecordsOf = (given: object): given is RecordsOf<never> => Symbol.asyncIterator in given || Symbol.iterator in given;

/** One list, read as far as it was asked for. */
class List {
  readonly #iterator: AsyncIterator<BadgeRecord> | Iterator<BadgeRecord>;
  readonly #parts = new Map<string, Part | (() => Part | Promise<Part>)>();
  #page: { number: number; body: Promise<string> } | undefined;
  /** The record that did not come in time for its page. */
  #late: Promise<IteratorResult<BadgeRecord>> | undefined;
  #listed = 0;

  constructor(readonly key: string, readonly at: string, readonly titled: TitledRecords<BadgeRecord>) {
    const { records } = titled;
    this.#iterator = Symbol.asyncIterator in records ? records[Symbol.asyncIterator]() : records[Symbol.iterator]();
  }

  /** How the core reads it. */
  section(): object {
    const { key, at, titled } = this;
    const list = { key, title: titled.title, sensitive: titled.sensitive === true, url: `${PLACE}${at}/page?n=0`, items: "/items", pages: { by: "next", at: "/next" }, id: "{/id}", name: "{/name}" };
    return key === "badges"
      ? { ...list, kind: "badges", entry: "badges", issued: "{/issued}", credential: { fetch: `${PLACE}${at}/{/credential}`, picture: true }, picture: `${PLACE}${at}/{/picture}` }
      : { ...list, kind: "list", entry: `${key}.json` };
  }

  /** A page of it; the same page once more is the same. */
  async page(number: number, failed: (error: unknown) => void): Promise<Response> {
    if (this.#page?.number !== number) this.#page = { number, body: this.#read(number) };
    try {
      return new Response(await this.#page.body);
    } catch (error) {
      failed(error);
      throw error;
    }
  }

  async #read(number: number): Promise<string> {
    const items: object[] = [];
    const end = Date.now() + PATIENCE;
    while (items.length < PAGE) {
      const coming = (this.#late ??= Promise.resolve(this.#iterator.next()));
      const next = items.length > 0 ? await Promise.race([coming, pause(end - Date.now())]) : await coming;
      if (!next) break;
      this.#late = undefined;
      if (next.done) return JSON.stringify({ items });
      items.push(this.key === "badges" ? this.#list(next.value) : next.value);
    }
    return JSON.stringify({ items, next: `page?n=${number + 1}` });
  }

  /** What is said of a badge in the list; its parts are kept until they are asked for. */
  #list({ id, name, issued, credential, picture, data }: BadgeRecord): object {
    const number = this.#listed++;
    const keep = (part: string, given: BadgeRecord["credential"]) => {
      this.#parts.delete(`${part}/${number - KNOWN}`);
      if (given === undefined || given === null) return undefined;
      this.#parts.set(`${part}/${number}`, given);
      return `${part}/${number}`;
    };
    return { id, name, issued, credential: keep("credential", credential), picture: keep("picture", picture), data };
  }

  /** A part of a badge, whatever it is given as. */
  async part(key: string): Promise<Response> {
    const given = this.#parts.get(key);
    const part = typeof given === "function" ? await given() : given;
    if (part === undefined || part === null) return new Response(null, { status: 404 });
    if (part instanceof Response) return part;
    if (part instanceof URL) return fetch(part, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (typeof part === "string" || part instanceof Uint8Array || part instanceof Blob) return new Response(part as BodyInit);
    return new Response(JSON.stringify(part));
  }

  close(): void {
    this.#parts.clear();
    // What it throws at its end concerns nobody any more.
    void Promise.resolve(this.#iterator.return?.()).catch(() => {});
  }
}

const pause = (milliseconds: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), Math.max(0, milliseconds)));
