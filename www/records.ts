// A portal made of what the caller has: described as any other one, and its requests answered here.
import type { PortalDescription, Sender, Summary } from "../target/web/learner_engine.js";
import { badOption, tagOf } from "./argument.js";
import { bytesOf, isBlob, isBytes } from "./bytes.js";
import { BadgepackError, type ErrorCode } from "./error.js";
import { jsonOf } from "./json.js";

/** One part of a badge: JSON as an object, a text or bytes as they are, an answer, or where it is; `null` where there is none. */
export type Part = object | string | ArrayBuffer | ArrayBufferView | Blob | Response | URL | null;

/** A badge of the caller's. */
export interface BadgeRecord {
  /** Unique among the badges. */
  id: string | number;
  name: string;
  /** When it was issued, RFC 3339; the file's name begins with its day. */
  issued?: string | undefined;
  /**
   * The credential. Texts, bytes and answers go into the archive byte for byte; a text that is no JSON is a signed badge. Left out: it is
   * in the picture. A function is called when its turn comes, and again where its promise rejects; what comes of it in the end stands in
   * the summary. An address is fetched as a stranger would.
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

/** A portal of records. */
export interface RecordsPortal {
  description: PortalDescription;
  /** Answers its requests. */
  sender: Sender;
  /** A summary with the reasons in it that records' own functions gave: the archive, which is handed on, has none of their words. */
  explained: (summary: Summary | undefined) => Summary | undefined;
  /** Tells the records that no more are wanted. */
  close: () => void;
}

/** Records to a page, at most. */
const PAGE = 50;
/** How long a page is waited for while there is a record for it, in milliseconds: slow records come one by one. */
const PATIENCE = 1_000;
/** How many badges stay known: more than an archive works at, so that what is asked for again is there. */
const KNOWN = 200;
/** How many reasons are kept, of each list: a summary has no more. */
const REASONS = 1_000;
/** Where requests for records lead, below the portal's address. */
const PLACE = ".records/";

/**
 * Makes a portal of records.
 * @param failed told what a list of records threw: nothing can come after it
 */
export function recordsPortal(records: Records, { url, name }: { url: string | URL; name?: string | undefined }, failed: (error: unknown) => void): RecordsPortal {
  const at = String(url);
  if (!/^https?:/i.test(at) || !URL.canParse(at)) throw new BadgepackError("bad-address", "This is no web address; it should look like https://badges.example.org.", at);
  const base = new URL(PLACE, at.endsWith("/") ? at : `${at}/`);
  const lists = listsOf(records).map(([key, titled], at) => new List(key, String(at), titled));
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
    explained: (summary) => summary && { ...summary, missing: summary.missing.map((one) => ({ ...one, ...lists.find(({ key }) => key === one.section)?.reason(one) })) },
    close: () => lists.forEach((list) => void list.close()),
  };
}

/** The lists by their keys, each with its title. */
function listsOf(records: Records): [string, TitledRecords<BadgeRecord>][] {
  const lists: [string, unknown][] = isRecordsOf(records) ? [["badges", records]] : tagOf(records) === "Object" ? Object.entries(records) : [];
  if (lists.length === 0) throw badOption("records", "a list of badges, or an object of lists by their keys", records);
  return lists.map(([key, list]) => {
    const titled = isRecordsOf(list) ? { title: key.charAt(0).toUpperCase() + key.slice(1).replaceAll(/[-_]/g, " "), records: list } : (list as TitledRecords<never> | null);
    if (!isRecordsOf(titled?.records) || typeof titled?.title !== "string") throw badOption(`records.${key}`, "a list of records, or an object with its title and its records", list);
    return [key, titled as TitledRecords<BadgeRecord>];
  });
}

const isRecordsOf = (given: unknown): given is RecordsOf<never> => typeof given === "object" && given !== null && (Symbol.asyncIterator in given || Symbol.iterator in given);

/** One list, read as far as it was asked for. */
class List {
  readonly #iterator: AsyncIterator<BadgeRecord> | Iterator<BadgeRecord>;
  readonly #parts = new Map<string, { id: string; given: Part | (() => Part | Promise<Part>) }>();
  readonly #reasons = new Map<string, BadgepackError>();
  #page: { number: number; body: Promise<string> } | undefined;
  /** The record that did not come in time for its page. */
  #late: Promise<IteratorResult<BadgeRecord>> | undefined;
  #listed = 0;
  #isOver = false;

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
    const items: string[] = [];
    const end = Date.now() + PATIENCE;
    while (items.length < PAGE) {
      const coming = (this.#late ??= this.#next());
      const next = items.length > 0 ? await Promise.race([coming, pause(end - Date.now())]) : await coming;
      if (!next) break;
      this.#late = undefined;
      if (next.done) return `{"items":[${items.join()}]}`;
      items.push(this.#item(next.value));
    }
    return `{"items":[${items.join()}],"next":"page?n=${number + 1}"}`;
  }

  /** The next record; where there is none, or it threw, nobody has to tell the list that it is over. */
  async #next(): Promise<IteratorResult<BadgeRecord>> {
    const isOver = this.#isOver;
    this.#isOver = true;
    const next = await this.#iterator.next();
    if (!next.done) this.#isOver = isOver;
    return next;
  }

  /** A record as it stands in a page: its parts are kept until they are asked for. */
  #item(record: BadgeRecord): string {
    const at = `records.${this.key}[${this.#listed}]`;
    const number = this.#listed++;
    if (tagOf(record) !== "Object" || !/^(String|Number)$/.test(tagOf(record.id))) throw badOption(at, "an object with an id", record);
    if (this.key !== "badges") return jsonOf(record, `${at} (${record.id})`);
    const { id, name, issued, credential, picture, data } = record;
    const keep = (part: string, given: BadgeRecord["credential"]) => {
      this.#parts.delete(`${part}/${number - KNOWN}`);
      if (given === undefined || given === null) return undefined;
      this.#parts.set(`${part}/${number}`, { id: String(id), given });
      return `${part}/${number}`;
    };
    return jsonOf({ id, name, issued, credential: keep("credential", credential), picture: keep("picture", picture), data }, `${at} (${id})`);
  }

  /** A part of a badge, whatever it is given as. That a promise rejects may be passing; what else goes wrong will again. */
  async part(key: string): Promise<Response> {
    const { id, given } = this.#parts.get(key) ?? {};
    const at = `${key.split("/", 1)[0]} of ${id}`;
    const failed = (error: unknown): void => {
      if (this.#reasons.size < REASONS) this.#reasons.set(`${key.split("/", 1)[0]}/${id}`, BadgepackError.from(error));
    };
    let coming: Part | Promise<Part> | undefined;
    try {
      coming = typeof given === "function" ? given() : given;
    } catch (error) {
      failed(error);
      return new Response(null, { status: 400 });
    }
    try {
      const part = await coming;
      if (part === null) return new Response(null, { status: 404 });
      if (part instanceof Response) return part;
      if (part instanceof URL) return await fetch(part, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (isBytes(part)) return new Response(await bytesOf(part, at));
      return new Response(typeof part === "string" || isBlob(part) ? part : jsonOf(part, at));
    } catch (error) {
      failed(error);
      if (error instanceof BadgepackError && error.code === "bad-option") return new Response(null, { status: 400 });
      throw error;
    }
  }

  /** Why a part is missing, where its own function said so. */
  reason({ id, part }: { id: string; part: string }): { code: ErrorCode; why: string } | undefined {
    const reason = this.#reasons.get(`${part}/${id}`);
    return reason && { code: reason.code, why: reason.message };
  }

  async close(): Promise<void> {
    this.#parts.clear();
    if (this.#isOver) return;
    this.#isOver = true;
    try {
      await this.#iterator.return?.();
    } catch {
      // What it throws at its end concerns nobody any more.
    }
  }
}

const pause = (milliseconds: number) => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), Math.max(0, milliseconds)));
