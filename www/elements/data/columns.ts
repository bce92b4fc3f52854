import { css, html, nothing, type TemplateResult } from "lit";
import type { TableName } from "../../badgepack.js";
import { messages } from "../../messages/data.js";
import { columnAbout } from "../../sentences.js";
import { columnsOf, emptiness, type Place, type TableChoice } from "./choice.js";

/** What is in the rows: the columns, what each is, and whether cells are made safe for spreadsheets. */
export function columnChoice(tab: TableName, choice: TableChoice, { directory, tables }: Place, choose: (chosen: Partial<TableChoice>) => void): TemplateResult {
  const columns = columnsOf(tab, choice, tables);
  const { without, raw } = choice;
  const chosen = columns.filter(({ name }) => !without.has(name)).length;
  const toggle = (name: string): void => {
    const next = new Set(without);
    if (!next.delete(name)) next.add(name);
    choose({ without: next });
  };
  const title = messages.columns(chosen, columns.length, raw);
  return html`<details part="columns">
    <summary>${title}</summary>
    <fieldset class="columns">
      <legend class="hidden">${title}</legend>
      <label class="row all"><input type="checkbox" .checked=${chosen === columns.length} .indeterminate=${chosen > 0 && chosen < columns.length}
        @change=${(event: Event) => choose({ without: new Set((event.target as HTMLInputElement).checked ? [] : columns.map(({ name }) => name)) })} /><span>${messages.allColumns}</span></label>
      ${columns.map((column) => {
        const { name } = column;
        const empty = emptiness(column, directory);
        return html`<label class="row">
          <input type="checkbox" .checked=${!without.has(name)} @change=${() => toggle(name)} />
          <span><span dir="ltr">${name}</span> ${empty ? html`<span class="tag quiet">${messages.empty[empty]}</span>` : nothing}<small class="mute">${columnAbout(tab, column)}</small></span>
        </label>`;
      })}
    </fieldset>
    <label class="row raw"><input type="checkbox" .checked=${raw} @change=${() => choose({ raw: !raw })} /><span>${messages.raw}<small class="mute">${messages.rawHint}</small></span></label>
  </details>
  ${raw ? html`<p class="note warn" role="status">${messages.rawWarning}</p>` : nothing}`;
}

export const columnsLook = css`
  .columns { columns: 2; column-gap: 2rem; }
  .columns .row { border: 0; padding-block: 0.4rem; min-block-size: 0; break-inside: avoid; }
  .columns .all { column-span: all; }
  @container badgepack (inline-size < 46rem) { .columns { columns: 1; } }
`;
