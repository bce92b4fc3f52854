import { css, html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages/data.js";
import { explain } from "../../sentences.js";
import { emptiness, organizationOf, toggled, type AwardsChoice, type Choices, type Place, type Problem, type Tab } from "./choice.js";
import { columnChoice } from "./columns.js";
import type { Look } from "./look.js";
import { periodChoice } from "./period-choice.js";
import { amount, firstRows, nothingToSave, overview } from "./preview.js";

export type TableTab = Exclude<Tab, "issuer" | "class">;

/** What a panel shows, and whom it tells. */
export interface TablePanel {
  tab: TableTab;
  choices: Choices;
  place: Place;
  look: Look;
  problem: Problem;
  choose: (chosen: Partial<AwardsChoice>) => void;
  save: () => void;
  copy: () => void;
}

/** A table: what is to be in it, what it will be, and its first rows. */
export function tablePanel(panel: TablePanel): TemplateResult {
  const { tab, choices, place, look, problem, choose } = panel;
  const isAwards = tab === "awards";
  const { from, to } = choices.awards;
  const blocked = problem.said || nothingToSave(look);
  const isSaid = problem.kind === "period"; // Beside the days, where it can be mended.
  return html`<div class="cols">
      <section class="card" part="card options" aria-label=${messages.tabs[tab]}>
        ${isAwards ? html`${scopeChoice(panel)} ${periodChoice(choices.awards, choose, isSaid ? problem.said : "")}` : html`<p>${messages.about[tab]}</p>`}
        <div class="more">${toggles(panel)} ${columnChoice(tab, choices[tab], place, choose)}</div>
        <div class="bar">
          <button class="main" part="save-button" ?disabled=${blocked !== ""} aria-describedby=${isSaid ? "backwards" : nothing} @click=${panel.save}>${messages.saveCsv}</button>
          <button part="copy-button" ?disabled=${!look.preview?.rows.length} @click=${panel.copy}>${messages.copy}</button>
          <bdi class="mute small" aria-hidden="true">${isSaid ? nothing : blocked || amount(look)}</bdi>
          <span class="hidden" role="status">${isSaid ? nothing : blocked || (look.state === "reading" ? nothing : amount(look))}</span>
        </div>
        ${!isAwards && look.error && !nothingToSave(look) ? html`<p class="note warn">${messages.lookFailed} <bdi>${explain(look.error)}</bdi></p>` : nothing}
      </section>
      ${isAwards ? overview(look, !from && !to) : nothing}
    </div>
    ${firstRows(look, isAwards)}`;
}

function scopeChoice({ choices, place, choose }: TablePanel): TemplateResult {
  const { directory, contents } = place;
  const { scope, badgeClass } = choices.awards;
  const whole = organizationOf(directory, contents.issuer.organization);
  const issuers = whole ? directory.issuers.filter(({ organization }) => organization === null || organization === whole.id) : directory.issuers;
  const option = (name: AwardsChoice["scope"], label: string): TemplateResult => html`<label class="row">
    <input type="radio" name="scope" .checked=${scope === name} @change=${() => choose({ scope: name })} /><span><bdi>${label}</bdi></span>
  </label>`;
  return html`<fieldset class="scope" part="scope">
    <legend>${messages.scope}</legend>
    ${option("issuer", messages.thisIssuer)}
    ${contents.badgeClasses.length > 0 ? option("class", messages.oneClass) : nothing}
    ${scope === "class" ? classChoice(place, badgeClass, (chosen) => choose({ badgeClass: chosen })) : nothing}
    ${whole || directory.issuers.length > 1 ? option("all", whole ? messages.organization(whole.name, issuers.length) : messages.allIssuers(directory.issuers.length)) : nothing}
    ${!whole && scope === "all" ? html`<p class="mute small inset">${messages.noOrganizations}</p>` : nothing}
  </fieldset>`;
}

/** One badge class of those that the issuer has. */
export function classChoice({ contents }: Place, chosen: string, choose: (id: string) => void): TemplateResult {
  return html`<div class="field inset">
    <label for="class">${messages.badgeClass}</label>
    <select id="class" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${contents.badgeClasses.map(({ id, name, archived }) => html`<option value=${id} ?selected=${id === chosen}>${archived ? messages.archived(name) : name}</option>`)}
    </select>
  </div>`;
}

type Toggle = keyof typeof messages.toggles;

const TOGGLES: Record<TableTab, readonly Toggle[]> = {
  awards: [],
  groups: ["creation", "expiration", "archived", "staff"],
  badges: ["archived"],
  learners: ["archived"],
  members: ["archived", "staff"],
};

function toggles({ tab, choices, place, choose }: TablePanel): TemplateResult[] {
  const choice = choices[tab];
  return TOGGLES[tab].map((name) => {
    const columns = tab === "groups" ? toggled(name, place.tables.groups.columns) : [];
    const isEmpty = columns.length > 0 && columns.every((column) => emptiness(column, place.directory));
    const hint = [messages.toggleHints[name], isEmpty ? messages.leftEmpty : ""].filter(Boolean).join(" ");
    return html`<label class="row"><input type="checkbox" .checked=${choice[name]} @change=${() => choose({ [name]: !choice[name] })} />
      <span>${tab === "groups" && name === "staff" ? messages.staffOfGroups : messages.toggles[name]}${hint ? html`<small class="mute">${hint}</small>` : nothing}</span></label>`;
  });
}

export const tablePanelLook = css`
  legend { padding-block-end: 0.35rem; }
  :is(.scope, .more) .row { border: 0; }
  .scope .row { min-block-size: 40px; padding-block: 0.4rem; }
  .inset { margin-inline-start: 1.95rem; margin-block-end: 0.4rem; }
  .more { border-block-start: 1px solid var(--line); padding-block-start: 0.3rem; }
  @media (pointer: coarse) { .scope .row { min-block-size: 44px; } }
`;
