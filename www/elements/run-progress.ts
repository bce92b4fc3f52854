import { css, html, type TemplateResult } from "lit";
import { bytes } from "../locale.js";
import { messages } from "../messages.js";
import { messages as shell } from "../messages/shell.js";
import { figure } from "./figure.js";
import type { Run } from "./run.js";
import { rich } from "./text.js";

/** What is shown of a run besides its bar. */
interface Shown {
  /** What it is at: the name of a record or a list, or of a phase. */
  now: unknown;
  /** How much is done, as figures. */
  counts: unknown;
  /** Figures that come last. */
  more?: unknown;
  bytes: number;
  /** The seconds that the portal asked to wait. */
  waiting: number | null;
  /** What becomes of it when the tab is closed; that it is to stay open, when left out. */
  closing?: string | undefined;
  /** What stands below all else: it may be long. */
  below?: unknown;
  /** Another way to stop it. */
  stop?: unknown;
  cancel: () => void;
}

/** A run on its way: how far it is, what it is at, and how to stop it. */
export function runProgress<Progress, Summary>(run: Run<Progress, Summary>, shown: Shown): TemplateResult {
  const { total } = run.extent;
  const left = run.secondsLeft;
  const meter =
    run.readBack === undefined
      ? { label: messages.overall, at: total === 0 ? undefined : run.fraction, now: shown.now }
      : { label: messages.readingBack, at: run.readBack, now: messages.checkingBytes };
  return html`<section class="card" part="card progress" aria-labelledby="run">
    <h2 id="run" tabindex="-1" data-focus>${rich(messages.saving(run.name))}</h2>
    <div class="meter">
      <label class="mute small" for="meter">${meter.label}</label>
      ${meter.at === undefined ? html`<progress id="meter" part="bar"></progress>` : html`<progress id="meter" part="bar" max="1" .value=${meter.at}></progress>`}
      <p class="mute small now">${meter.now}</p>
    </div>
    <dl class="figures">
      ${shown.counts}
      ${figure(messages.figureBytes, bytes(shown.bytes))}
      ${total === 0 || run.readBack !== undefined ? "" : figure(messages.figureLeft, left === null ? messages.leftUnknown : messages.left(left))}
      ${shown.more}
    </dl>
    ${shown.waiting ? html`<p class="note warn">${messages.waiting(shown.waiting)}</p>` : html`<p class="note">${shown.closing ?? messages.keepOpen}</p>`}
    <div class="bar"><button part="cancel-button" @click=${shown.cancel}>${shell.cancel}</button>${shown.stop}</div>
    ${shown.below}
  </section>`;
}

export const runProgressLook = css`
  .meter { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.35rem; }
  .now { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-block-size: 1.5em; }
`;

/** Whether an archive was read back and held against its checksums, for a list of figures. */
export function readBackFigure(checked: boolean): TemplateResult {
  return figure(messages.figureCheck, checked ? messages.checked : messages.unchecked);
}
