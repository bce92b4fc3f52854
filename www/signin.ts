import type { PortalInfo, PortalSpec } from "../target/web/learner_engine.js";
import { loadPart } from "./elements/load-part.js";
import { BadgepackError } from "./error.js";
import { messages } from "./messages.js";
import { Session } from "./session.js";
import { nameOf, remember, type Trip } from "./trip.js";

/** A token endpoint, and what it wants to hear besides the grant. */
interface TokenEndpoint {
  url: string;
  clientId: string | undefined;
}

/** What a token endpoint answers (RFC 6749 §5.1), as far as it is used. */
interface Grant {
  access_token: string;
  refresh_token?: string | undefined;
}

/** The session that a grant opens; it renews itself with the refresh token (RFC 6749 §6), which only this closure holds. */
function sessionOf({ access_token, refresh_token }: Grant, endpoint: TokenEndpoint): Session {
  let refresh = refresh_token;
  return new Session(access_token, async () => {
    if (refresh === undefined) return null;
    try {
      const grant = await ask(endpoint, { grant_type: "refresh_token", refresh_token: refresh });
      refresh = grant.refresh_token ?? refresh;
      return grant.access_token;
    } catch {
      return null; // The engine then lists what it could not get as signed out, and the page asks to sign in again.
    }
  });
}

/** Signs in with a user name and a password (RFC 6749 §4.3), where the portal offers it. */
export async function signInWithPassword(portal: PortalInfo, username: string, password: string, signal?: AbortSignal): Promise<Session> {
  const way = portal.signIn.password;
  if (way === null) throw new BadgepackError("refused", messages.wayNotOffered, portal.url);
  const endpoint = { url: way.url, clientId: way.clientId ?? undefined };
  const scope = way.scope === null ? {} : { scope: way.scope };
  const grant = await ask(endpoint, { grant_type: "password", username, password, ...scope }, signal);
  return sessionOf(grant, endpoint);
}

/** The same portal, asked for what issuers need in place of a backpack: Badgr's scopes, of which no narrower one reads an issuer everywhere. */
export function forIssuing(portal: PortalInfo): PortalInfo {
  const issuing = <Way extends { scope: string | null }>(way: Way | null): Way | null => way && { ...way, scope: way.scope?.replace("rw:backpack", "rw:issuer") ?? null };
  return { ...portal, signIn: { ...portal.signIn, password: issuing(portal.signIn.password), pkce: issuing(portal.signIn.pkce) } };
}

/** How long a portal may take to sign somebody in, in milliseconds. */
const TIME_OUT = 20_000;

async function ask(endpoint: TokenEndpoint, fields: Record<string, string>, signal?: AbortSignal): Promise<Grant> {
  const body = new URLSearchParams(fields);
  if (endpoint.clientId !== undefined) body.set("client_id", endpoint.clientId);
  let response: Response;
  try {
    response = await fetch(endpoint.url, {
      method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit", referrerPolicy: "no-referrer", redirect: "error",
      signal: AbortSignal.any([AbortSignal.timeout(TIME_OUT), ...(signal ? [signal] : [])]),
    });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw new BadgepackError("unreachable", messages.unreachable, endpoint.url, cause);
  }
  const answer: unknown = await response.json().catch(() => undefined);
  signal?.throwIfAborted();
  if (response.ok && isGrant(answer)) return answer;
  throw refusal(response.status, answer, endpoint.url);
}

function refusal(status: number, answer: unknown, url: string): BadgepackError {
  const said = typeof answer === "object" && answer !== null ? (answer as { error?: unknown; expires?: unknown }) : undefined;
  if (status === 429) return new BadgepackError("too-many-requests", messages.throttled(typeof said?.expires === "number" ? said.expires : undefined), url);
  if (status === 401 || status === 403 || said?.error === "invalid_grant") return new BadgepackError("wrong-password", messages.wrongPassword, url);
  if (status >= 500) return new BadgepackError("server-fault", messages.serverFault, url);
  if (said === undefined) return new BadgepackError("web-page", messages.webPage, url);
  return new BadgepackError("refused", messages.signInRefused, url);
}

function isGrant(answer: unknown): answer is Grant {
  return typeof answer === "object" && answer !== null && "access_token" in answer && typeof answer.access_token === "string" && answer.access_token !== "";
}

/** Leaves for the portal's own sign-in page (authorization code with PKCE, RFC 7636); {@link "./trip.js"} goes on afterwards. */
export async function leaveForPortal(portal: PortalInfo, spec: PortalSpec, from: Element, signal?: AbortSignal): Promise<void> {
  const way = portal.signIn.pkce;
  if (way === null) throw new BadgepackError("refused", messages.wayNotOffered, portal.url);
  if (!globalThis.crypto?.subtle) throw new BadgepackError("not-encrypted", messages.needsHttps, location.origin);
  const oauth = await loadPart(import("oauth4webapi"));
  const trip: Trip = {
    from: nameOf(from), portal: spec, authorize: way.authorize, token: way.token, clientId: way.clientId,
    redirect: location.origin + location.pathname, page: location.href,
    state: oauth.generateRandomState(), verifier: oauth.generateRandomCodeVerifier(),
  };
  const to = new URL(way.authorize);
  const query = {
    response_type: "code", client_id: trip.clientId, redirect_uri: trip.redirect, state: trip.state, ...(way.scope === null ? {} : { scope: way.scope }),
    code_challenge: await oauth.calculatePKCECodeChallenge(trip.verifier), code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(query)) to.searchParams.set(name, value);
  signal?.throwIfAborted();
  if (!remember(trip)) throw new BadgepackError("refused", messages.noWayBack, portal.url);
  location.assign(to);
}

/** The session that the portal's answer to a {@link Trip} stands for. */
export async function exchange(trip: Trip, answer: URLSearchParams): Promise<Session> {
  if (answer.get("error") === "access_denied") throw new BadgepackError("refused", messages.signInDeclined, trip.authorize);
  const oauth = await loadPart(import("oauth4webapi"));
  // One server per trip, known by its state: an `iss` in the answer (RFC 9207) has nothing to be told apart from.
  const server = { issuer: answer.get("iss") ?? new URL(trip.authorize).origin, token_endpoint: trip.token };
  const client = { client_id: trip.clientId };
  // A portal on this machine has no certificate; from a page that has one, the browser itself refuses plain HTTP.
  const options = { [oauth.allowInsecureRequests]: trip.token.startsWith("http:") };
  try {
    const checked = oauth.validateAuthResponse(server, client, answer, trip.state);
    const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), checked, trip.redirect, trip.verifier, options);
    const grant = await oauth.processAuthorizationCodeResponse(server, client, response);
    return sessionOf({ access_token: grant.access_token, refresh_token: grant.refresh_token }, { url: trip.token, clientId: trip.clientId });
  } catch (cause) {
    if (cause instanceof TypeError) throw new BadgepackError("unreachable", messages.unreachable, trip.token, cause);
    throw new BadgepackError("refused", messages.signInRefused, trip.token, cause);
  }
}
