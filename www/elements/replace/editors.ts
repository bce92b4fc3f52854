import { css, html, nothing, type TemplateResult } from "lit";
import type { ClassAlignment, ClassContents, Expires } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import type { TextField } from "./choices.js";

/** Takes what people wrote. */
export type Edit = (value: ClassContents[TextField]) => void;

/** What a field is edited with. */
export function editor(field: Exclude<TextField, "others">, value: ClassContents[TextField], edit: Edit): TemplateResult {
  switch (field) {
    case "tags":
      return tags(value as string[], edit);
    case "alignments":
      return alignments(value as ClassAlignment[], edit);
    case "expires":
      return expiry(value as Expires | null, edit);
    case "description":
    case "criteriaNarrative":
      return html`<div class="field"><textarea aria-label=${messages.fields[field]} dir="auto" rows=${field === "description" ? 3 : 7} .value=${value as string} @input=${(event: Event) => edit(valueOf(event))}></textarea></div>
        ${field === "criteriaNarrative" ? html`<badgepack-markdown-preview .text=${value as string}></badgepack-markdown-preview>` : nothing}`;
    default:
      return html`<div class="field"><input aria-label=${messages.fields[field]} dir=${field === "criteriaUrl" ? "ltr" : "auto"} type=${field === "criteriaUrl" ? "url" : "text"} autocomplete="off" .value=${value as string} @input=${(event: Event) => edit(valueOf(event))} /></div>`;
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

function tags(all: readonly string[], edit: Edit): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).querySelector("input");
    const more = (input?.value ?? "").split(",").map((tag) => tag.trim()).filter((tag) => tag && !all.includes(tag));
    if (!input || more.length === 0) return;
    edit([...all, ...more]);
    input.value = "";
    input.focus();
  };
  const remove = (event: Event, tag: string): void => {
    (event.currentTarget as HTMLElement).closest(".editor")?.querySelector("input")?.focus(); // The button is gone in a moment.
    edit(all.filter((one) => one !== tag));
  };
  return html`<div class="editor">
    ${all.length === 0 ? html`<p class="mute small">${messages.noTags}</p>` : html`<ul class="words" aria-label=${messages.tagsOf}>${all.map((tag) => html`<li><bdi>${tag}</bdi><button type="button" class="plain remove" aria-label=${messages.removeTag(tag)} @click=${(event: Event) => remove(event, tag)}>×</button></li>`)}</ul>`}
    <form class="inline" novalidate @submit=${add}><div class="field"><input aria-label=${messages.tag} placeholder=${messages.tag} autocomplete="off" dir="auto" /></div><button>${messages.addTag}</button></form>
  </div>`;
}

function alignments(all: readonly ClassAlignment[], edit: Edit): TemplateResult {
  const set = (at: number, key: string, value: string): void => edit(all.map((one, index) => (index === at ? { ...one, [key]: value || null } : one)));
  const remove = (event: Event, at: number): void => {
    (event.currentTarget as HTMLElement).closest(".editor")?.querySelector<HTMLElement>(".add")?.focus();
    edit(all.filter((_, index) => index !== at));
  };
  return html`<div class="editor">
    ${all.length === 0 ? html`<p class="mute small">${messages.noAlignments}</p>` : nothing}
    ${all.map((one, at) => html`<fieldset class="alignment"><legend>${messages.alignment(at + 1)}</legend>
      ${Object.entries(messages.alignmentFields).map(([key, label]) => html`<div class="field"><label class="small">${label}<input type=${key === "targetUrl" ? "url" : "text"} dir=${key === "targetUrl" ? "ltr" : "auto"} autocomplete="off" .value=${String(one[key] ?? "")} @input=${(event: Event) => set(at, key, valueOf(event))} /></label></div>`)}
      <button type="button" class="plain" @click=${(event: Event) => remove(event, at)}>${messages.removeAlignment}</button>
    </fieldset>`)}
    <button type="button" class="add" @click=${() => edit([...all, { targetName: "", targetUrl: "" }])}>${messages.addAlignment}</button>
  </div>`;
}

function expiry(value: Expires | null, edit: Edit): TemplateResult {
  const unit = value?.duration ?? "years";
  const set = (event: Event): void => {
    const box = (event.currentTarget as HTMLElement).closest(".expiry");
    const [input, select] = [box?.querySelector("input"), box?.querySelector("select")];
    if (!input || !select) return;
    input.value = input.value.replace(/\D|^0+/g, ""); // Whatever is no digit does not stay, so that nobody takes it for part of the number.
    edit(input.value ? { amount: Number(input.value), duration: select.value as Expires["duration"] } : null);
  };
  return html`<div class="expiry editor">
    <div class="inline">
      <div class="field"><label class="small">${messages.amount}<input inputmode="numeric" maxlength="5" autocomplete="off" dir="ltr" .value=${value ? String(value.amount) : ""} @input=${set} /></label></div>
      <div class="field"><label class="small">${messages.unit}<select @change=${set}>${Object.entries(messages.units).map(([name, label]) => html`<option value=${name} ?selected=${name === unit}>${label}</option>`)}</select></label></div>
    </div>
    <p class="mute small">${messages.amountHint}</p>
  </div>`;
}

export const editorsLook = css`
  .field { max-inline-size: none; }
  .field textarea { font: inherit; }
  .editor label { font-weight: 400; color: var(--mute); }
  .editor { display: grid; gap: 0.6rem; justify-items: start; }
  .inline { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; }
  .inline .field { flex: 1 1 7rem; }
  .editor .words li { display: flex; align-items: center; padding-inline-end: 0; }
  .remove { min-block-size: 1.75rem; min-inline-size: 1.75rem; padding: 0; margin: 0; }
  .alignment { inline-size: 100%; display: grid; gap: 0.35rem; border: 1px solid var(--line); border-radius: 9px; padding: 0.6rem 0.75rem; }
  .alignment button { justify-self: start; margin: 0; }
`;
