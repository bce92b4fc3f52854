import type { BadgeDocument, Difference, LookedUp } from "../target/web/inspector_engine.js";
import { withEngine, type Stoppable } from "./engine.js";

/** What is at hand already, and how to stop. */
export interface FollowOptions extends Stoppable {
  /** Parts that people pasted or dropped: JSON, or what a picture carries. They are matched by their ids, and nothing is asked for them. */
  given?: Iterable<string> | undefined;
  /**
   * Where the badge was found; the page's own address when left out. Links into a private network, such as `localhost`, are followed
   * only from within one, so that a badge from elsewhere cannot make this device ask its neighbours.
   */
  from?: string | undefined;
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
export function lookUp(address: string, { signal }: Stoppable = {}): Promise<LookedUp> {
  return stoppable(signal, () => withEngine("inspector", (engine) => engine.lookUp(address, signal), signal));
}

/** The issuer's present copy of a badge (JSON, or a signed badge's text), to be compared with it by {@link compareCopies}. */
export function fetchCurrentCopy(payload: string, { from = here(), signal }: CurrentOptions = {}): Promise<LookedUp> {
  return stoppable(signal, () => withEngine("inspector", (engine) => engine.currentCopy(payload, from, signal), signal));
}

/**
 * A badge (JSON, or a signed badge's text) with its class and its issuer, wherever they stand.
 *
 * What is in the badge stays as it is. Each link becomes `fetched` or `failed`; one request for each address, at most sixteen, without
 * a token or cookies. That a link fails does not make the whole fail.
 */
export function followLinks(payload: string, { given = [], from = here(), ask = true, signal }: FollowOptions = {}): Promise<BadgeDocument> {
  return stoppable(signal, () => withEngine("inspector", (engine) => engine.followLinks(payload, [...given], ask ? from : undefined, signal), signal));
}

/** What changed between two copies of a badge (JSON, or a signed badge's text): the older one and the newer one. */
export function compareCopies(older: string, newer: string, { signal }: Stoppable = {}): Promise<Difference[]> {
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
