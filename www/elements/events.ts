import type {
  BadgepackError, DocumentProgress, DocumentSummary, Inspection, Outcome, Progress, RebakeProgress, RebakeSummary, SafetyCopyProgress, SafetyCopySummary, Summary, TableProgress, TableSummary,
} from "../badgepack.js";
import type { Account } from "./account.js";
import type { Forgotten } from "./forget/kept.js";
import type { Finished } from "./run.js";

/** What an element that saves files tells the page. All events bubble, also out of shadow trees. */
export interface SavingEvents<Progress, Summary> {
  /** At most ten times a second while a run is on. */
  "badgepack-progress": CustomEvent<Progress>;
  /** The file is whole. */
  "badgepack-done": CustomEvent<Finished<Summary>>;
  /** Something went wrong that people are shown. */
  "badgepack-error": CustomEvent<BadgepackError>;
  /** A run was cancelled; no file was kept. */
  "badgepack-cancel": CustomEvent<null>;
  /** Somebody left their account here: the page's own token is forgotten, too, and `renew` is not asked until the page gives something new. */
  "badgepack-signed-out": CustomEvent<null>;
}

/** What `<badge-export>` tells the page. */
export type BadgeExportEvents = SavingEvents<Progress, Summary>;

/** What `<badge-data>` tells the page. */
export type BadgeDataEvents = SavingEvents<TableProgress | DocumentProgress, TableSummary | DocumentSummary>;

/** What `<badge-inspector>` tells the page, in the same way. */
export interface BadgeInspectorEvents {
  /** A file was read and is shown: with or without a badge in it. */
  "badgepack-inspected": CustomEvent<Inspection>;
  /** Something went wrong that people are shown. */
  "badgepack-error": CustomEvent<BadgepackError>;
}

/** What `<badge-replace>` tells the page, of safety copies and of pictures that are baked anew, and of the replacement itself. */
export interface BadgeReplaceEvents extends SavingEvents<SafetyCopyProgress | RebakeProgress, SafetyCopySummary | RebakeSummary> {
  /** A replacement is over; what came of it is in the outcome. */
  "badgepack-replaced": CustomEvent<Outcome>;
}

/** What `<badge-sign-in>` tells: who is signed in, the element that it stands in alone; what went wrong, everybody. */
export interface BadgeSignInEvents {
  /** Somebody is signed in. The session with its token is here and nowhere else. */
  "badge-signed-in": CustomEvent<Account>;
  /** Something went wrong that people are shown. */
  "badgepack-error": CustomEvent<BadgepackError>;
}

/** What `<badge-forget>` tells the page, in the same way. */
export interface BadgeForgetEvents {
  /** All that badgepack kept on this device is deleted. */
  "badgepack-forgotten": CustomEvent<Forgotten>;
  /** Something could not be deleted. */
  "badgepack-error": CustomEvent<BadgepackError>;
}

type Events = SavingEvents<
  Progress | TableProgress | DocumentProgress | SafetyCopyProgress | RebakeProgress,
  Summary | TableSummary | DocumentSummary | SafetyCopySummary | RebakeSummary
> & BadgeInspectorEvents & BadgeForgetEvents & Pick<BadgeReplaceEvents, "badgepack-replaced">;

/** What is around an element, from the inside out to the page; also once it is gone from there. */
const places = new WeakMap<Node, Node[]>();

/** To be called when an element came to its place. */
export function standsHere(element: Node): void {
  const around: Node[] = [];
  for (let at = outOf(element); at; at = outOf(at)) around.push(at);
  places.set(element, around);
}

const outOf = (node: Node): Node | null => node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);

/** Tells the page, through every shadow tree. Of an element that was removed its last place hears, and each listener once. */
export function tell<Name extends keyof Events>(element: HTMLElement, name: Name, detail: Events[Name]["detail"]): void {
  const heard = new Set<Node>();
  for (const at of [element, ...(places.get(element) ?? [])]) {
    const root = at.getRootNode({ composed: true });
    if (heard.has(root)) continue;
    heard.add(root);
    at.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementEventMap extends Events, BadgeSignInEvents {}
  interface DocumentEventMap extends Events {}
  interface WindowEventMap extends Events {}
}
