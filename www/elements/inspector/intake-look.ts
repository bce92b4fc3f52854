import { css } from "lit";

/** How the drop area looks, and what went wrong with what was brought. */
export const intakeLook = css`
  .drop { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; justify-items: center; text-align: center; padding: 1.75rem 1.25rem; border: 2px dashed var(--edge); border-radius: 12px; background: var(--card); }
  .drop .bar { justify-content: center; }
  .drop form .bar { justify-content: flex-start; }
  .drop form { inline-size: 100%; max-inline-size: 40rem; text-align: start; }
  .drop .field { max-inline-size: none; }
  .drop.little { padding: 0.75rem 1.25rem; grid-template-columns: auto 1fr; align-items: center; justify-items: end; }
  .drop.little h2 { font-size: 1rem; color: var(--mute); font-weight: 600; }
  .drop.little form { grid-column: 1 / -1; justify-self: center; }
  .drop.over { border-style: solid; border-color: var(--acc); background: var(--acc-bg); }
  @container badgepack (inline-size < 46rem) { .drop.little { grid-template-columns: minmax(0, 1fr); justify-items: center; } }
  @media (forced-colors: active) { .drop.over { border-color: Highlight; } }
  [role="alert"].note { display: grid; gap: 0.3rem; }
`;
