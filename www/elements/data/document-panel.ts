import { css, html, nothing, type TemplateResult } from "lit";
import { number } from "../../locale.js";
import { messages } from "../../messages/data.js";
import type { Choices, DocumentChoice, Place } from "./choice.js";
import { classChoice } from "./table-panel.js";

/** What a panel shows, and whom it tells. */
export interface DocumentPanel {
  tab: "issuer" | "class";
  choices: Choices;
  place: Place;
  /** Awards of the issuer, where a look counted them all. */
  awards: number | null;
  /** Whether assertions were just turned off with their badge classes. */
  turnedOff: boolean;
  choose: (chosen: Partial<DocumentChoice>) => void;
  save: () => void;
}

/** About how many bytes a record takes as JSON, and a picture in the archive. */
const SIZE = { class: 1_300, assertion: 1_500, picture: 30_000 };

/** An issuer or a badge class as JSON: what is in it, and how large it will be. */
export function documentPanel({ tab, choices, place, awards, turnedOff, choose, save }: DocumentPanel): TemplateResult {
  const { contents } = place;
  const choice = choices[tab];
  const isIssuer = tab === "issuer";
  const count = isIssuer ? contents.badgeClasses.length : 1;
  const hasClasses = count > 0 && (!isIssuer || choice.badgeClasses);
  const check = (name: keyof DocumentChoice, title: string, hint: string, count: string, size: string, disabled = false, nested = false): TemplateResult => html`<label class="row ${nested ? "nested" : ""}">
    <input type="checkbox" .checked=${choice[name] === true && !disabled} ?disabled=${disabled} @change=${() => choose({ [name]: !choice[name] })} />
    <span>${title}${hint ? html`<small class="mute">${hint}</small>` : nothing}</span>
    ${count || size ? html`<span class="amounts"><bdi>${count}</bdi><bdi>${size}</bdi></span>` : nothing}
  </label>`;
  const there = (name: "groups" | "pathways"): string => ({ available: "", none: messages.none, "not-on-this-portal": messages.notHere })[contents[name]];
  return html`<section class="card" part="card options" aria-label=${messages.tabs[tab]}>
    <p>${messages.about[tab]}</p>
    ${isIssuer ? nothing : classChoice(place, choice.badgeClass, (badgeClass) => choose({ badgeClass }))}
    <fieldset part="include">
      <legend>${messages.include}</legend>
      ${isIssuer ? check("badgeClasses", messages.classes, "", count === 0 ? messages.none : number(count), count === 0 ? "" : messages.about_(count * SIZE.class), count === 0) : nothing}
      ${check("assertions", messages.assertions, messages.assertionsHint, isIssuer ? (awards === null ? messages.notCounted : number(awards)) : "", isIssuer && awards !== null ? messages.about_(awards * SIZE.assertion) : "", !hasClasses, isIssuer)}
      <p role="status" class=${turnedOff ? "note small" : "hidden"}>${turnedOff ? messages.assertionsOff : nothing}</p>
      ${isIssuer
        ? html`${check("recipientGroups", messages.recipientGroups, messages.recipientGroupsHint, there("groups"), "", contents.groups !== "available")}
            ${check("pathways", messages.pathways, "", there("pathways"), "", contents.pathways !== "available")}`
        : nothing}
      ${check("staff", messages.staff, messages.toggleHints.staff, "", "")}
      ${check("compress", messages.compress, choice.compress ? messages.compressOn : messages.compressOff, "", choice.compress && hasClasses ? messages.about_(count * SIZE.picture) : "")}
    </fieldset>
    <div class="bar"><button class="main" part="save-button" @click=${save}>${isIssuer ? messages.saveJson : messages.saveClass}</button></div>
  </section>`;
}

export const documentPanelLook = css`
  .nested { padding-inline-start: 1.95rem; }
  .amounts { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 1.25rem; color: var(--mute); font-variant-numeric: tabular-nums; }
  .amounts bdi { text-align: end; }
  .amounts bdi:last-child { min-inline-size: 4.5rem; }
  @container badgepack (inline-size < 30rem) {
    .amounts { flex-direction: column; }
    .amounts bdi:last-child { min-inline-size: 0; }
  }
`;
