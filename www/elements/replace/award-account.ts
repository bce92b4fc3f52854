import { css, html, nothing, type TemplateResult } from "lit";
import type { RebakeSummary } from "../../badgepack.js";
import { number } from "../../locale.js";
import { messages } from "../../messages/replace-run.js";
import type { Saved } from "../../save.js";
import { explainSaid } from "../../said.js";
import { explainMissing } from "../../sentences.js";
import { foldingTableLook } from "../folding-table.js";
import { lostTable } from "../lost-table.js";
import { rich } from "../text.js";

/** How a run ended, and what became of the ZIP of what was baked here. */
export interface Ended {
  summary: RebakeSummary;
  /** How many pictures are in the ZIP. */
  baked: number;
  name: string;
  /** The ZIP, once people have it. */
  saved: Saved | null;
  /** Why it could not be saved. */
  problem: string;
}

/** What can be done after a run. */
interface Acts {
  save: () => void;
  again: () => void;
  another: () => void;
}

const states = ["server", "baked", "signed", "revoked", "failed"] as const;

/** What became of each award: an account that adds up, what failed and why, and what can be done about it. */
export function awardAccount({ summary, baked, name, saved, problem }: Ended, acts: Acts): TemplateResult {
  const { complete, listed, failed, listBroken, earlier } = summary;
  const title = failed > 0 ? messages.someFailed(failed) : listBroken !== null ? messages.brokenList : messages.allDone(listed);
  return html`<section class="card" part="card account" aria-labelledby="account">
    <div class="head">
      <h2 id="account" tabindex="-1" data-focus>${title}</h2>
      ${complete ? html`<span class="tag ok">${messages.complete}</span>` : html`<bdi class="tag warn">${failed > 0 ? messages.failedTag(failed) : messages.incomplete}</bdi>`}
    </div>
    ${listBroken === null ? nothing : html`<p class="note warn">${messages.broken(explainSaid(listBroken))}</p>`}
    <table class="sums" part="account-table">
      <caption class="hidden">${messages.accountCaption}</caption>
      <thead class="hidden"><tr><th scope="col">${messages.columnWhat}</th><th scope="col">${messages.columnCount}</th></tr></thead>
      <tbody>${states.map((state) => (summary[state] > 0 || state === "server" ? row(state, summary[state], hint(state, summary, baked)) : nothing))}</tbody>
      <tfoot><tr><th scope="row">${messages.sum}</th><td>${number(listed)}</td></tr></tfoot>
    </table>
    ${earlier > 0 ? html`<p class="mute small">${messages.ofEarlier(earlier)}</p>` : nothing}
    ${saved ? html`<p class="note ok">${rich(messages.picturesSaved(baked, name, saved.bytes))}</p>` : nothing}
    ${failed > 0 ? failures(summary) : nothing}
    ${problem ? html`<p class="note bad" role="alert" tabindex="-1"><bdi>${problem}</bdi></p>` : nothing}
    <div class="bar">
      ${baked > 0 && !saved ? html`<button class="main" part="save-button" @click=${acts.save}>${messages.savePictures(baked)}</button>` : nothing}
      ${complete ? nothing : html`<button class=${baked > 0 && !saved ? "" : "main"} part="retry-button" @click=${acts.again}>${messages.runAgain}</button>`}
      <button @click=${acts.another}>${messages.another}</button>
    </div>
    ${baked > 0 && !saved ? html`<p class="mute small">${messages.savePicturesHint}</p>` : complete ? nothing : html`<p class="mute small">${messages.runAgainHint}</p>`}
  </section>`;
}

function hint(state: (typeof states)[number], summary: RebakeSummary, baked: number): string {
  const earlier = summary.baked - baked;
  return state === "baked" && earlier > 0 ? `${messages.rowHints.baked} ${messages.bakedEarlier(earlier)}` : messages.rowHints[state];
}

const row = (state: (typeof states)[number], count: number, about: string): TemplateResult =>
  html`<tr class=${state}><th scope="row">${messages.rows[state]}${about ? html`<small class="mute">${about}</small>` : nothing}</th><td>${number(count)}</td></tr>`;

function failures({ failures, failed }: RebakeSummary): TemplateResult {
  const more = failed - failures.length;
  return html`<div class="by-field">
    <h3 id="failed">${messages.failedTitle}</h3>
    ${lostTable("failed", [messages.columnAward, messages.columnWhy], failures.map(({ id, recipient, ...said }) => ({
      item: html`<bdi>${recipient || id}</bdi>${recipient ? html`<br /><span class="mute small"><bdi>${id}</bdi></span>` : nothing}`, why: explainMissing(said),
    })))}
    ${more > 0 ? html`<p class="mute small">${messages.moreFailed(more)}</p>` : nothing}
  </div>`;
}

export const awardAccountLook = css`${foldingTableLook}
  .sums :is(th, td) { padding-inline: 0; }
  .sums td { text-align: end; font-variant-numeric: tabular-nums; font-weight: 600; inline-size: 6rem; }
  .sums tbody th { inline-size: auto; }
  .sums th small { display: block; font-weight: 400; max-inline-size: 40rem; }
  .sums tfoot :is(th, td) { border-block: 0; border-block-start: 2px solid var(--edge); color: inherit; }
  .sums tbody tr:last-child :is(th, td) { border-block-end: 0; }
  .sums .failed :is(th, td) { color: var(--warn); }
`;
