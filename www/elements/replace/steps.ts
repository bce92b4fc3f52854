import { css, html, type TemplateResult } from "lit";
import { messages } from "../../messages/replace.js";

/** A step of replacing a badge: bring, compare, confirm, re-bake. */
export type Step = 1 | 2 | 3 | 4;

/** Where people are on the way; `isDone`: what belongs to that step is behind them already. */
export function steps(at: Step, isDone: boolean): TemplateResult {
  return html`<ol class="steps" part="steps" aria-label=${messages.stepsName}>
    ${messages.steps.map((name, index) => html`<li class=${index + 1 < at || (isDone && index + 1 === at) ? "done" : ""} aria-current=${index + 1 === at ? "step" : "false"}>${name}</li>`)}
  </ol>`;
}

export const stepsLook = css`
  .steps { display: flex; flex-wrap: wrap; gap: 0.3rem 1.6rem; margin: 0; padding: 0; list-style: none; counter-reset: step; color: var(--mute); }
  .steps li { counter-increment: step; display: flex; align-items: center; gap: 0.5rem; }
  .steps li::before { content: counter(step); flex: none; inline-size: 1.6rem; block-size: 1.6rem; display: grid; place-items: center; border: 1px solid var(--edge); border-radius: 50%; font-size: 0.8125rem; font-weight: 600; font-variant-numeric: tabular-nums; }
  .steps .done::before { content: "✓" / counter(step); color: var(--ok); border-color: var(--ok); }
  .steps [aria-current="step"] { color: var(--ink); font-weight: 600; }
  .steps [aria-current="step"]::before { background: var(--acc); border-color: var(--acc); color: var(--on-acc); }
  @media (forced-colors: active) { .steps [aria-current="step"]::before { border: 3px solid Highlight; } }
`;
