import { css, html, nothing, type TemplateResult } from "lit";
import type { BadgeDocument } from "../../badgepack.js";
import { day } from "../../locale.js";
import { messages } from "../../messages/card.js";
import { say } from "./words.js";
import { entriesOf, subjectOf } from "./subject.js";

/** Entries that are drawn at once. */
const PAGE = 50;

/** The badges in a list or a record, each to be opened; `shown` pages of them are drawn. */
export function entries(all: readonly BadgeDocument[], shown: number, language: string, open: (entry: BadgeDocument) => void, more: () => void): TemplateResult {
  if (all.length === 0) return html`<p class="mute">${messages.noEntries}</p>`;
  return html`<ul class="entries" part="entries">${all.slice(0, shown * PAGE).map((entry) => html`<li>${row(entry, language, () => open(entry))}</li>`)}</ul>
    ${all.length > shown * PAGE ? html`<div class="bar"><button @click=${more}>${messages.moreEntries}</button></div>` : nothing}`;
}

function row(entry: BadgeDocument, language: string, open: () => void): TemplateResult {
  const subject = subjectOf(entry);
  const inner = entriesOf(entry);
  const name = subject?.name.length ? say(subject.name, language) : inner ? messages.listOf(inner.length) : messages.unnamed;
  const when = subject?.badge?.awarded ?? subject?.badge?.issued;
  const said = [messages.kinds[entry.kind], when ? day(when) : ""].filter(Boolean).join(" · ");
  return html`<button class="entry" @click=${open}><b>${name}</b> ${subject?.issuer && subject.kind !== "issuer" ? html`<span class="mute">${say(subject.issuer.name, language)}</span>` : nothing}<span class="mute small">${said}</span></button>`;
}

export const entriesLook = css`
  .entries { display: grid; gap: 0.5rem; }
  .entry { inline-size: 100%; display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; text-align: start; font-weight: 400; border-color: var(--line); overflow-wrap: anywhere; }
  .entry .small { margin-inline-start: auto; }
`;
