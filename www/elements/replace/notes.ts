import { css, html, nothing, type TemplateResult } from "lit";
import type { ClassField, Note } from "../../badgepack.js";
import { explainSaid } from "../../said.js";

const LOOKS: Record<Note["weight"], string> = { told: "", warned: "warn", refused: "bad" };
const ORDER: Note["weight"][] = ["refused", "warned", "told"];

/** What is to be said of a field, or of the whole; each sentence once, the heaviest first. */
export function notesOf(all: readonly Note[], field: ClassField | null): Note[] {
  const own = all.filter((note) => note.field === field);
  const once = own.filter(({ text }, at) => own.findIndex((note) => note.text === text) === at);
  return once.sort((one, other) => ORDER.indexOf(one.weight) - ORDER.indexOf(other.weight));
}

/** The notes of a field; people are led to them where something cannot be sent. */
export function notes(all: readonly Note[], field: ClassField | null): TemplateResult | typeof nothing {
  const own = notesOf(all, field);
  if (own.length === 0) return nothing;
  return html`<ul class="notes" part="notes" tabindex="-1" data-notes=${field ?? "all"}>${own.map(({ weight, text }) => html`<li class="note small ${LOOKS[weight]}"><bdi>${explainSaid(text)}</bdi></li>`)}</ul>`;
}

export const notesLook = css`
  .notes { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.35rem; margin-block-start: 0.45rem; border-radius: 6px; }
  .notes .note { padding-block: 0.35rem; }
`;
