import { css, html, nothing, type TemplateResult } from "lit";
import type { SafetyCopyInfo, SafetyCopySummary } from "../../badgepack.js";
import { messages as shared } from "../../messages.js";
import { messages } from "../../messages/replace-run.js";
import { messages as shell } from "../../messages/shell.js";
import { figure } from "../figure.js";
import type { Finished } from "../run.js";
import { rich } from "../text.js";
import type { CopyRun } from "./copy-run.js";
import type { Sent } from "./look-again.js";
import { fieldsWithin, measure, nameOf, valueOf, value } from "./words.js";

/** A safety copy: not there yet, on its way, not to be had, or read back and found sound. */
export type Copy =
  | { is: "missing"; said: string }
  | { is: "running"; run: CopyRun }
  | { is: "failed"; why: string; code: string }
  | { is: "there"; finished: Finished<SafetyCopySummary>; info: SafetyCopyInfo; fileName: string };

/** What is asked before a badge is replaced. */
export interface Confirmation {
  sent: Sent;
  copy: Copy;
  typed: string;
  pictures: { now: string | null; after: string | null };
}

/** What can be done about it. */
interface Acts {
  save: () => void;
  type: (text: string) => void;
  replace: () => void;
  back: () => void;
  restart: () => void;
}

/** A name as it is compared: the same letters, whatever blanks stand around them, and without what nobody sees or types. */
const plain = (text: string): string => text.normalize("NFC").replace(/[\p{Cc}\p{Cf}]+/gu, (hidden) => (/\s/.test(hidden) ? " " : "")).replace(/\s+/gu, " ").trim();

/** What has to be typed: the badge's name, or what stands for it where nothing of it can be seen. */
const askedFor = ({ present }: Sent): string => plain(nameOf(present)) || String(present.record.entityId);

/** Whether everything is there that a replacement needs. */
export const isConfirmed = ({ sent, copy, typed }: Confirmation): boolean =>
  copy.is === "there" && copy.info.differs.length === 0 && plain(typed) === askedFor(sent);

/** "Replace for good?": what changes, the safety copy, and the name typed. */
export function confirm(about: Confirmation, acts: Acts): TemplateResult {
  const { sent, copy, typed } = about;
  const isCopied = copy.is === "there" && copy.info.differs.length === 0;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isConfirmed(about)) acts.replace();
  };
  return html`<section class="card confirm" part="card confirm" aria-labelledby="confirm">
    <h2 id="confirm" tabindex="-1" data-focus>${messages.confirmTitle}</h2>
    ${what(sent)} ${changes(about)}
    <p>${messages.meaning}</p>
    <section class="copy" aria-labelledby="copy"><h3 id="copy">${messages.copyStep}</h3>${copyPart(copy, sent, acts)}</section>
    <form novalidate @submit=${submit}>
      <div class="field name">
        <label for="name">${messages.nameStep}: <bdi>${askedFor(sent)}</bdi></label>
        <input id="name" autocomplete="off" autocapitalize="off" spellcheck="false" dir="auto" .value=${typed} ?disabled=${!isCopied} aria-describedby=${isCopied ? nothing : "name-hint"}
          @input=${(event: Event) => acts.type((event.target as HTMLInputElement).value)} />
        ${isCopied ? nothing : html`<p class="mute small" id="name-hint">${messages.nameHint}</p>`}
      </div>
      <div class="bar">
        <button type="button" part="back-button" ?disabled=${copy.is === "running"} @click=${acts.back}>${messages.goBack}</button>
        <button class="danger" part="replace-button" ?disabled=${!isConfirmed(about)}>${messages.replace}</button>
      </div>
    </form>
  </section>`;
}

function what({ present, plan }: Sent): TemplateResult {
  const { all, revoked, exact } = present.awards;
  const [before, count, after] = messages.willShow(nameOf(present), all - revoked, exact, fieldsWithin(plan.map(({ field }) => field)));
  return html`<p>${before}<strong>${count}</strong>${after}</p>`;
}

function changes({ sent: { present, draft, plan }, pictures }: Confirmation): TemplateResult {
  const isNew = plan.some(({ field }) => field === "image");
  const texts = plan.filter(({ field }) => field !== "image");
  return html`${isNew
      ? html`<div class="pictures">
          <figure>${pictures.now ? html`<img src=${pictures.now} alt=${messages.pictureNow} />` : nothing}<figcaption class="mute small">${messages.now}${present.picture ? html`<br /><bdi>${measure(present.picture)}</bdi>` : nothing}</figcaption></figure>
          <span class="arrow" aria-hidden="true"></span>
          <figure>${pictures.after ? html`<img src=${pictures.after} alt=${messages.pictureAfter} />` : nothing}<figcaption class="mute small">${messages.after}${draft.picture ? html`<br /><bdi>${measure(draft.picture)}</bdi>` : nothing}</figcaption></figure>
        </div>`
      : nothing}
    ${texts.length === 0
      ? nothing
      : html`<dl class="changes">${texts.map(({ field, now, new: after }) => html`<div><dt>${messages.fields[field]}</dt><dd>
          ${field === "name" ? html`<del>${value(field, now)}</del> ` : nothing}<ins>${valueOf(field, after) === messages.nothing ? messages.nothing : value(field, after)}</ins></dd></div>`)}</dl>`}`;
}

function copyPart(copy: Copy, sent: Sent, acts: Acts): TemplateResult {
  switch (copy.is) {
    case "missing":
      return html`${copy.said ? html`<p class="note" role="status">${copy.said}</p>` : nothing}
        <p class="mute small">${messages.copyWhat}</p>
        <div class="bar"><button class="main" part="copy-button" @click=${acts.save}>${messages.saveCopy}</button></div>`;
    case "running":
      return copying(copy.run);
    case "failed":
      return html`<div class="note bad" role="alert" tabindex="-1"><p>${messages.copyFailed} <bdi>${copy.why}</bdi></p>${copy.code === "picture" ? html`<p>${messages.copyNeedsPicture}</p>` : nothing}</div>
        <div class="bar"><button class="main" part="copy-button" @click=${acts.save}>${messages.copyAgain}</button></div>`;
    case "there":
      return copied(copy, sent, acts);
  }
}

function copying(run: CopyRun): TemplateResult {
  const { progress, extent } = run;
  return html`<div class="meter">
      <p id="copying" tabindex="-1" data-focus>${rich(messages.copying(run.fileName))}</p>
      ${extent.total === 0 || run.checking ? html`<progress aria-labelledby="copying"></progress>` : html`<progress aria-labelledby="copying" max="1" .value=${run.fraction}></progress>`}
      <p class="mute small">${run.checking ? messages.checkingCopy : html`<bdi>${messages.copiedAwards(extent.done, extent.total)}</bdi>`}</p>
      ${progress?.waiting ? html`<p class="note warn">${shared.waiting(progress.waiting)}</p>` : nothing}
    </div>
    <div class="bar"><button part="cancel-button" @click=${() => run.cancel()}>${shell.cancel}</button></div>`;
}

function copied({ finished: { saved }, info, fileName }: Copy & { is: "there" }, { present }: Sent, acts: Acts): TemplateResult {
  if (info.differs.length > 0) {
    return html`<p class="note warn" role="alert" tabindex="-1">${messages.copyDiffers(fieldsWithin(info.differs))}</p>
      <div class="bar"><button class="main" part="restart-button" @click=${acts.restart}>${messages.compareAgain}</button></div>`;
  }
  const { all, revoked, exact } = present.awards;
  return html`<div class="note ok">
    <p class="checked">${messages.copyChecked(info.awards, exact && all === info.awards ? revoked : 0, present.picture ? measure(present.picture) : "")}</p>
    <dl class="figures">${figure(messages.copyFile, fileName)}</dl>
    <p class="small mute">${messages.copyWhere[saved.way === "picker" ? "chosen" : "downloads"](saved.bytes)}</p>
  </div>
  ${exact && all !== info.awards ? html`<p class="note warn">${messages.copyOtherCount(info.awards, all)}</p>` : nothing}`;
}

export const confirmLook = css`
  .confirm { max-inline-size: 42rem; inline-size: 100%; margin-inline: auto; }
  .pictures { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center; }
  .pictures figure { margin: 0; display: flex; gap: 0.75rem; align-items: center; }
  .pictures img { inline-size: 4.5rem; block-size: 4.5rem; object-fit: contain; }
  .arrow::before { content: "→" / ""; color: var(--mute); font-size: 1.4rem; }
  .arrow:dir(rtl)::before { content: "←" / ""; }
  .changes { display: grid; gap: 0.35rem; margin: 0; }
  .changes > div { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1rem; }
  .changes dt { color: var(--mute); }
  .changes dd { margin: 0; }
  del { color: var(--bad); background: var(--bad-bg); border-radius: 4px; padding-inline: 0.2rem; }
  ins { color: var(--ok); background: var(--ok-bg); border-radius: 4px; padding-inline: 0.2rem; text-decoration: none; }
  .copy { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.6rem; border-block: 1px solid var(--line); padding-block: 0.9rem; }
  .copy .note { display: grid; gap: 0.4rem; }
  .checked::before { content: "✓ " / ""; color: var(--ok); font-weight: 700; }
  .copy .figures dd { overflow-wrap: anywhere; }
  .field.name { max-inline-size: none; }
  .name input:disabled { opacity: 0.55; cursor: not-allowed; }
  button.danger { background: light-dark(#a61b1b, #ff9d96); color: light-dark(#fff, #2a0b09); border-color: transparent; }
  button.danger:hover:not(:disabled) { background: light-dark(#8a1414, #ffb4ae); }
  @container badgepack (inline-size < 30rem) {
    .pictures { display: grid; gap: 0.35rem; }
    .arrow { inline-size: 4.5rem; text-align: center; line-height: 1; }
    .arrow.arrow::before { content: "↓" / ""; }
    .changes > div { grid-template-columns: minmax(0, 1fr); }
  }
`;
