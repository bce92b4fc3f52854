import { css } from "lit";

/**
 * Tables whose rows become blocks where columns would be too narrow to read. A cell then says by its `data-label` what stood above its
 * column, and all parts name their `role`: what is not drawn as a table is not told as one otherwise.
 */
export const foldingTableLook = css`
  @container badgepack (inline-size < 30rem) {
    .folds, .folds tbody { display: block; }
    .folds thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    .folds tbody tr { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.3rem; padding: 0.6rem 0.75rem; }
    .folds tr + tr { border-block-start: 1px solid var(--line); }
    .folds tbody tr :is(th, td) { display: block; inline-size: auto; padding: 0; border: 0; text-align: start; white-space: normal; }
    .folds td[data-label]::before { content: attr(data-label); display: block; color: var(--mute); font-size: 0.8125rem; }
  }
`;
