import { css, html, nothing, type TemplateResult } from "lit";
import type { SectionProgress } from "../../badgepack.js";
import { number } from "../../locale.js";
import { messages } from "../../messages.js";
import { messages as kept } from "../../messages/kept.js";
import { sectionTitle } from "../../sentences.js";
import { figure } from "../figure.js";
import type { Keeping } from "./kept/keeping.js";
import type { LearnerRun } from "./learner-run.js";
import { runProgress } from "../run-progress.js";

/** What can be done with a run, and what is kept of it. */
interface Acts {
  cancel: () => void;
  keeping: Keeping | null;
  /** Stops a run that is kept, for another time. */
  stop: () => void;
}

/** A learner's run on its way, with all its sections. */
export function learnerProgress(run: LearnerRun, { cancel, keeping, stop }: Acts): TemplateResult {
  const { progress, extent } = run;
  return runProgress(run, {
    now: progress?.current ? html`<bdi>${progress.current}</bdi>` : messages.phases[progress?.phase ?? "connecting"],
    counts: figure(messages.figureItems, messages.ofItems(extent.done, extent.total)),
    more: progress?.failed ? figure(messages.figureMissing, number(progress.failed)) : nothing,
    bytes: progress?.bytes ?? 0,
    waiting: progress?.waiting ?? null,
    below: html`<ul class="sections">${progress?.sections.filter(({ state }) => state !== "left-out").map((section) => row(section, run))}</ul>`,
    closing: keeping ? CLOSING[keeping.state]() : undefined,
    stop: keeping && keeping.state !== "lost" ? html`<button part="stop-button" @click=${stop}>${kept.stop}</button>` : nothing,
    cancel,
  });
}

const CLOSING = { keeping: () => kept.safe, full: () => kept.full, silent: () => kept.silent, lost: () => kept.lost };

const MARKS: Record<SectionProgress["state"], { mark: string; ink: string }> = {
  waiting: { mark: "○", ink: "mute" },
  running: { mark: "●", ink: "acc-ink" },
  complete: { mark: "✓", ink: "ok-ink" },
  absent: { mark: "–", ink: "mute" },
  incomplete: { mark: "!", ink: "warn-ink" },
  "left-out": { mark: "–", ink: "mute" },
};

function row(section: SectionProgress, run: LearnerRun): TemplateResult {
  const { mark, ink } = MARKS[section.state];
  const expected = run.expected(section);
  const said = section.state === "absent" ? messages.none : expected > 0 ? messages.ofItems(section.records, expected) : section.state === "complete" ? messages.none : "";
  return html`<li>
    <span class="${ink} mark" aria-hidden="true">${mark}</span>
    <span class=${section.state === "waiting" || section.state === "absent" ? "mute" : nothing}>
      <bdi>${sectionTitle(section.title)}</bdi><span class="hidden">, ${messages.sectionStates[section.state]}</span>
      ${section.failed > 0 ? html`<bdi class="tag warn">${messages.missing(section.failed)}</bdi>` : nothing}
    </span>
    <bdi class="mute count">${said}</bdi>
  </li>`;
}

export const runSectionsLook = css`
  .sections { columns: 2; column-gap: 2.5rem; }
  .sections li { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr) auto; gap: 0.5rem; padding-block: 0.4rem; border-block-end: 1px solid var(--line); break-inside: avoid; font-size: 0.9375rem; }
  .sections .mark { font-weight: 700; text-align: center; }
  .sections .count { font-variant-numeric: tabular-nums; }
  @container badgepack (inline-size < 46rem) { .sections { columns: 1; } }
`;
