import { css, html, nothing, type TemplateResult } from "lit";
import type { Outcome, ReplacePhase } from "../../badgepack.js";
import { messages } from "../../messages/replace-run.js";
import { explainSaid } from "../../said.js";
import { rich } from "../text.js";
import { value } from "./words.js";

/** What can be done after a replacement. */
export interface OutcomeActs {
  rebake: () => void;
  back: () => void;
  restart: () => void;
  look: () => void;
  another: () => void;
}

const phases = ["reading", "sending", "checking"] as const;

/** A replacement on its way; it can be stopped while nothing was sent. */
export function replacing(phase: ReplacePhase, stopping: boolean, stop: () => void): TemplateResult {
  const at = phase === "done" ? phases.length : phases.indexOf(phase);
  const stateOf = (index: number): "done" | "now" | "later" => (index < at ? "done" : index === at ? "now" : "later");
  return html`<section class="card confirm" part="card replacing" aria-labelledby="replacing">
    <h2 id="replacing" tabindex="-1" data-focus>${messages.replacing}</h2>
    <progress aria-labelledby="replacing"></progress>
    <ol class="phases">
      ${phases.map((one, index) => html`<li class=${stateOf(index)} aria-current=${index === at ? "step" : nothing}>${messages.phases[one]}<span class="hidden">, ${messages.phaseStates[stateOf(index)]}</span></li>`)}
    </ol>
    ${phase === "reading"
      ? html`<p class="note">${stopping ? messages.stopping : messages.stoppable}</p><div class="bar"><button part="stop-button" ?disabled=${stopping} @click=${stop}>${messages.stop}</button></div>`
      : html`<p class="note warn">${messages.notStoppable}</p>`}
  </section>`;
}

/** What is known besides: whether people looked again, the safety copy's name, and how many awards there are. */
interface Known {
  looked: boolean;
  file: string;
  awards: number;
}

/** What became of a replacement, field by field, and what can be done next. */
export function outcome(of: Outcome, { looked, file, awards }: Known, acts: OutcomeActs): TemplateResult {
  const differences = of.fields.filter(({ fate }) => fate !== "as-sent").length;
  const isGood = of.ending === "replaced" && differences === 0;
  const title = of.ending === "replaced" && differences > 0 ? messages.replacedWith(differences) : messages.endings[of.ending];
  const wasSent = of.ending !== "changed-meanwhile";
  return html`<section class="card confirm" part="card outcome" data-ending=${of.ending} aria-labelledby="outcome">
    <h2 id="outcome" class="ending ${isGood ? "good" : of.ending === "replaced" || of.ending === "changed-meanwhile" ? "mixed" : "poor"}" tabindex="-1" data-focus>${title}</h2>
    <p>${messages.meanings[of.ending]}</p>
    ${looked ? html`<p class="note">${messages.lookedAgain}</p>` : wasSent && !of.answered ? html`<p class="note">${messages.unanswered}</p>` : nothing}
    ${of.why === null ? nothing : of.ending !== "replaced" ? html`<p class="note warn"><bdi>${explainSaid(of.why)}</bdi></p>` : of.answered ? html`<p class="note">${messages.complained}</p>` : nothing}
    ${reasons(of)} ${of.fields.length > 0 ? fields(of) : nothing}
    ${wasSent && of.ending !== "refused" && of.ending !== "not-applied" && file ? html`<div><h3>${messages.restoreTitle}</h3><p class="mute">${rich(messages.restore(file))}</p></div>` : nothing}
    ${next(of, awards, acts)}
  </section>`;
}

function reasons({ reasons }: Outcome): TemplateResult | typeof nothing {
  if (reasons.length === 0) return nothing;
  return html`<div class="note bad"><h3>${messages.reasons}</h3><ul>
    ${reasons.map(({ field, text }) => html`<li>${field ? html`<bdi>${(messages.fields as Record<string, string>)[field] ?? field}</bdi>: ` : nothing}<bdi>${explainSaid(text)}</bdi></li>`)}
  </ul></div>`;
}

function fields({ ending, fields }: Outcome): TemplateResult {
  const isSeen = ending === "changed-meanwhile";
  return html`<div class="by-field">
    <h3 id="fields">${messages.outcomeFields}</h3>
    <div class="scroll" role="region" aria-labelledby="fields" tabindex="0">
      <table part="fields" class=${isSeen ? "seen" : ""}>
        <thead><tr><th scope="col">${messages.columnField}</th>${isSeen ? html`<th scope="col">${messages.columnSeen}</th>` : nothing}<th scope="col">${messages.columnNow}</th></tr></thead>
        <tbody>${fields.map((one) => (isSeen ? seenRow(one) : row(one)))}</tbody>
      </table>
    </div>
  </div>`;
}

function row({ field, fate, sent, got }: Outcome["fields"][number]): TemplateResult {
  const isFine = fate === "as-sent";
  return html`<tr>
    <th scope="row"><span class="fate">${messages.fields[field]} <span class="tag ${isFine ? "ok" : "warn"}">${messages.fates[fate]}</span></span></th>
    <td>${isFine
      ? value(field, got)
      : html`<dl class="two"><div><dt>${fate === "lost" ? messages.before : messages.sent}</dt><dd>${value(field, sent, true)}</dd></div>
          ${fate === "unread" ? nothing : html`<div><dt>${messages.got}</dt><dd>${value(field, got, true)}</dd></div>`}</dl>`}</td>
  </tr>`;
}

const seenRow = ({ field, sent, got }: Outcome["fields"][number]): TemplateResult =>
  html`<tr><th scope="row">${messages.fields[field]}</th><td>${value(field, sent, true)}</td><td>${value(field, got, true)}</td></tr>`;

function next({ ending, fields }: Outcome, awards: number, acts: OutcomeActs): TemplateResult {
  const button = (name: string, act: () => void, main = false): TemplateResult => html`<button class=${main ? "main" : ""} @click=${act}>${name}</button>`;
  switch (ending) {
    case "replaced": {
      if (awards === 0) return html`<div class="bar">${button(messages.another, acts.another, true)}</div>`;
      const isNewPicture = fields.some(({ field }) => field === "image");
      return html`${isNewPicture ? nothing : html`<p class="mute">${messages.pictureSame}</p>`}
        <div class="bar">${isNewPicture ? button(messages.continue, acts.rebake, true) : button(messages.checkAwards, acts.rebake)}${button(messages.another, acts.another)}</div>`;
    }
    case "refused":
      return html`<div class="bar">${button(messages.toFields, acts.back, true)}</div>`;
    case "not-applied":
      return html`<div class="bar">${button(messages.toFields, acts.back, true)}${button(messages.lookAgain, acts.look)}</div>`;
    case "changed-meanwhile":
      return html`<div class="bar">${button(messages.compareAgain, acts.restart, true)}</div>`;
    case "unclear":
    case "unknown":
      return html`<div class="bar">${button(messages.lookAgain, acts.look, true)}${button(messages.toFields, acts.restart)}</div>`;
  }
}

export const outcomeLook = css`
  .phases { display: grid; gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
  .phases li { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); color: var(--mute); }
  .phases li::before { content: "○" / ""; }
  .phases .done::before { content: "✓" / ""; color: var(--ok); font-weight: 700; }
  .phases .now { color: var(--ink); font-weight: 600; }
  .phases .now::before { content: "●" / ""; color: var(--acc); }
  .ending { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr); }
  .ending::before { font-weight: 700; }
  .ending.good::before { content: "✓" / ""; color: var(--ok); }
  .ending.mixed::before { content: "!" / ""; color: var(--warn); }
  .ending.poor::before { content: "✗" / ""; color: var(--bad); }
  .by-field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.35rem; }
  .by-field tbody th { inline-size: 15rem; }
  .by-field .seen tbody th { inline-size: 9rem; }
  .fate { display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; align-items: baseline; justify-content: space-between; }
  .value { white-space: pre-line; }
  .two { margin: 0; display: grid; gap: 0.35rem; }
  .two dt { color: var(--mute); font-size: 0.875rem; }
  .two dd { margin: 0; }
  .note.bad ul { display: grid; gap: 0.25rem; }
  @container badgepack (inline-size < 30rem) {
    .by-field tbody th { inline-size: 7.5rem; }
  }
`;
