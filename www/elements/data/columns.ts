import { css, html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages/data.js";
import type { Place, TableChoice, Tab } from "./choice.js";

/** What is in the rows: the columns, what each is, and whether cells are made safe for spreadsheets. */
export function columnChoice(tab: Exclude<Tab, "issuer" | "class">, choice: TableChoice, { directory, tables }: Place, choose: (chosen: Partial<TableChoice>) => void): TemplateResult {
  const { columns } = tables[tab];
  const { without, raw } = choice;
  const toggle = (name: string): void => {
    const next = new Set(without);
    if (!next.delete(name)) next.add(name);
    choose({ without: next });
  };
  return html`<details part="columns">
    <summary>${messages.columns(columns.length - without.size, columns.length)}</summary>
    <fieldset class="columns">
      <legend class="hidden">${messages.columns(columns.length - without.size, columns.length)}</legend>
      <label class="check all"><input type="checkbox" .checked=${without.size === 0} .indeterminate=${without.size > 0 && without.size < columns.length}
        @change=${(event: Event) => choose({ without: new Set((event.target as HTMLInputElement).checked ? [] : columns.map(({ name }) => name)) })} /><span>${messages.allColumns}</span></label>
      ${columns.map(({ name, about, source, everywhere }) => {
        const empty = source === "none" ? messages.alwaysEmpty : !everywhere && directory.organizations === null ? messages.emptyHere : "";
        return html`<label class="check">
          <input type="checkbox" .checked=${!without.has(name)} @change=${() => toggle(name)} />
          <span><span dir="ltr">${name}</span> ${empty ? html`<span class="tag quiet">${empty}</span>` : nothing}<small class="mute">${about}</small></span>
        </label>`;
      })}
    </fieldset>
  </details>
  <label class="check"><input type="checkbox" .checked=${raw} @change=${() => choose({ raw: !raw })} /><span>${messages.raw}<small class="mute">${messages.rawHint} ${raw ? nothing : messages.inertHint}</small></span></label>
  ${raw ? html`<p class="note warn" role="status">${messages.rawWarning}</p>` : nothing}`;
}

export const columnsLook = css`
  .columns { columns: 2; column-gap: 2rem; }
  .check { display: grid; grid-template-columns: 1.15rem minmax(0, 1fr); gap: 0 0.8rem; align-items: start; min-block-size: 44px; padding-block: 0.6rem; break-inside: avoid; cursor: pointer; }
  .check input { margin-block-start: 0.18rem; }
  .check small { display: block; font-size: 0.875rem; }
  .columns .check { padding-block: 0.4rem; min-block-size: 0; }
  .columns .all { column-span: all; }
  .tag.quiet { background: none; color: var(--mute); border: 1px solid var(--line); font-weight: 500; }
  @container badgepack (inline-size < 46rem) { .columns { columns: 1; } }
`;
