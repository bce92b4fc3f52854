import { css, html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { messages } from "../../messages/data.js";
import { ownZone } from "../../period.js";
import { rich } from "../text.js";
import type { AwardsChoice } from "./choice.js";

type Choose = (chosen: Partial<AwardsChoice>) => void;

/** The days of awards: two dates, quick ranges, and whose days they are. */
export function periodChoice(choice: AwardsChoice, choose: Choose, wrong: string): TemplateResult {
  const { from, to, zone } = choice;
  const date = (name: "from" | "to", label: string): TemplateResult => html`<div class="field">
    <label for=${name}>${label}</label>
    <input id=${name} type="date" .value=${choice[name]} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${wrong ? "backwards" : "days"}
      @change=${(event: Event) => choose({ [name]: (event.target as HTMLInputElement).value })} />
  </div>`;
  return html`<fieldset class="period" part="period">
    <legend>${messages.period}</legend>
    <div class="dates">${date("from", messages.from)} ${date("to", messages.to)}</div>
    ${wrong ? html`<p id="backwards" class="note bad" role="alert">${wrong}</p>` : nothing}
    <div class="chips" role="group" aria-label=${messages.quick}>
      ${ranges(zone).map(([name, [first, last]]) => html`<button class="chip" aria-pressed=${from === first && to === last} @click=${() => choose({ from: first, to: last })}>${messages.ranges[name]}</button>`)}
    </div>
    <p id="days" class="mute small">${from || to ? html`${rich(messages.days(zone, zone === ownZone()))} ` : html`${messages.allTime} `}${messages.fileTimes}</p>
    <details ?open=${zone !== ownZone()}>
      <summary>${messages.zoneChange}</summary>
      <div class="field">
        <label for="zone">${messages.zone}</label>
        <select id="zone" @change=${(event: Event) => choose({ zone: (event.target as HTMLSelectElement).value })}>
          ${guard([zone], () => zones().map((name) => html`<option value=${name} ?selected=${name === zone}>${name === ownZone() ? messages.ownZone(name) : name}</option>`))}
        </select>
      </div>
    </details>
  </fieldset>`;
}

let known: readonly string[] | undefined;

/** Every zone there is: this device's own first, then UTC. */
function zones(): readonly string[] {
  return (known ??= [...new Set([ownZone(), "UTC", ...Intl.supportedValuesOf("timeZone")])]);
}

type Range = [from: string, to: string];

/** Ranges that are often wanted, by the calendar of a zone. */
export function ranges(zone: string, now = new Date()): [keyof typeof messages.ranges, Range][] {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "numeric", day: "numeric" }).formatToParts(now);
  const [year, month, day] = ["year", "month", "day"].map((name) => Number(parts.find(({ type }) => type === name)?.value)) as [number, number, number];
  const date = (y: number, m: number, d: number): string => new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10);
  return [
    ["thisMonth", [date(year, month, 1), date(year, month + 1, 0)]],
    ["lastMonth", [date(year, month - 1, 1), date(year, month, 0)]],
    ["thisYear", [date(year, 1, 1), date(year, 12, 31)]],
    ["lastYear", [date(year - 1, month, day + 1), date(year, month, day)]],
    ["all", ["", ""]],
  ];
}

export const periodLook = css`
  .period { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.6rem; }
  .dates { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 0.6rem 0.9rem; }
  .dates input { min-inline-size: 0; }
  .chips { display: flex; flex-wrap: wrap; gap: 0.4rem; }
  .chip { min-block-size: 36px; padding: 0.15rem 0.8rem; border-radius: 99px; border-color: var(--line); font-weight: 500; font-size: 0.875rem; }
  .chip[aria-pressed="true"] { background: var(--acc-bg); color: var(--acc); border-color: var(--acc); }
  .period details { margin-block-start: -0.6rem; }
  @media (pointer: coarse) { .chip { min-block-size: 44px; } }
  @media (forced-colors: active) { .chip[aria-pressed="true"] { border: 3px solid Highlight; } }
`;
