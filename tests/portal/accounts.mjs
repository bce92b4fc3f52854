// Who can sign in, and what each of them may see: one estate of issuers, in the words of one kind of server.
import { LEARNER } from "./people.mjs";
import { KIND } from "./seeded.mjs";

// name, static token, given and family name, e-mail, role among the issuers, which estate
const ACCOUNTS = [
  ["learner", "demo", LEARNER.firstName, LEARNER.lastName, LEARNER.email, "owner", "learner"],
  ["issuer", "issuer", "Ines", "Issuer", "issuer@example.org", "owner", "issuer"],
  ["staff", "staff", "Stefan", "Staff", "staff@example.org", "staff", "issuer"],
  ["outsider", "outsider", "Otto", "Outsider", "outsider@example.org", null, "none"],
  ["parchment", "parchment", "Paula", "Parchment", "parchment@example.org", "owner", "issuer"],
];

export const PASSWORD = LEARNER.password;

/**
 * The accounts of one portal, by name. `dress` says whose field names the issuer's side is served in:
 * `badgr` (the open-source server of 2021), `fork` (the open-source server of 2026) or `hosted` (Parchment).
 */
export function accounts(source, { fork = false } = {}) {
  return Object.fromEntries(ACCOUNTS.map(([name, token, firstName, lastName, email, role, estate], index) => [name, {
    name, token, firstName, lastName, email, role, estate,
    userId: source.id(KIND.user, index),
    dress: name === "parchment" ? "hosted" : fork && estate === "issuer" ? "fork" : "badgr",
  }]));
}

/** The e-mail address as Badgr serves it. */
export const emailRecord = (address) => ({ email: address, verified: true, primary: true, caseVariants: [] });

/** A colleague as an issuer's `staff` names them: with their e-mail addresses. */
export const staffRecord = ({ userId, firstName, lastName, email, role }) => ({
  userProfile: { entityType: "BadgeUser", entityId: userId, firstName, lastName, emails: [emailRecord(email)], url: [], telephone: [], badgrDomain: "localhost" },
  user: userId, role,
});
