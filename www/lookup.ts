import type { BadgeDocument, Difference, LookedUp } from "../target/web/inspector_engine.js";
import { badOption, held, object, optionsOf, text } from "./argument.js";
import { withEngine, type Stoppable } from "./engine.js";
import * as kind from "./kinds.js";

/** What is at hand already, and how to stop. */
export interface FollowOptions extends Stoppable {
  /** Parts that people pasted or dropped: JSON, or what a picture carries. They are matched by their ids, and nothing is asked for them. */
  given?: Iterable<string> | undefined;
  /**
   * Where the badge was found; the page's own address when left out. Links into a private network, such as `localhost`, are followed
   * only from within one, so that a badge from elsewhere cannot make this device ask its neighbours.
   */
  from?: string | URL | undefined;
  /** `false`: links are filled from what is given, and nobody is asked for the others. */
  ask?: boolean | undefined;
}

/** Where the badge was found, and how to stop. */
export type CurrentOptions = Omit<FollowOptions, "given" | "ask">;

/**
 * What is behind an address as people have it: a public page of Badgr, Parchment, Credly, Moodle and others, or a badge's own place.
 *
 * Asks at most four times, without a token or cookies. What comes is handed on as it came, to be inspected. Rejects with a
 * {@link BadgepackError}: `cross-origin` where the other site does not let pages read it, `badge-page` where it shows only a web
 * page, `gone` for a badge that was revoked, and others.
 */
export async function lookUp(address: string | URL, options: Stoppable = {}): Promise<LookedUp> {
  const { signal } = optionsOf(options);
  const asked = String(held(address, kind.address, "address"));
  return stoppable(signal, () => withEngine("inspector", (engine) => engine.lookUp(asked, signal), signal));
}

/** The issuer's present copy of a badge (JSON, or a signed badge's text), to be compared with it by {@link compareCopies}. */
export async function fetchCurrentCopy(payload: string, options: CurrentOptions = {}): Promise<LookedUp> {
  const { from = here(), signal } = optionsOf(options, {}, { from: kind.address });
  held(payload, text, "payload");
  return stoppable(signal, () => withEngine("inspector", (engine) => engine.currentCopy(payload, String(from), signal), signal));
}

/**
 * A badge (JSON, or a signed badge's text) with its class and its issuer, wherever they stand.
 *
 * What is in the badge stays as it is. Each link becomes `fetched` or `failed`; one request for each address, at most sixteen, without
 * a token or cookies. That a link fails does not make the whole fail.
 */
export async function followLinks(payload: string, options: FollowOptions = {}): Promise<BadgeDocument> {
  const { given = [], from = here(), ask = true, signal } = optionsOf(options, {}, { from: kind.address, ask: kind.flag, given: object });
  held(payload, text, "payload");
  if (!(Symbol.iterator in given)) throw badOption("given", "a list of texts", given);
  const texts = Array.from(given, (one, at) => held(one, text, `given[${at}]`));
  return stoppable(signal, () => withEngine("inspector", (engine) => engine.followLinks(payload, texts, ask ? String(from) : undefined, signal), signal));
}

/** What changed between two copies of a badge (JSON, or a signed badge's text): the older one and the newer one. */
export async function compareCopies(older: string, newer: string, options: Stoppable = {}): Promise<Difference[]> {
  const { signal } = optionsOf(options);
  held(older, text, "older");
  held(newer, text, "newer");
  return withEngine("inspector", (engine) => engine.differences(older, newer), signal);
}

/** The page's own address; nothing outside of pages. */
function here(): string {
  return (globalThis as { location?: { href: string } }).location?.href ?? "";
}

/** Does some work unless it is stopped, and says why it was. */
async function stoppable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
