import { css, html, nothing, type TemplateResult } from "lit";
import type { BadgeDocument } from "../../badgepack.js";
import { messages } from "../../messages/card.js";
import { subjectOf } from "./subject.js";
import { link } from "./words.js";

/** Values that are drawn; a file with more has them all under “Data”. */
const VALUES = 400;

type More = Record<string, unknown>;

/** Everything that a document says beyond what the card shows, as a tree. */
export function more(document: BadgeDocument): TemplateResult {
  const budget = { left: VALUES, over: 0 };
  const parts = partsOf(document).filter(([, values]) => Object.keys(values).length > 0);
  if (parts.length === 0) return html`<p class="mute">${messages.nothingMore}</p>`;
  const drawn = parts.map(([title, values]) => html`<section class="block wide"><h3>${title}</h3>${tree(values, budget)}</section>`);
  return html`${drawn}${budget.over > 0 ? html`<p class="mute small">${messages.moreRest(budget.over)}</p>` : nothing}`;
}

/** What each part says besides, by its title. */
function partsOf(document: BadgeDocument): [string, More][] {
  const { sections } = messages;
  if (document.kind === "unknown") return [[messages.kinds.unknown, document.value]];
  if (document.kind === "record") return [[sections.record, document.value.more]];
  const subject = subjectOf(document);
  if (!subject) return [];
  const { badge, class: known, issuer, image } = subject;
  const each = (title: string, parts: readonly { more: More }[] | undefined): [string, More][] => parts?.map(({ more }) => [title, more]) ?? [];
  return [
    ...each(sections.badge, badge ? [{ more: { ...(badge.id === null ? {} : { id: badge.id }), ...badge.more } }] : []),
    ...each(sections.recipient, badge?.recipients),
    ...each(sections.evidence, badge?.evidence),
    ...each(sections.class, known ? [{ more: { ...(known.id === null ? {} : { id: known.id }), ...known.more } }] : []),
    ...each(sections.criteria, known?.criteria),
    ...each(sections.alignment, known?.alignments),
    ...each(sections.image, image ? [image] : []),
    ...each(sections.issuer, issuer ? [{ more: { ...(issuer.id === null ? {} : { id: issuer.id }), ...issuer.more } }] : []),
  ];
}

function tree(value: unknown, budget: { left: number; over: number }): TemplateResult {
  if (typeof value !== "object" || value === null) {
    budget.left -= 1;
    return typeof value === "string" ? html`<span dir="auto">${link(value)}</span>` : html`<code>${String(value)}</code>`;
  }
  const all = Object.entries(value);
  const drawn: TemplateResult[] = [];
  for (const [key, one] of all) {
    if (budget.left <= 0) break;
    drawn.push(Array.isArray(value) ? html`<li>${tree(one, budget)}</li>` : html`<div><dt><code dir="auto">${key}</code></dt><dd>${tree(one, budget)}</dd></div>`);
  }
  budget.over += all.length - drawn.length;
  return Array.isArray(value) ? html`<ol class="tree">${drawn}</ol>` : html`<dl class="tree">${drawn}</dl>`;
}

export const moreLook = css`
  .tree { margin: 0; padding: 0; display: grid; gap: 0.2rem; font-size: 0.9375rem; }
  .tree .tree { border-inline-start: 2px solid var(--line); padding-inline-start: 0.75rem; }
  ol.tree { list-style: none; }
  .tree > div { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 0 0.75rem; }
  .tree > div:has(> dd > .tree) { grid-template-columns: minmax(0, 1fr); }
  .tree dt { color: var(--mute); }
  .tree dd { margin: 0; overflow-wrap: anywhere; }
`;
