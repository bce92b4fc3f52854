import { css, html, nothing, type TemplateResult } from "lit";
import type { FilePart, Unbaked } from "../../badgepack.js";
import { number } from "../../locale.js";
import { messages } from "../../messages/card.js";
import { explainSaid } from "../../said.js";
import { foldingTableLook } from "../folding-table.js";

/** Characters of a payload that are shown; drawing more would hold up the page. */
const SHOWN = 60_000;

/** The payload, set out for reading. */
export function data({ payload, form, carrier, at }: Unbaked): TemplateResult {
  return html`<p class="mute small">${messages.foundAt(carrier, at[0], at[1])} ${payload.length > SHOWN ? messages.dataPart(SHOWN, payload.length) : messages.dataNote}</p>
    ${form === "jwt" ? signed(payload) : text(form === "json" ? setOut(payload) : payload)}`;
}

function text(whole: string, label = messages.tabs.data): TemplateResult {
  return html`<pre class="raw" tabindex="0" role="region" aria-label=${label} dir="ltr" part="payload">${whole.slice(0, SHOWN)}</pre>`;
}

function signed(payload: string): TemplateResult {
  const [header, claims] = payload.split(".").slice(0, 2).map(decoded);
  return html`${header ? named(messages.jws.header, header) : nothing} ${claims ? named(messages.jws.claims, claims) : nothing} ${named(messages.jws.text, payload)}`;
}

const named = (title: string, whole: string): TemplateResult => html`<section class="block wide"><h3>${title}</h3>${text(whole, title)}</section>`;

/** JSON with a line for each value; as it is where it is no JSON, or too long to be worth it. */
function setOut(json: string): string {
  if (json.length > 20 * SHOWN) return json;
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

function decoded(part: string): string {
  try {
    const binary = atob(part.replace(/-/g, "+").replace(/_/g, "/"));
    return setOut(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))));
  } catch {
    return ""; // The text itself is shown below.
  }
}

/** What the file is made of, and where the badge is in it. */
export function inside(parts: readonly FilePart[] | null, badgeAt: number | null): TemplateResult {
  return html`<div class="scroll" role="region" aria-label=${messages.tabs.inside} tabindex="0" aria-busy=${parts === null}><table class="folds" role="table" part="parts">
    <thead role="rowgroup"><tr role="row">${messages.partColumns.map((column, at) => html`<th role="columnheader" scope="col" class=${at === 1 || at === 2 ? "number" : nothing}>${column}</th>`)}</tr></thead>
    <tbody role="rowgroup">${parts?.map(
      ({ name, at, bytes, what }) => html`<tr role="row">
        <th role="rowheader" scope="row"><code dir="ltr">${name}</code></th>
        <td role="cell" class="number" data-label=${messages.partColumns[1]}>${number(at)}</td><td role="cell" class="number" data-label=${messages.partColumns[2]}>${number(bytes)}</td>
        <td role="cell" class="what" data-label=${messages.partColumns[3]}><bdi>${explainSaid(what)}</bdi> ${badgeAt !== null && badgeAt >= at && badgeAt < at + Math.max(1, bytes) && what ? html`<span class="tag">${messages.badgeHere}</span>` : nothing}</td>
      </tr>`,
    )}</tbody>
  </table></div>`;
}

export const dataLook = css`${foldingTableLook}
  .raw { margin: 0; padding: 0.8rem 0.9rem; max-block-size: 30rem; overflow: auto; font: 0.8125rem/1.55 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: 8px; background: var(--sunk); }
  .block.wide { max-inline-size: none; }
  [part="parts"] tbody th { inline-size: auto; white-space: nowrap; overflow-wrap: normal; }
  .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
  @container badgepack (inline-size >= 30rem) { [part="parts"] { min-inline-size: 30rem; } }
  @container badgepack (inline-size < 30rem) {
    [part="parts"].folds tbody tr { grid-template-columns: 1fr 1fr; }
    [part="parts"] :is(th, .what) { grid-column: 1 / -1; }
  }
`;
