import { html, type TemplateResult } from "lit";

/** Something that is missing, and what happened to it. */
export interface Lost {
  item: TemplateResult;
  why: string;
}

/** What is missing, and why, below the heading that has this id. */
export function lostTable(heading: string, [item, why]: readonly string[], all: readonly Lost[]): TemplateResult {
  return html`<div class="scroll" role="region" aria-labelledby=${heading} tabindex="0"><table class="folds" role="table" part="missing">
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${item}</th><th role="columnheader" scope="col">${why}</th></tr></thead>
    <tbody role="rowgroup">${all.map((one) => html`<tr role="row"><th role="rowheader" scope="row">${one.item}</th><td role="cell" data-label=${why}><bdi>${one.why}</bdi></td></tr>`)}</tbody>
  </table></div>`;
}
