import type { PortalSpec } from "../target/web/learner_engine.js";
import type { Session } from "./session.js";

/** What must be known again when the browser comes back from the portal's own sign-in page; it holds no token. */
export interface Trip {
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

/** Keeps a trip in this tab until {@link returnFromPortal}. */
export const remember = (trip: Trip): void => sessionStorage.setItem(TRIP, JSON.stringify(trip));

/**
 * Goes on where `leaveForPortal` left: `null` when the page was not opened by a portal's answer to it.
 * The address is cleaned and the trip forgotten before anything else happens.
 */
export function returnFromPortal(): { portal: PortalSpec; session: Promise<Session> } | null {
  const answer = new URL(location.href).searchParams;
  const stored = sessionStorage.getItem(TRIP);
  sessionStorage.removeItem(TRIP);
  if (stored === null || !(answer.has("code") || answer.has("error"))) return null;
  const trip = JSON.parse(stored) as Trip;
  if (answer.get("state") !== trip.state) return null;
  history.replaceState(history.state, "", trip.page);
  return { portal: trip.portal, session: import("./signin.js").then(({ exchange }) => exchange(trip, answer)) };
}
