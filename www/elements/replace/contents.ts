import { css, html, nothing, type TemplateResult } from "lit";
import type { ClassAlignment, ClassContents } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import { webAddress } from "../inspector/words.js";
import type { TextField } from "./choices.js";
import { wordsDiff, type Piece } from "./words-diff.js";

/** Letters of a text that are drawn; what is longer is cut. */
const SHOWN = 20_000;
/** Tags, alignments and other fields that are drawn. */
const MANY = 200;

/** What a field holds, on one side of the comparison, with what the other side has not marked. */
export function contents(field: TextField, side: "now" | "after", now: ClassContents, after: ClassContents): TemplateResult {
  const own = side === "now" ? now : after;
  switch (field) {
    case "tags":
      return words(own.tags, (side === "now" ? after : now).tags, side);
    case "alignments":
      return alignments(own.alignments, (side === "now" ? after : now).alignments, side);
    case "expires": {
      const said = ({ expires }: ClassContents): string => (expires ? messages.expiry(expires.amount, expires.duration) : messages.never);
      return text(said(now), said(after), side);
    }
    case "others":
      return others(own.others, (side === "now" ? after : now).others, side);
    default:
      return own[field] === "" && now[field] === after[field] ? empty() : text(now[field], after[field], side, field === "criteriaUrl" ? "ltr" : "auto");
  }
}

const empty = (): TemplateResult => html`<span class="mute">${messages.empty}</span>`;

/** A text, word by word. */
function text(now: string, after: string, side: "now" | "after", dir: "ltr" | "auto" = "auto"): TemplateResult {
  const own = side === "now" ? "gone" : "new";
  const pieces = wordsDiff(now, after).filter(({ how }) => how === "kept" || how === own);
  if (pieces.length === 0) return empty();
  const whole = side === "now" ? now : after;
  const isLong = whole.length > 600;
  let left = SHOWN;
  const shown = pieces.flatMap(({ text, how }) => {
    const cut = text.slice(0, Math.max(0, left));
    left -= text.length;
    return cut ? marked({ text: cut, how }) : [];
  });
  return html`<div class="text ${isLong ? "long" : whole.includes("\n") ? "" : "line"}" dir=${dir} tabindex=${isLong ? 0 : nothing} role=${isLong ? "group" : nothing}>${shown}${left < 0 ? "…" : nothing}</div>`;
}

const marked = ({ text, how }: Piece): TemplateResult => (how === "gone" ? html`<del>${text}</del>` : how === "new" ? html`<ins>${text}</ins>` : html`<span>${text}</span>`);

const mark = (isSame: boolean, side: "now" | "after", content: unknown): TemplateResult => (isSame ? html`${content}` : side === "now" ? html`<del>${content}</del>` : html`<ins>${content}</ins>`);

const some = <T>(all: readonly T[], draw: (one: T) => TemplateResult): TemplateResult => html`${all.slice(0, MANY).map(draw)}${all.length > MANY ? html`<li>…</li>` : nothing}`;

function words(own: readonly string[], other: readonly string[], side: "now" | "after"): TemplateResult {
  if (own.length === 0) return empty();
  const known = new Set(other.map((tag) => tag.trim()));
  return html`<ul class="words">${some(own, (tag) => html`<li>${mark(known.has(tag.trim()), side, html`<bdi>${tag}</bdi>`)}</li>`)}</ul>`;
}

function alignments(own: readonly ClassAlignment[], other: readonly ClassAlignment[], side: "now" | "after"): TemplateResult {
  if (own.length === 0) return empty();
  const known = new Set(other.map(keyOf));
  return html`<ul class="alignments">${some(own, (one) => html`<li>${mark(known.has(keyOf(one)), side, html`<bdi>${one.targetName}</bdi>`)}
    <span class="mute small"><bdi>${[one.targetFramework, one.targetCode, webAddress(one.targetUrl)?.host ?? one.targetUrl].filter(Boolean).join(" · ")}</bdi></span></li>`)}</ul>`;
}

const keyOf = (one: ClassAlignment): string => JSON.stringify(Object.keys(messages.alignmentFields).map((key) => String(one[key] ?? "").trim()));

/** Fields that only some portals have: those that differ. */
function others(own: Record<string, unknown>, other: Record<string, unknown>, side: "now" | "after"): TemplateResult {
  const differing = Object.entries(own).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(other[key]));
  if (differing.length === 0) return empty();
  return html`<ul class="others">${some(differing, ([key, value]) => html`<li><code dir="ltr">${key}</code> ${mark(false, side, html`<bdi>${(JSON.stringify(value) ?? "").slice(0, 300)}</bdi>`)}</li>`)}</ul>`;
}

export const contentsLook = css`
  ins, del { border-radius: 3px; padding: 0 0.15em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
  ins { background: light-dark(#dff3e5, #173524); text-decoration: none; }
  ins::before { content: "+"; font-weight: 700; color: var(--ok); }
  del { background: light-dark(#fbe3e2, #3f1d1c); text-decoration: line-through; }
  .text { white-space: pre-wrap; overflow-wrap: anywhere; }
  /* One line stands where the others of its column do, whatever it is written in; several keep the side that they are read from. */
  .text.line { text-align: -webkit-match-parent; text-align: match-parent; }
  .text.long { max-block-size: 16rem; overflow-y: auto; }
  .words { display: flex; flex-wrap: wrap; gap: 0.3rem; }
  .words li { border: 1px solid var(--line); border-radius: 99px; padding: 0 0.6rem; }
  .alignments, .others { display: grid; gap: 0.35rem; }
  .alignments .small { display: block; }
`;
