import { css, html, nothing, type TemplateResult } from "lit";
import type { Badge, LearnerRecord, Proof, Recipient } from "../../badgepack.js";
import { day } from "../../locale.js";
import { messages } from "../../messages/card.js";
import { valueOf, type Subject } from "./subject.js";
import { hostOf, link, say } from "./words.js";

/** Whether a badge is over: its last day has passed. */
export const isExpired = ({ expires }: Badge): boolean => expires !== null && Date.parse(expires) < Date.now();

/** What people want to know first, as a list of names and values. */
export function facts(subject: Subject, language: string): TemplateResult {
  const { badge, class: known, issuer, kind } = subject;
  return html`<dl class="facts">
    ${issuer && kind !== "issuer" ? fact(messages.issuer, html`<b>${say(issuer.name, language)}</b> ${issuer.url ? html`<span class="small">${link(issuer.url, hostOf(issuer.url))}</span>` : nothing}`) : nothing}
    ${issuer && kind === "issuer" ? contact(subject) : nothing}
    ${badge ? awarded(badge) : nothing}
    ${known?.kind ? fact(messages.type, html`<bdi>${(messages.types as Record<string, string>)[known.kind] ?? known.kind}</bdi>`) : nothing}
    ${badge ? fact(messages.proof, proof(badge.proof)) : nothing}
  </dl>`;
}

const fact = (name: string, value: unknown): TemplateResult => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** How to reach an issuer. */
export function contact({ issuer }: Subject): TemplateResult {
  return html`${issuer?.url ? fact(messages.website, link(issuer.url)) : nothing}
    ${issuer?.email ? fact(messages.mail, html`<bdi>${issuer.email}</bdi>`) : nothing}
    ${issuer?.phone ? fact(messages.phone, html`<bdi>${issuer.phone}</bdi>`) : nothing}`;
}

function awarded(badge: Badge): TemplateResult {
  const { awarded, issued, expires, recipients } = badge;
  const when = awarded ?? issued;
  return html`${fact(messages.awardedTo, recipients.length === 0 ? html`<span class="mute">${messages.recipientNone}</span>` : recipients.map(recipient))}
    ${fact(messages.awarded, when ? time(when) : html`<span class="mute">${messages.saysNot}</span>`)}
    ${awarded && issued && day(awarded) !== day(issued) ? fact(messages.issued, time(issued)) : nothing}
    ${fact(messages.expires, expires === null ? html`<span class="mute">${messages.never}</span>` : isExpired(badge) ? html`<span class="warn-ink">${messages.expiredOn(day(expires))}</span>` : time(expires))}`;
}

const time = (written: string): TemplateResult => html`<time datetime=${written} title=${written}>${day(written)}</time>`;

const recipient = ({ hashed, identity }: Recipient): TemplateResult => html`<div>${hashed ? messages.recipientHidden : html`<bdi>${identity ?? messages.saysNot}</bdi>`}</div>`;

/** Who keeps a learner record, and of whom. */
export function recordFacts({ issuer, name, recipients }: LearnerRecord, language: string): TemplateResult {
  const keeper = valueOf(issuer);
  return html`<dl class="facts">
    ${name.length > 0 ? fact(messages.record, say(name, language)) : nothing}
    ${keeper ? fact(messages.issuer, html`<b>${say(keeper.name, language)}</b>`) : nothing}
    ${recipients.length > 0 ? fact(messages.awardedTo, recipients.map(recipient)) : nothing}
  </dl>`;
}

/** What kind of proof there is; that nobody has checked it goes with it. */
function proof(proof: Proof): TemplateResult {
  const { proofs } = messages;
  const what =
    proof.how === "none" ? null
    : proof.how === "hosted" ? (proof.url ? proofs.hosted(hostOf(proof.url)) : proofs.hostedNowhere)
    : proofs.signed(proof.how === "jwt" ? (proof.algorithm ?? "") : proof.how === "embedded" ? proof.proofs.flatMap(({ suite }) => suite ?? []).join(", ") : "");
  return what === null ? html`<span class="mute">${proofs.none}</span>` : html`<bdi>${what}</bdi> <span class="mute">· ${messages.notChecked}</span>`;
}

export const factsLook = css`
  .facts { display: grid; gap: 0.3rem; margin: 0; }
  .facts > div { display: grid; grid-template-columns: minmax(6.5rem, 8.5rem) minmax(0, 1fr); gap: 0 0.75rem; }
  .facts dt { color: var(--mute); }
  .facts dd { margin: 0; overflow-wrap: anywhere; }
  @container badgepack (inline-size < 30rem) { .facts > div { grid-template-columns: minmax(0, 1fr); } .facts dt { font-size: 0.875rem; } }
`;
