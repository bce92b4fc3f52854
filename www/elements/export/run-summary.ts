import { css, html, nothing, type TemplateResult } from "lit";
import type { Missing, SectionProgress, Summary } from "../../badgepack.js";
import { bytes } from "../../locale.js";
import { messages } from "../../messages.js";
import { explainMissing, sectionTitle } from "../../sentences.js";
import { figure } from "../figure.js";
import { foldingTableLook } from "../folding-table.js";
import { lostTable, type Lost } from "../lost-table.js";
import type { Finished } from "../run.js";
import { readBackFigure } from "../run-progress.js";
import { rich } from "../text.js";

/** What can be done after a run, and what is offered first. */
export interface Next {
  offer: "retry" | "sign-in" | "nothing";
  retry: () => void;
  signIn: () => void;
  again: () => void;
}

/** What a second, smaller archive is made of. */
export interface Rest {
  sections: string[];
  only: { section: string; id: string }[];
  /** How many records each section then has. */
  known: Map<string, number>;
}

/** What a second, smaller archive is made of: the items that failed, and whole sections where they are not all known. */
export function restOf({ sections, missing }: Summary): Rest {
  const rest: Rest = { sections: [], only: [], known: new Map() };
  for (const { key, state, failed, expected, records } of sections) {
    const lost = missing.filter((item) => item.section === key && item.state === "failed");
    const ids = new Set(lost.map(({ id }) => id)); // A badge may have lost both its credential and its picture.
    const whole = state === "incomplete" || lost.length < failed;
    if (!whole && ids.size === 0) continue;
    rest.sections.push(key);
    rest.known.set(key, whole ? expected ?? records : ids.size);
    if (!whole) rest.only.push(...[...ids].map((id) => ({ section: key, id })));
  }
  return rest;
}

/** Whether something is missing because the sign-in ended. */
export const signedOut = ({ sections, missing }: Summary): boolean => [...sections, ...missing].some(({ code }) => code === "signed-out");

/** Records of a list that it broke off before. */
const unread = ({ state, expected, records }: SectionProgress): number => (state === "incomplete" ? Math.max(0, (expected ?? 0) - records) : 0);

/** Records, and how many of them are in the archive with all their parts: as people count, a badge and its picture are one. */
function records({ sections, missing }: Summary): { all: number; whole: number } {
  const never = sections.reduce((sum, section) => sum + unread(section), 0);
  const all = sections.reduce((sum, section) => sum + section.records, never);
  const unlisted = sections.reduce((sum, { failed }) => sum + failed, 0) - missing.filter(({ state }) => state === "failed").length;
  const broken = new Set(missing.filter(({ state }) => state === "failed").map(({ section, id }) => `${section}/${id}`));
  return { all, whole: Math.max(0, all - broken.size - unlisted - never) };
}

/** What was saved, what was not and why, and what can be done about it. */
export function runSummary({ summary, saved, name, checked }: Finished<Summary>, next: Next): TemplateResult {
  const { complete } = summary;
  const { all, whole } = records(summary);
  const left = summary.failed + summary.skipped;
  const lost = all - whole || left;
  return html`<section class="card" part="card summary" aria-labelledby="summary">
    <div class="head">
      <h2 id="summary" tabindex="-1" data-focus><bdi>${whole < all ? messages.doneSome(whole, all) : complete ? messages.doneAll(all) : messages.donePart(all)}</bdi></h2>
      ${complete
        ? html`<span class="tag ok">${messages.complete}</span>`
        : html`<bdi class="tag warn">${lost > 0 ? messages.missing(lost) : messages.someIncomplete}</bdi>`}
    </div>
    <dl class="figures">
      ${figure(messages.figureFile, name)} ${figure(messages.figureSize, bytes(saved.bytes))} ${figure(messages.figurePortal, summary.portal.name)} ${readBackFigure(checked)}
    </dl>
    <p class="note ${complete ? "ok" : ""}">${saved.way === "picker" ? nothing : html`${messages.wayDownloads} `}<slot name="done-note">${rich(messages.openIt)}</slot></p>
    ${left > 0 || !complete ? missingTable(summary) : nothing} ${complete ? nothing : offer(summary, next)}
    <div class="bar"><button @click=${next.again}>${messages.again}</button></div>
  </section>`;
}

function offer(summary: Summary, next: Next): TemplateResult | typeof nothing {
  if (next.offer === "nothing" || restOf(summary).sections.length === 0) return nothing;
  return next.offer === "sign-in"
    ? html`<div class="bar"><button class="main" part="sign-in-button" @click=${next.signIn}>${messages.signInAgain}</button><span class="mute small">${messages.signInAgainHint}</span></div>`
    : html`<div class="bar"><button class="main" part="retry-button" @click=${next.retry}>${messages.tryRest}</button><span class="mute small">${messages.tryRestHint}</span></div>`;
}

function missingTable(summary: Summary): TemplateResult {
  const incomplete = summary.sections.filter(({ state }) => state === "incomplete");
  const more = summary.failed + summary.skipped - summary.missing.length;
  return html`<div class="missing">
    <h3 id="missing">${messages.missingTitle}</h3>
    <p class="mute small">${rich(messages.missingNote)}</p>
    ${lostTable("missing", [messages.columnItem, messages.columnReason], [...incomplete.map(incompleteRow), ...summary.missing.map((item) => missingRow(item, summary))])}
    ${more > 0 ? html`<p class="mute small">${messages.moreMissing(more)}</p>` : nothing}
  </div>`;
}

function incompleteRow(section: SectionProgress): Lost {
  const { title, code, why } = section;
  const lost = unread(section);
  return {
    item: html`<bdi>${messages.wholeSection(sectionTitle(title))}</bdi> ${lost > 0 ? html`<span class="mute small detail"><bdi>${messages.missing(lost)}</bdi></span>` : nothing}`,
    why: code && why ? explainMissing({ code, why }) : messages.incompleteReason,
  };
}

function missingRow({ section, name, id, part, ...said }: Missing, { sections }: Summary): Lost {
  const title = sectionTitle(sections.find(({ key }) => key === section)?.title ?? section);
  const detail = [title, messages.parts[part]].filter(Boolean).join(" · ");
  return { item: html`<bdi>${name || id}</bdi> <span class="mute small detail"><bdi>${detail}</bdi></span>`, why: explainMissing(said) };
}

export const runSummaryLook = css`${foldingTableLook}
  .missing { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.35rem; }
  .detail { display: block; font-weight: 400; }
  .figures dd { overflow-wrap: anywhere; }
`;
