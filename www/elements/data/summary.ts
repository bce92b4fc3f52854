import { css, html, nothing, type TemplateResult } from "lit";
import type { DocumentSummary, TableSummary } from "../../badgepack.js";
import { bytes, number } from "../../locale.js";
import { messages } from "../../messages/data.js";
import { explainMissing } from "../../sentences.js";
import { figure } from "../figure.js";
import { foldingTableLook } from "../folding-table.js";
import { lostTable } from "../lost-table.js";
import type { Finished } from "../run.js";
import { readBackFigure, runProgress } from "../run-progress.js";
import { rich } from "../text.js";
import type { Tab } from "./choice.js";
import type { DataRun } from "./data-run.js";

/** A run on its way, with what it counts. */
export function dataProgress(run: DataRun): TemplateResult {
  const { progress } = run;
  const phase = messages.phases[progress?.phase ?? "connecting"];
  return runProgress(run, {
    now: progress?.current && progress.phase === "reading" ? html`<bdi>${progress.current}</bdi>` : phase,
    counts: !progress || "listed" in progress ? tableCounts(run) : documentCounts(progress),
    bytes: progress?.bytes ?? 0,
    waiting: progress?.waiting ?? null,
    cancel: () => run.cancel(),
  });
}

function tableCounts({ progress, extent, order }: DataRun): TemplateResult {
  const told = progress && "listed" in progress ? progress : null;
  const { done, total } = extent;
  return html`${figure(messages.figureRows, number(told?.rows ?? 0))}
    ${told && told.listed !== told.rows || total > 0 ? figure(messages.figureListed, total === 0 ? number(done) : (order.expected > 0 ? messages.ofRecords : messages.ofAbout)(done, total)) : nothing}
    ${told && told.issuers > 1 ? figure(messages.figureIssuers, messages.ofRecords(told.issuersDone, told.issuers)) : nothing}`;
}

function documentCounts({ badgeClasses, assertions, recipientGroups, pathways, pictures }: Counted): TemplateResult {
  const counts = [[messages.figureClasses, badgeClasses], [messages.figureAssertions, assertions], [messages.figureGroups, recipientGroups], [messages.figurePathways, pathways], [messages.figurePictures, pictures]] as const;
  return html`${counts.map(([name, count]) => (count > 0 ? figure(name, number(count)) : nothing))}`;
}

type Counted = Pick<DocumentSummary, "badgeClasses" | "assertions" | "recipientGroups" | "pathways" | "pictures">;

/** What was saved: how much, where, and what is to be known about it. */
export function dataSummary({ summary, saved, name, checked }: Finished<TableSummary | DocumentSummary>, tab: Tab, back: () => void): TemplateResult {
  const isTable = "rows" in summary;
  const lost = isTable ? 0 : summary.failed;
  const title = isTable ? messages.savedRows(tab, summary.rows) : tab === "issuer" ? messages.savedDocument : messages.savedClass;
  return html`<section class="card" part="card summary" aria-labelledby="summary">
    <div class="head">
      <h2 id="summary" tabindex="-1" data-focus><bdi>${title}</bdi></h2>
      ${lost > 0 ? html`<bdi class="tag warn">${messages.picturesMissing(lost)}</bdi>` : html`<span class="tag ok">${messages.complete}</span>`}
    </div>
    <dl class="figures">
      ${figure(messages.figureFile, name)} ${figure(messages.figureSize, bytes(saved.bytes))} ${name.endsWith(".zip") ? readBackFigure(checked) : nothing}
      ${isTable ? (tab === "awards" ? statuses(summary) : nothing) : documentCounts(summary)}
    </dl>
    <p class="note ${lost > 0 ? "" : "ok"}">${saved.way === "picker" ? messages.whereChosen : messages.whereDownloads}</p>
    ${isTable ? remarks(summary, tab) : lost > 0 ? missingPictures(summary) : nothing}
    <div class="bar"><button class="main" part="back-button" @click=${back}>${messages.backToExports}</button></div>
  </section>`;
}

function statuses({ byStatus: { active, expired, revoked } }: TableSummary): TemplateResult {
  return html`${figure(messages.figureActive, number(active))} ${figure(messages.figureExpired, number(expired))} ${figure(messages.figureRevoked, number(revoked))}`;
}

function remarks({ skipped, undated, duplicates, late, empty }: TableSummary, tab: Tab): TemplateResult {
  const said = [
    [skipped, tab === "awards" ? messages.skipped : messages.skippedRows], [undated, messages.undated], [duplicates, messages.duplicates], [late, messages.late],
  ] as const;
  const lines = said.filter(([count]) => count > 0).map(([count, text]) => text(count));
  return html`<ul class="remarks small">
    <li>${messages.good}</li>
    ${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}
    ${empty.length > 0 ? html`<li>${messages.emptyColumns}: ${empty.map((column, at) => html`${at > 0 ? messages.comma : ""}<bdi dir="ltr">${column}</bdi>`)}.</li>` : nothing}
  </ul>`;
}

function missingPictures({ missing }: DocumentSummary): TemplateResult {
  return html`<div>
    <h3 id="missing">${messages.missingTitle}</h3>
    <p class="mute small">${rich(messages.missingNote)}</p>
    ${lostTable("missing", messages.missingColumns, missing.map(({ name, id, ...said }) => ({ item: html`<bdi>${name || id}</bdi>`, why: explainMissing(said) })))}
  </div>`;
}

export const dataSummaryLook = css`${foldingTableLook}
  .figures dd { overflow-wrap: anywhere; }
  .remarks { display: grid; gap: 0.25rem; color: var(--mute); }
`;
