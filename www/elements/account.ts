import type { PortalInfo, PortalSpec } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { messages } from "../messages/shell.js";
import type { Session } from "../session.js";

/** A portal that people can choose, as a deployment lists it. */
export interface PortalChoice extends PortalSpec {
  name: string;
  /** Accounts that anyone may look at: a learner's token, and an issuer's. */
  demo?: { token?: string; issuer?: string };
}

/** Somebody signed in, and where. */
export interface Account {
  portal: PortalSpec;
  session: Session;
  /** How one signs in there, where an access token was typed in: only its first use shows whether the portal takes it. */
  typed?: PortalInfo;
}

/** A portal that the page gives: without a name it goes by its host. */
export type FixedPortal = PortalSpec & Partial<PortalChoice>;

/** What the engines are told of a portal. */
export const specOf = ({ url, description }: PortalSpec): PortalSpec => (description === undefined ? { url } : { url, description });

/** What a portal is called before it has said so: as the page calls it, or by its host. */
export function nameOf({ name, url, description }: FixedPortal): string {
  if (name) return name;
  if (typeof description === "object") return description.name;
  return URL.canParse(url) ? new URL(url).host : url;
}

/** What went wrong with somebody's account: a typed access token that the portal never took has not ended. */
export const refusal = ({ typed }: Account, error: BadgepackError): BadgepackError => (typed && error.code === "signed-out" ? new BadgepackError(error.code, messages.tokenUnknown, error.at) : error);
