import type { PortalSpec } from "../target/web/learner_engine.js";
import type { Session } from "./session.js";
import { tabStore } from "./tab-store.js";

/** What must be known again when the browser comes back from the portal's own sign-in page; it holds no token. */
export interface Trip {
  /** The element that it began in, as {@link nameOf} calls it. */
  from: string;
  portal: PortalSpec;
  authorize: string;
  token: string;
  clientId: string;
  redirect: string;
  page: string;
  state: string;
  verifier: string;
}

/** Under which a trip is kept in its tab. */
export const TRIP = "badgepack-sign-in";

/** What an element of this page is known by when the page is there again. */
export const nameOf = ({ localName, id }: Element): string => `${localName}#${id}`;

/** Keeps a trip in this tab until {@link returnFromPortal}; whether it can be kept. */
export function remember(trip: Trip): boolean {
  const store = tabStore();
  store?.setItem(TRIP, JSON.stringify(trip));
  return store !== null;
}

/**
 * Goes on where `leaveForPortal` left from the same element: `null` when the page was not opened by a portal's answer to it.
 * The address is cleaned and the trip forgotten before anything else happens.
 */
export function returnFromPortal(to: Element): { portal: PortalSpec; session: Promise<Session> } | null {
  const answer = new URL(location.href).searchParams;
  const store = tabStore();
  const trip = JSON.parse(store?.getItem(TRIP) ?? "null") as Trip | null;
  if (!trip) return null;
  const isAnswered = (answer.has("code") || answer.has("error")) && answer.get("state") === trip.state;
  if (isAnswered && trip.from !== nameOf(to)) return null; // It waits for the one that it belongs to.
  store?.removeItem(TRIP);
  if (!isAnswered) return null;
  history.replaceState(history.state, "", trip.page);
  return { portal: trip.portal, session: import("./signin.js").then(({ exchange }) => exchange(trip, answer)) };
}
