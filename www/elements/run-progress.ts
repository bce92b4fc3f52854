import { css, html, nothing, type TemplateResult } from "lit";
import type { SectionProgress } from "../badgepack.js";
import { bytes, number } from "../locale.js";
import { messages } from "../messages.js";
import { figure } from "./figure.js";
import type { Run } from "./run.js";
import { rich } from "./text.js";

/** A run on its way: how far it is, what it is at, and how to stop it. */
export function runProgress(run: Run, cancel: () => void): TemplateResult {
  const { progress, total } = run;
  const left = run.secondsLeft;
  const phase = progress?.phase ?? "connecting";
  return html`<section class="card" part="card progress" aria-labelledby="run">
    <h2 id="run" tabindex="-1" data-focus>${rich(messages.saving(run.name))}</h2>
    <div class="meter">
      <label class="mute small" for="meter">${messages.overall}</label>
      ${total === 0
        ? html`<progress id="meter" part="bar"></progress>`
        : html`<progress id="meter" part="bar" max="1" .value=${run.fraction}></progress>`}
      <p class="mute small now">${progress?.current ? html`<bdi>${progress.current}</bdi>` : messages.phases[phase]}</p>
    </div>
    <dl class="figures">
      ${figure(messages.figureItems, messages.ofItems(run.done, total))}
      ${figure(messages.figureBytes, bytes(progress?.bytes ?? 0))}
      ${figure(messages.figureLeft, left === null ? messages.leftUnknown : messages.left(left))}
      ${progress?.failed ? figure(messages.figureMissing, number(progress.failed)) : nothing}
    </dl>
    ${progress?.waiting ? html`<p class="note warn">${messages.waiting(progress.waiting)}</p>` : html`<p class="note">${messages.keepOpen}</p>`}
    <ul class="sections">${progress?.sections.filter(({ state }) => state !== "left-out").map((section) => row(section, run))}</ul>
    <div class="bar"><button part="cancel-button" @click=${cancel}>${messages.cancel}</button></div>
  </section>`;
}

const MARKS: Record<SectionProgress["state"], { mark: string; ink: string }> = {
  waiting: { mark: "○", ink: "mute" },
  running: { mark: "●", ink: "acc-ink" },
  complete: { mark: "✓", ink: "ok-ink" },
  absent: { mark: "–", ink: "mute" },
  incomplete: { mark: "!", ink: "warn-ink" },
  "left-out": { mark: "–", ink: "mute" },
};

function row(section: SectionProgress, run: Run): TemplateResult {
  const { mark, ink } = MARKS[section.state];
  const expected = run.expected(section);
  const said = section.state === "absent" ? messages.none : expected > 0 ? messages.ofItems(section.records, expected) : section.state === "complete" ? messages.none : "";
  return html`<li>
    <span class="${ink} mark" aria-hidden="true">${mark}</span>
    <span class=${section.state === "waiting" || section.state === "absent" ? "mute" : nothing}>
      <bdi>${section.title}</bdi><span class="hidden">, ${messages.sectionStates[section.state]}</span>
      ${section.failed > 0 ? html`<bdi class="tag warn">${messages.missing(section.failed)}</bdi>` : nothing}
    </span>
    <bdi class="mute count">${said}</bdi>
  </li>`;
}

export const runProgressLook = css`
  .meter { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.35rem; }
  .now { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-block-size: 1.5em; }
  .sections { columns: 2; column-gap: 2.5rem; }
  .sections li { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr) auto; gap: 0.5rem; padding-block: 0.4rem; border-block-end: 1px solid var(--line); break-inside: avoid; font-size: 0.9375rem; }
  .sections .mark { font-weight: 700; text-align: center; }
  .sections .count { font-variant-numeric: tabular-nums; }
  @container badgepack (inline-size < 46rem) { .sections { columns: 1; } }
`;
