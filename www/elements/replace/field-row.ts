import { css, html, nothing, type TemplateResult } from "lit";
import type { ClassContents, ClassField } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import { isEmpty, type Choices, type TextField, type Verdict, type Way } from "./choices.js";
import { contents } from "./contents.js";
import { editor } from "./editors.js";
import { notes } from "./notes.js";

/** What a row shows, and what its controls do. */
export interface Row {
  choices: Choices;
  verdict: Verdict;
  /** Fields whose controls people opened. */
  open: ReadonlySet<ClassField>;
  show: (field: ClassField) => void;
  choose: (field: ClassField, way: Way) => void;
  edit: (field: TextField, value: ClassContents[TextField]) => void;
}

/** A field as it is, as it would be, and what people can make of it. */
export function fieldRow(field: TextField, row: Row): TemplateResult {
  const { choices } = row;
  const way = choices.way(field);
  const { state } = choices.change(field);
  const [now, after] = [one(field, choices.now(field)), one(field, choices.after(field))];
  if (way === "leave" && state !== "changed") {
    const same = state === "same" ? sameAs(field, choices) : isEmpty(choices.now(field)) ? html`<span class="mute">${messages.empty}</span>` : html`${contents(field, "now", now, now)}<p class="mute small">${messages.absentHint}</p>`;
    return shell(field, row, html`<td role="cell" colspan="2" data-label=${messages.now}>${same} ${below(field, row)}</td>`);
  }
  const isEdited = way === "edit" && field !== "others"; // Then its field comes after the choice, where the Tab key goes next.
  return shell(field, row, html`<td role="cell" data-label=${messages.now}>${contents(field, "now", now, after)}</td>
    <td role="cell" data-label=${messages.after}>
      ${isEdited ? nothing : contents(field, "after", now, after)} ${below(field, row)}
      ${isEdited ? editor(field, choices.edited(field), (value) => row.edit(field, value)) : nothing}
    </td>`);
}

/** The frame of a row: the field's name, and how it is to what was brought. */
export function shell(field: ClassField, { choices, verdict }: Row, cells: TemplateResult): TemplateResult {
  const { state } = choices.change(field);
  const said = verdict.changing.has(field) ? "changed" : state === "absent" && choices.way(field) === "leave" ? "absent" : state === "same" && choices.way(field) === "leave" ? "same" : "stays";
  return html`<tr role="row" class=${said} data-field=${field}>
    <th role="rowheader" scope="row"><span>${messages.fields[field]}</span>
      ${said === "changed" ? html`<span class="tag warn">${messages.states.changed}</span>` : html`<span class="mute small">${said === "stays" ? messages.willStay : messages.states[said]}</span>`}
    </th>
    ${cells}
  </tr>`;
}

/** What is to be said of a field, and what can become of it. */
export const below = (field: ClassField, row: Row): TemplateResult => html`${notes([...row.choices.draft.notes, ...row.verdict.notes], field)} ${controls(field, row)}`;

/** What can become of a field. Where nothing would change by itself, people open it first. */
function controls(field: ClassField, { choices, open, show, choose }: Row): TemplateResult | typeof nothing {
  const ways = choices.ways(field);
  const way = choices.way(field);
  if (ways.length < 2) return nothing;
  if (!open.has(field) && !ways.includes("take") && way === "leave") {
    return html`<button class="plain change" aria-label=${messages.changeField(messages.fields[field])} @click=${() => show(field)}>${messages.changeIt}</button>`;
  }
  return html`<div class="ways" role="radiogroup" aria-label=${messages.waysOf(messages.fields[field])}>
    ${ways.map((one) => html`<label><input type="radio" name="way-${field}" .checked=${one === way} @change=${() => choose(field, one)} /><span>${messages.ways[one]}</span></label>`)}
  </div>`;
}

function sameAs(field: TextField, choices: Choices): TemplateResult {
  const now = choices.now(field);
  const said = field === "tags" || field === "alignments" ? messages.sameAs[field]((now as unknown[]).length) : field === "others" ? messages.sameAs.others(Object.keys(now as object).length) : messages.sameAs.text;
  return html`<span class="mute">${said}</span>`;
}

const nothingElse: ClassContents = { name: "", description: "", criteriaUrl: "", criteriaNarrative: "", tags: [], alignments: [], expires: null, others: {} };

/** One field as a class that has only that. */
const one = (field: TextField, value: ClassContents[TextField]): ClassContents => ({ ...nothingElse, [field]: value });

export const fieldRowLook = css`
  table { table-layout: fixed; }
  thead th:first-child { inline-size: 9.75rem; }
  thead th:nth-child(2) { inline-size: 38%; }
  tbody th { inline-size: auto; font-weight: 600; }
  tbody th > span { display: block; }
  tbody th > .tag { display: inline-block; margin-block-start: 0.2rem; }
  .ways { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin-block-start: 0.45rem; font-size: 0.875rem; }
  .ways label { display: inline-flex; align-items: center; gap: 0.45rem; min-block-size: 2.25rem; cursor: pointer; }
  .ways input { inline-size: 1.05rem; block-size: 1.05rem; }
  .change { margin-block: -0.6rem; margin-inline: 0; font-size: 0.875rem; }
  @container badgepack (inline-size < 46rem) {
    table, tbody { display: block; }
    thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    tbody tr { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.6rem; padding: 0.85rem 0.9rem; border: 1px solid var(--line); border-radius: 9px; margin-block-end: 0.75rem; }
    tbody tr :is(th, td) { display: block; inline-size: auto; padding: 0; border: 0; }
    tbody th > span { display: inline-block; margin-inline-end: 0.5rem; }
    td:not([colspan])::before { content: attr(data-label); display: block; color: var(--mute); font-size: 0.875rem; }
    .fields.scroll { border: 0; border-radius: 0; overflow: visible; }
    .ways { gap: 0 0.9rem; }
    .ways label { min-block-size: 44px; }
  }
`;
