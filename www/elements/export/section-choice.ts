import { css, html, nothing, type TemplateResult } from "lit";
import type { SectionProgress, Survey } from "../../badgepack.js";
import { number } from "../../locale.js";
import { messages } from "../../messages.js";
import { sectionTitle } from "../../sentences.js";
import { rich } from "../text.js";

/** How much is chosen, as one word. */
type Preset = "full" | "share" | "own";

/** Whether a section holds badges: what is left in an archive that is made to be shared. */
export const holdsBadges = ({ key }: SectionProgress): boolean => key === "badges" || key === "imported";

/** Whether the portal holds anything in a section, as far as is known. */
const holdsAnything = (section: SectionProgress): boolean => section.state !== "absent" && count(section) !== 0;

/** How many records a section has; `null` when the portal does not say. */
function count({ expected, records, state }: SectionProgress): number | null {
  return expected ?? (state === "complete" || records > 0 ? records : null);
}

/** About how many bytes a record takes in the archive: a badge by its picture, anything else by its text. */
const sizeOf = (section: SectionProgress): number => (count(section) ?? 0) * (holdsBadges(section) ? 45_000 : 700);

/** The sections that a preset stands for. */
export function sectionsOf(preset: "full" | "share", { sections }: Survey): Set<string> {
  const held = sections.filter(holdsAnything);
  return new Set((preset === "full" ? held : held.filter(holdsBadges)).map(({ key }) => key));
}

/** How many records each section has, as far as is known. */
export const countsOf = ({ sections }: Survey): Map<string, number> => new Map(sections.map((section) => [section.key, count(section) ?? 0]));

/** What the choice shows, and whom it tells. */
export interface Choice {
  survey: Survey;
  chosen: ReadonlySet<string>;
  asksForPlace: boolean;
  /** Whether something else is to be done first. */
  isSecond: boolean;
  /** Whether what is downloaded is kept: people's wish, or why it cannot be. */
  keep: TemplateResult;
  choose: (chosen: Set<string>) => void;
  save: () => void;
  signOut: () => void;
}

/** The sections with their counts, the presets, and the button that saves. */
export function sectionChoice(choice: Choice): TemplateResult {
  const { survey, chosen } = choice;
  const held = survey.sections.filter(holdsAnything);
  const total = held.reduce((sum, section) => sum + (count(section) ?? 0), 0);
  return html`<div class="cols">
    <section class="card" part="card choice" aria-labelledby="choice">
      <div class="head">
        <h2 id="choice" tabindex="-1" data-focus><slot name="choice-title">${messages.choiceTitle}</slot></h2>
        <span class="connected small"><bdi class="mute">${messages.signedInTo(survey.portal.name)}</bdi><button class="plain" @click=${choice.signOut}>${messages.signOut}</button></span>
      </div>
      <slot name="choice-note"></slot>
      ${held.length === 0 ? html`<p class="note">${messages.nothing}</p>` : html`${presets(choice)} ${noBadges(survey)}`}
      <fieldset ?hidden=${held.length === 0}>
        <legend class="hidden">${messages.choiceTitle}</legend>
        <p class="mute small total"><bdi>${messages.inAll(total)}</bdi></p>
        ${survey.sections.map((section) => row(section, choice))}
      </fieldset>
    </section>
    ${held.length === 0 ? nothing : saveCard(choice, held.filter(({ key }) => chosen.has(key)))}
  </div>`;
}

function saveCard({ chosen, asksForPlace, keep, isSecond, save }: Choice, sections: readonly SectionProgress[]): TemplateResult {
  const items = sections.reduce((sum, section) => sum + (count(section) ?? 0), 0);
  const size = sections.reduce((sum, section) => sum + sizeOf(section), 0);
  return html`<div class="aside">
    <section class="card" part="card save" aria-labelledby="save">
      <h2 id="save">${messages.saveTitle}</h2>
      <ul class="marks small">${messages.willHave.map((line) => html`<li><span>${rich(line)}</span></li>`)}</ul>
      <p class="mute small">${asksForPlace ? messages.placeAsked : messages.placeDownloads}</p>
      ${keep}
    </section>
    <div class="card act" part="card"><div class="bar">
      <button class=${isSecond ? nothing : "main"} part="save-button" ?disabled=${chosen.size === 0} @click=${save}>${messages.saveZip}</button>
      <bdi class="mute small">${chosen.size === 0 ? messages.nothingChosen : messages.chosen(items, size)}</bdi>
    </div></div>
  </div>`;
}

function presets({ survey, chosen, choose }: Choice): TemplateResult {
  const same = (other: Set<string>): boolean => other.size === chosen.size && [...other].every((key) => chosen.has(key));
  const now: Preset = same(sectionsOf("full", survey)) ? "full" : same(sectionsOf("share", survey)) ? "share" : "own";
  const option = (preset: Preset, title: string, hint: string): TemplateResult => html`<label>
    <input type="radio" name="preset" .checked=${preset === now} ?disabled=${preset === "own" && now !== "own"} @change=${() => preset !== "own" && choose(sectionsOf(preset, survey))} />
    <span>${title}${hint && html` <span class="mute small">${hint}</span>`}</span>
  </label>`;
  return html`<fieldset class="presets">
    <legend class="hidden">${messages.presets}</legend>
    ${option("full", messages.presetFull, messages.presetFullHint)}
    ${sectionsOf("share", survey).size > 0 ? option("share", messages.presetShare, messages.presetShareHint) : nothing}
    ${option("own", messages.presetOwn, "")}
  </fieldset>`;
}

function noBadges({ sections }: Survey): TemplateResult | typeof nothing {
  return sections.some((section) => holdsBadges(section) && holdsAnything(section)) ? nothing : html`<p class="note">${messages.noBadges}</p>`;
}

function row(section: SectionProgress, { chosen, choose }: Choice): TemplateResult {
  const held = holdsAnything(section);
  const items = count(section);
  const toggle = (): void => {
    const next = new Set(chosen);
    if (!next.delete(section.key)) next.add(section.key);
    choose(next);
  };
  return html`<label class="row">
    <input type="checkbox" .checked=${held && chosen.has(section.key)} ?disabled=${!held} @change=${toggle} />
    <span>
      <bdi>${sectionTitle(section.title)}</bdi> ${section.sensitive ? html`<span class="tag warn">${messages.sensitive}</span>` : nothing}
      ${held ? hint(section) : nothing}
    </span>
    <bdi class="count">${!held ? messages.none : items === null ? messages.countUnknown : number(items)}</bdi>
  </label>`;
}

function hint(section: SectionProgress): TemplateResult | typeof nothing {
  const text = section.sensitive ? messages.sensitiveHint : section.key === "badges" ? messages.badgesHint : section.key === "imported" ? messages.imported : "";
  return text ? html`<small class="mute">${text}</small>` : nothing;
}

export const sectionChoiceLook = css`
  .presets { display: flex; flex-wrap: wrap; gap: 0 1.75rem; }
  .presets label { display: flex; gap: 0.6rem; align-items: center; min-block-size: 44px; }
  .total { padding-block-end: 0.4rem; }
  .presets label { cursor: pointer; }
  .presets label:has(:disabled) { cursor: default; color: var(--mute); }
  /* Two cards that look like one: where there is one column, the lower one stays in sight while people choose. */
  .aside > section { border-block-end: 0; border-end-start-radius: 0; border-end-end-radius: 0; padding-block-end: 0; }
  .act { border-block-start: 0; border-start-start-radius: 0; border-start-end-radius: 0; padding-block-start: 0.9rem; }
  @container badgepack (inline-size >= 46rem) { .aside { position: sticky; inset-block-start: 1rem; } }
  @container badgepack (inline-size < 46rem) {
    .cols { display: flex; flex-direction: column; align-items: stretch; }
    .aside { display: contents; }
    .act { margin-block-start: -1rem; }
  }
  @media (min-height: 30rem) {
    @container badgepack (inline-size < 46rem) {
      .act { position: sticky; inset-block-end: 0; padding-block: 0.75rem; box-shadow: 0 -1px var(--line); }
      .cols :is(input, button, section) { scroll-margin-block-end: 8rem; } /* What the keyboard reaches is not behind it. */
    }
  }
`;
