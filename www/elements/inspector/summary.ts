import { css, html, nothing, type TemplateResult } from "lit";
import type { Alignment, Criteria, Evidence, Text } from "../../badgepack.js";
import { messages } from "../../messages/card.js";
import { contact } from "./facts.js";
import type { Subject } from "./subject.js";
import { link, phraseOf, say } from "./words.js";

/** Turns Markdown into what can be shown: nodes once the reader of Markdown is loaded, the bare text before. */
export type Markdown = (text: string) => unknown;

/** Everything that a badge says in words. */
export function summary(subject: Subject, language: string, markdown: Markdown): TemplateResult {
  const { badge, class: known, issuer, kind } = subject;
  const told = (text: readonly Text[]): TemplateResult | typeof nothing => {
    const phrase = phraseOf(text, language);
    return phrase?.text ? html`<div class="told" dir="auto" lang=${phrase.language ?? nothing}>${markdown(phrase.text)}</div>` : nothing;
  };
  return html`
    ${block(messages.description, known?.description.length ? told(known.description) : badge?.description.length ? told(badge.description) : nothing)}
    ${block(messages.criteria, known?.criteria.length ? known.criteria.map((one) => criterion(one, language, told)) : nothing)}
    ${block(messages.narrative, badge?.narrative.length ? told(badge.narrative) : nothing)}
    ${block(messages.evidence, badge?.evidence.length ? html`<ul class="items">${badge.evidence.map((one) => evidence(one, language, told))}</ul>` : nothing)}
    ${block(messages.alignments, known?.alignments.length ? html`<ul class="items">${known.alignments.map((one) => alignment(one, language, told))}</ul>` : nothing)}
    ${block(messages.tags, known?.tags.length ? html`<ul class="tags">${known.tags.map((tag) => html`<li class="tag"><bdi>${tag}</bdi></li>`)}</ul>` : nothing)}
    ${issuer && kind !== "issuer" ? block(messages.aboutIssuer, html`${told(issuer.description)}<dl class="facts">${contact(subject)}</dl>`, issuer.description.length > 0 || issuer.email !== null || issuer.phone !== null) : nothing}
    ${kind === "issuer" && issuer ? block(messages.description, told(issuer.description)) : nothing}`;
}

function block(title: string, body: unknown, isThere = body !== nothing): TemplateResult | typeof nothing {
  return isThere ? html`<section class="block"><h3>${title}</h3>${body}</section>` : nothing;
}

type Told = (text: readonly Text[]) => TemplateResult | typeof nothing;

function criterion({ url, name, narrative }: Criteria, language: string, told: Told): TemplateResult {
  return html`${name.length > 0 ? html`<p>${say(name, language)}</p>` : nothing}${told(narrative)}${url ? html`<p class=${narrative.length > 0 ? "small" : nothing}>${link(url)}</p>` : nothing}`;
}

function evidence({ url, name, narrative, description, genre }: Evidence, language: string, told: Told): TemplateResult {
  return html`<li>
    ${named(url, name, language)} ${genre ? html`<span class="mute small"><bdi>${genre}</bdi></span>` : nothing}
    ${told(narrative)} ${told(description)}
  </li>`;
}

function alignment({ name, url, description, framework, code }: Alignment, language: string, told: Told): TemplateResult {
  const about = [framework, code].filter(Boolean).join(" · ");
  return html`<li>${named(url, name, language)} ${about ? html`<span class="mute small"><bdi>${about}</bdi></span>` : nothing} ${told(description)}</li>`;
}

/** A name that leads to an address, as far as there are both. */
const named = (url: string | null, name: readonly Text[], language: string): unknown => (url ? link(url, phraseOf(name, language)?.text) : say(name, language));

export const summaryLook = css`
  a { color: var(--acc); overflow-wrap: anywhere; }
  .block { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.3rem; max-inline-size: 42rem; }
  .block h3 { font-size: 0.9375rem; color: var(--mute); font-weight: 600; }
  .items { display: grid; gap: 0.6rem; }
  .items li { border-inline-start: 3px solid var(--line); padding-inline-start: 0.75rem; }
  .tags { display: flex; flex-wrap: wrap; gap: 0.4rem; }
  .tags .tag { font-weight: 500; background: none; border: 1px solid var(--line); color: inherit; white-space: normal; }
  .told { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; overflow-wrap: anywhere; }
  .told .plain-text { white-space: pre-wrap; }
  .told :is(ul, ol) { list-style: revert; margin: 0; padding-inline-start: 1.3rem; }
  .told :is(h4, h5, h6, p, pre, blockquote) { margin: 0; }
  .told :is(h4, h5, h6) { font-size: 1rem; }
  .told blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 0.75rem; }
  .told pre { overflow-x: auto; }
  .told hr { inline-size: 100%; border: 0; border-block-start: 1px solid var(--line); }
`;
