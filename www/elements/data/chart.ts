import { css, html, svg, type TemplateResult } from "lit";
import { number, span } from "../../locale.js";
import { messages } from "../../messages/data.js";

/** Awards within a day, a month or a year, named as `2024-02-29`, `2024-02` or `2024`. */
type Bar = [span: string, awards: number];

type Unit = "day" | "month" | "year";

const LENGTH: Record<Unit, number> = { day: 10, month: 7, year: 4 };
/** A chart of fewer bars is no wider for it. */
const FEWEST = 12;

/** Days put together, so that there are few enough bars to see; spans without awards are there, too. */
export function bars(days: readonly Bar[]): { unit: Unit; bars: Bar[] } {
  const [first, last] = [days[0]?.[0] ?? "", days.at(-1)?.[0] ?? ""];
  const covered = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  const unit: Unit = covered < 62 ? "day" : covered < 366 * 5 ? "month" : "year";
  const counts = new Map<string, number>();
  for (let at = first; at && at.slice(0, LENGTH[unit]) <= last.slice(0, LENGTH[unit]); at = following(at, unit)) counts.set(at.slice(0, LENGTH[unit]), 0);
  for (const [day, awards] of days) {
    const key = day.slice(0, LENGTH[unit]);
    counts.set(key, (counts.get(key) ?? 0) + awards);
  }
  return { unit, bars: [...counts] };
}

/** The same day of the next span, or a day that is surely in it. */
function following(day: string, unit: Unit): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const next = unit === "day" ? Date.UTC(year, month - 1, date + 1) : unit === "month" ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return new Date(next).toISOString().slice(0, 10);
}

/** Awards over time: bars to look at, and a table to read. */
export function chart(days: readonly Bar[]): TemplateResult {
  const { unit, bars: all } = bars(days);
  const top = all.reduce((most, bar) => (bar[1] > most[1] ? bar : most), all[0] ?? ["", 0]);
  const [first, last] = [all[0]?.[0] ?? "", all.at(-1)?.[0] ?? ""];
  const label = messages.chart(unit, first, last, top[0], top[1]);
  return html`<figure part="chart">
    <svg viewBox="0 0 ${Math.max(FEWEST, all.length) * 10} 100" preserveAspectRatio="none" role="img" aria-label=${label}>
      ${all.map(([name, awards], at) => {
        const height = top[1] === 0 ? 0 : Math.max(awards > 0 ? 2 : 0, (awards / top[1]) * 100);
        return svg`<rect x=${at * 10 + 1} y=${100 - height} width="8" height=${height}><title>${span(name)}: ${number(awards)}</title></rect>`;
      })}
    </svg>
    <figcaption class="mute small" aria-hidden="true"><bdi>${span(first)}</bdi>${all.length > FEWEST / 2 ? html`<bdi>${span(last)}</bdi>` : ""}</figcaption>
    <details>
      <summary class="small">${messages.chartTable}</summary>
      <div class="scroll" role="region" aria-label=${label} tabindex="0">
        <table>
          <thead><tr><th scope="col">${messages.chartColumns[unit]}</th><th scope="col" class="count">${messages.chartColumns.awards}</th></tr></thead>
          <tbody>${all.map(([name, awards]) => html`<tr><th scope="row">${span(name)}</th><td class="count">${number(awards)}</td></tr>`)}</tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

export const chartLook = css`
  figure { margin: 0; }
  svg { display: block; inline-size: 100%; block-size: 5.5rem; border-block-end: 1px solid var(--line); }
  :host(:dir(rtl)) svg { transform: scaleX(-1); }
  rect { fill: var(--acc); }
  figcaption { display: flex; justify-content: space-between; gap: 1rem; padding-block-start: 0.25rem; }
  figure .scroll { max-block-size: 14rem; }
  .count { text-align: end; font-variant-numeric: tabular-nums; }
  @media (forced-colors: active) { rect { fill: CanvasText; } }
`;
