/**
 * badgepack's elements. Importing this defines them, each under its own name unless the page already took it; what they show is loaded when
 * one of them first stands on a page. It is safe on a server, where it defines nothing.
 * @module
 */
import type { PortalSpec } from "./badgepack.js";
import type { Account, FixedPortal, PortalChoice } from "./elements/account.js";
import { BadgeData as Data } from "./elements/data.js";
import { define } from "./elements/define.js";
import type { BadgeDataEvents, BadgeExportEvents, BadgeForgetEvents, BadgeInspectorEvents, BadgeReplaceEvents, BadgeSignInEvents } from "./elements/events.js";
import { BadgeExport as Export } from "./elements/export.js";
import { BadgeForget as Forget } from "./elements/forget.js";
import { BadgeInspector as Inspector } from "./elements/inspector.js";
import { BadgeReplace as Replace } from "./elements/replace.js";
import { BadgeSignIn as SignIn } from "./elements/sign-in.js";

export type { Account, FixedPortal, PortalChoice } from "./elements/account.js";
export type { BadgeDataEvents, BadgeExportEvents, BadgeForgetEvents, BadgeInspectorEvents, BadgeReplaceEvents, BadgeSignInEvents, SavingEvents } from "./elements/events.js";
export type { Forgotten, Kind } from "./elements/forget/kept.js";
export type { Finished } from "./elements/run.js";
export { languages, setLanguage } from "./languages.js";
export type { Session } from "./session.js";

/** What makes an element, and what one's own class can extend. */
export interface ElementClass<Element extends HTMLElement> {
  new (): Element & { connectedCallback(): void; disconnectedCallback(): void; attributeChangedCallback(name: string, old: string | null, value: string | null): void };
}

/** An element that tells its page of such events; each bubbles, also out of shadow trees. */
export interface BadgeElement<Events> extends HTMLElement {
  addEventListener<Name extends keyof Events>(type: Name, listener: (this: this, event: Events[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener<Name extends keyof HTMLElementEventMap>(type: Name, listener: (this: this, event: HTMLElementEventMap[Name]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof Events>(type: Name, listener: (this: this, event: Events[Name]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener<Name extends keyof HTMLElementEventMap>(type: Name, listener: (this: this, event: HTMLElementEventMap[Name]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** What the elements that work with somebody's account on a portal have in common. */
export interface PortalProperties {
  /** The portal's address; when left out, people choose one of `portals` or enter one. */
  portal: string | null;
  /** What the portal is, where that is not to be found out by asking it: `badgr-v2`, or a portal description, as an attribute in JSON. */
  description: PortalSpec["description"] | null;
  /**
   * An access token; with it and `portal`, nobody is asked to sign in. As an attribute it is taken out of the document at once.
   * Another one is another account, and none is nobody's: what was under way for the one before is cancelled.
   */
  token: string | null;
  /** Asked for a new token when the portal no longer takes the one before, and for the first one where `token` gives none. */
  renew: (() => Promise<string | null>) | null;
  /** `download`: straight to the downloads, without asking for a place. */
  saveTo: string | null;
  /** The portals to choose from; the first one is preselected. */
  portals: readonly PortalChoice[] | null | undefined;
}

/**
 * `<badge-export>`: a learner signs in, chooses, and saves everything as one ZIP.
 *
 * @slot sign-in-title - The heading over signing in
 * @slot sign-in-note - What is said below it; without it, that nothing is kept
 * @slot choice-title - The heading over the sections
 * @slot choice-note - Something to say before people choose
 * @slot done-note - What to do with the ZIP
 */
export interface BadgeExport extends BadgeElement<BadgeExportEvents>, PortalProperties {}

/**
 * `<badge-data>`: somebody signs in, chooses an issuer, and saves its awards, badge classes, groups and members.
 *
 * @slot sign-in-title - The heading over signing in
 * @slot sign-in-note - What is said below it; without it, that nothing is kept
 */
export interface BadgeData extends BadgeElement<BadgeDataEvents>, PortalProperties {}

/**
 * `<badge-inspector>`: drop, paste, choose or type a badge, and see what it says and where it stands in the file.
 *
 * Several files, folders and ZIPs become a list. Nothing is fetched without a click, and the badge is read, not verified.
 *
 * @slot drop-title - The heading of the area to drop on
 * @slot drop-note - What is said below it; without it, that everything stays here
 */
export interface BadgeInspector extends BadgeElement<BadgeInspectorEvents> {
  /** Looks at a file, a text or an address that the page has; nothing is fetched for an address before a click. */
  show(badge: Blob | string, name?: string): Promise<void>;
  /** Loads everything that will be needed, so that the rest works without a network. */
  prepare(): Promise<void>;
}

/**
 * `<badge-sign-in>`: choose a portal, then sign in as it allows. The elements that need an account bring it along.
 *
 * No portal is asked anything before a click; the session is in the event's detail and nowhere else.
 *
 * @slot sign-in-title - The heading
 * @slot sign-in-note - What is said below; without it, that nothing is kept
 */
export interface BadgeSignIn extends BadgeElement<BadgeSignInEvents> {
  /** The portals to choose from; the first one is preselected. */
  portals: readonly PortalChoice[] | null | undefined;
  /** The one portal there is, where the page says so. */
  fixed: FixedPortal | null;
  /** What went wrong: a sentence, or nothing. */
  problem: string;
  /** Somebody whose typed access token the portal did not take: they go on where they typed it. */
  refused: Account | null;
  /** Whether people sign in to see what they issue, and not what they earned. */
  issuing: boolean;
  /** Asks the portal how one signs in there; only to be called because somebody wants to. */
  connect(portal: FixedPortal): Promise<void>;
  /** Moves the focus to the heading. */
  focusTitle(): void;
}

/**
 * `<badge-replace>`: somebody signs in, chooses a badge class, brings another badge, compares the two, and makes the one the other.
 *
 * @slot sign-in-title - The heading over signing in
 * @slot sign-in-note - What is said below it; without it, that nothing is kept
 */
export interface BadgeReplace extends BadgeElement<BadgeReplaceEvents>, PortalProperties {
  /** The id (`entityId`) of the class to replace; when left out, people choose one. */
  badgeClass: string | null;
}

/**
 * `<badge-forget>`: says what badgepack keeps on this device, and deletes all of it: interrupted exports, how far re-baking came, files that
 * wait to be saved, and the site's settings. What the page itself keeps stays.
 */
export interface BadgeForget extends BadgeElement<BadgeForgetEvents> {}

export const BadgeExport: ElementClass<BadgeExport> = Export;
export const BadgeData: ElementClass<BadgeData> = Data;
export const BadgeInspector: ElementClass<BadgeInspector> = Inspector;
export const BadgeReplace: ElementClass<BadgeReplace> = Replace;
export const BadgeForget: ElementClass<BadgeForget> = Forget;
export const BadgeSignIn: ElementClass<BadgeSignIn> = SignIn;

define({ "badge-export": BadgeExport, "badge-data": BadgeData, "badge-inspector": BadgeInspector, "badge-replace": BadgeReplace, "badge-sign-in": BadgeSignIn, "badge-forget": BadgeForget });

declare global {
  interface HTMLElementTagNameMap {
    "badge-export": BadgeExport;
    "badge-data": BadgeData;
    "badge-inspector": BadgeInspector;
    "badge-replace": BadgeReplace;
    "badge-sign-in": BadgeSignIn;
    "badge-forget": BadgeForget;
  }
}
