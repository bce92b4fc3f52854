import { css, html, nothing, type TemplateResult } from "lit";
import type { Preview } from "../../badgepack.js";
import { number } from "../../locale.js";
import { messages } from "../../messages/data.js";
import { explain } from "../../sentences.js";
import { figure } from "../figure.js";
import { chart } from "./chart.js";
import type { Look } from "./look.js";

/** Faults that say for certain that there is nothing to save. */
const nothingThere = new Set(["no-issuers", "no-badge-classes", "no-awards", "empty-period", "no-rights"]);

/** Why there is nothing to save, where a look has shown it. */
export const nothingToSave = ({ error }: Look): string => (error && nothingThere.has(error.code) ? explain(error) : "");

/** About how many bytes the file has: the first rows, and the rest by them. */
function sizeOf({ columns, rows, tally }: Preview): number {
  const cells = rows.reduce((sum, row) => sum + row.reduce((length, cell) => length + cell.length + 3, 1), 0);
  return columns.join().length + (rows.length === 0 ? 0 : (cells / rows.length) * tally.rows);
}

/** How much it will be, as far as is known: beside the button that saves. */
export function amount({ preview, state }: Look): string {
  if (!preview) return state === "reading" ? messages.reading : "";
  if (state === "reading") return messages.readingMore(preview.tally.rows);
  return preview.exact ? messages.rowsExact(preview.tally.rows, sizeOf(preview)) : messages.rowsAtLeast(preview.tally.rows);
}

/** What can be counted of awards: how many, whose, when. */
export function overview(look: Look, whole: boolean): TemplateResult {
  const { preview, state, error } = look;
  const empty = nothingToSave(look) !== "";
  return html`<section class="card aside" part="card overview" aria-labelledby="overview" aria-busy=${state === "reading"}>
    <div class="head">
      <h2 id="overview">${whole ? messages.overviewAll : messages.overview}</h2>
      ${control(look)}
    </div>
    ${empty ? html`<dl class="figures">${figure(messages.figures.rows, number(0))}</dl>` : error ? html`<p class="note warn">${messages.lookFailed} <bdi>${explain(error)}</bdi></p>` : nothing}
    ${preview ? html`${preview.days.length > 0 ? chart(preview.days) : nothing} ${tallies(preview)}` : state === "reading" ? html`<div class="blank" aria-hidden="true"></div>` : nothing}
    ${preview && !preview.exact && state !== "reading" ? html`<p class="mute small">${state === "stopped" ? messages.stopped : messages.most(preview.tally.listed)}</p>` : nothing}
    ${preview?.waiting && state === "reading" ? html`<p class="mute small">${messages.waiting(preview.waiting)}</p>` : nothing}
  </section>`;
}

function control(look: Look): TemplateResult | typeof nothing {
  if (look.state === "reading") return html`<button class="plain small" part="stop-button" @click=${() => look.stop()}>${messages.stop}</button>`;
  const partly = look.preview && !look.preview.exact;
  return look.error || look.state === "stopped" || partly ? html`<button class="plain small" @click=${() => look.again()}>${messages.lookAgain}</button>` : nothing;
}

function tallies({ tally, recipients, badges, exact }: Preview): TemplateResult {
  const { revoked, expired } = tally.byStatus;
  return html`<dl class="figures tallies">
    ${figure(messages.figures.rows, exact ? number(tally.rows) : messages.atLeast(tally.rows))} ${figure(messages.figures.recipients, number(recipients))} ${figure(messages.figures.badges, number(badges))}
    ${figure(messages.figures.expired, number(expired))} ${figure(messages.figures.revoked, number(revoked))}
    ${tally.undated > 0 ? figure(messages.figures.undated, number(tally.undated)) : nothing}
  </dl>`;
}

/** The first rows, as they will stand in the file. */
export function firstRows({ preview, state }: Look, isOrdered: boolean): TemplateResult | typeof nothing {
  if (!preview || preview.rows.length === 0) return nothing;
  const { columns, rows, exact, tally } = preview;
  return html`<section class="card rows" part="card preview" aria-busy=${state === "reading"}>
    <div class="head">
      <h2 id="rows">${messages.preview(rows.length, exact && tally.rows === rows.length)}</h2>
      ${isOrdered ? html`<span class="mute small">${messages.previewOrder}</span>` : nothing}
    </div>
    <div class="scroll" role="region" aria-labelledby="rows" tabindex="0">
      <table part="rows">
        <thead><tr>${columns.map((name) => html`<th scope="col" dir="ltr">${name}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td dir="auto" title=${cell.length > 40 ? cell : nothing}>${cell}</td>`)}</tr>`)}</tbody>
      </table>
    </div>
  </section>`;
}

export const previewLook = css`
  .tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 0.6rem 1rem; }
  .blank { block-size: 5.5rem; border-block-end: 1px solid var(--line); }
  .rows .scroll { max-block-size: 30rem; }
  .rows table { inline-size: max-content; min-inline-size: 100%; font-size: 0.875rem; }
  .rows thead th { position: sticky; inset-block-start: 0; z-index: 1; background: var(--sunk); white-space: nowrap; }
  .rows td { max-inline-size: 20rem; text-align: left; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; overflow-wrap: normal; padding-block: 0.35rem; }
  :host(:dir(rtl)) .rows td { text-align: right; } /* "start" would be that of each cell's own direction. */
  .rows[aria-busy="true"] tbody { opacity: 0.6; }
  @media (prefers-reduced-motion: no-preference) { .rows tbody { transition: opacity 150ms; } }
  @container badgepack (inline-size >= 46rem) { .aside { position: sticky; inset-block-start: 1rem; } }
`;
