import { css, html, nothing, type TemplateResult } from "lit";
import type { PresentClass, RebakeProgress } from "../../badgepack.js";
import { number } from "../../locale.js";
import { messages as shared } from "../../messages.js";
import { messages } from "../../messages/replace-run.js";
import { figure } from "../figure.js";
import type { KeptJournal } from "./journals.js";
import type { RebakeRun } from "./rebake-run.js";

/** What can be done before awards are re-baked. */
interface StartActs {
  start: () => void;
  forget: () => void;
  keep: (wish: boolean) => void;
  another: () => void;
}

/** What will happen to each kind of award, and where an earlier run had stopped. */
export function rebakeStart(present: PresentClass, kept: KeptJournal | null, keeps: boolean, acts: StartActs): TemplateResult {
  const { all, exact } = present.awards;
  const done = kept ? Object.keys(kept.journal.done).length : 0;
  return html`<section class="card rebake" part="card rebake" aria-labelledby="rebake">
    <h2 id="rebake" tabindex="-1" data-focus>${messages.rebakeTitle}</h2>
    <p>${messages.rebakeWhat(all, exact)}</p>
    <dl class="kinds">
      <div><dt>${messages.kinds.server}</dt><dd>${messages.kindsServer[present.server]}</dd></div>
      <div><dt>${messages.kinds.signed}</dt><dd>${messages.kindSigned}</dd></div>
      <div><dt>${messages.kinds.revoked}</dt><dd>${messages.kindRevoked}</dd></div>
    </dl>
    <p class="mute">${messages.noMail}</p>
    ${done > 0 && kept ? html`<p class="note">${messages.earlier(done, kept.awards)}</p>` : nothing}
    <label class="row"><input type="checkbox" .checked=${keeps} @change=${(event: Event) => acts.keep((event.target as HTMLInputElement).checked)} /><span>${messages.keep}<small class="mute">${messages.keepHint}</small></span></label>
    <div class="bar">
      <button class="main" part="rebake-button" @click=${acts.start}>${done > 0 ? messages.goOn(done + 1) : messages.start}</button>
      ${done > 0 ? html`<button @click=${acts.forget}>${messages.forget}</button>` : nothing}
      <button class="plain" @click=${acts.another}>${messages.another}</button>
    </div>
  </section>`;
}

/** A run on its way. `kept` is whether this browser keeps how far it is. */
export function rebakeProgress(run: RebakeRun, kept: boolean, pause: () => void): TemplateResult {
  const { progress, awards, done, extent } = run;
  const left = run.secondsLeft;
  return html`<section class="card" part="card rebake progress" aria-labelledby="rebaking">
    <h2 id="rebaking" tabindex="-1" data-focus>${messages.rebaking}</h2>
    <div class="meter">
      <label class="mute small" for="meter">${messages.progress}</label>
      ${extent.total === 0 || extent.done === 0 ? html`<progress id="meter" part="bar"></progress>` : html`<progress id="meter" part="bar" max="1" .value=${run.fraction}></progress>`}
      <p class="mute small">${messages.rebakePhases[progress?.phase ?? "looking"]}</p>
    </div>
    <dl class="figures">
      ${figure(messages.figureDone, messages.of(done, awards))} ${progress ? counts(progress) : nothing}
      ${extent.total === 0 ? nothing : figure(shared.figureLeft, left === null ? shared.leftUnknown : shared.left(left))}
    </dl>
    ${progress?.waiting ? html`<p class="note warn">${shared.waiting(progress.waiting)}</p>` : nothing}
    <div class="bar">
      <button part="pause-button" @click=${pause}>${messages.pause}</button>
      <span class="mute small">${kept ? messages.closing(run.finishedAwards) : messages.closingUnkept}</span>
    </div>
  </section>`;
}

function counts({ server, baked, signed, revoked, failed, stale }: RebakeProgress): TemplateResult {
  const shown = [[messages.figureServer, server], [messages.figureBaked, baked], [messages.figureSigned, signed], [messages.figureRevoked, revoked], [messages.figureToDo, stale]] as const;
  return html`${shown.map(([name, count]) => (count > 0 ? figure(name, number(count)) : nothing))}
    ${failed > 0 ? html`<div class="warn-ink"><dt>${messages.figureFailed}</dt><dd><bdi>${number(failed)}</bdi></dd></div>` : nothing}`;
}

/** What can be done with a run that is paused. */
interface PausedActs {
  resume: () => void;
  stop: () => void;
}

/** A run that is paused; nothing of it is lost. */
export function rebakePaused(run: RebakeRun, acts: PausedActs): TemplateResult {
  const { progress, awards } = run;
  const baked = progress?.baked ?? 0;
  return html`<section class="card" part="card rebake paused" aria-labelledby="paused">
    <div class="head"><h2 id="paused" tabindex="-1" data-focus>${messages.paused}</h2></div>
    <p>${messages.pausedText(run.finishedAwards, awards)} ${baked > 0 ? messages.pausedBaked(baked) : nothing}</p>
    <dl class="figures">${progress ? counts(progress) : nothing}</dl>
    <div class="bar">
      <button class="main" part="resume-button" @click=${acts.resume}>${messages.resume}</button>
      <button part="stop-button" @click=${acts.stop}>${messages.stopHere}</button>
    </div>
  </section>`;
}

export const rebakeLook = css`
  .kinds { display: grid; gap: 0.5rem; margin: 0; }
  .kinds > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1rem; }
  .kinds dt { font-weight: 600; }
  .kinds dd { margin: 0; }
  .warn-ink dt { color: inherit; }
  @container badgepack (inline-size < 30rem) {
    .kinds > div { grid-template-columns: minmax(0, 1fr); }
  }
`;
