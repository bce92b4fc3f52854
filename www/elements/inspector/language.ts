import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages/card.js";
import type { Subject } from "./subject.js";

/** The languages that a badge is written in, to choose one; nothing where there is but one. */
export function languageChoice(subject: Subject, language: string, choose: (language: string) => void): TemplateResult | typeof nothing {
  const languages = languagesOf(subject);
  if (languages.length < 2) return nothing;
  return html`<div class="field language"><label for="language">${messages.language}</label>
    <select id="language" @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>${languages.map((one) => html`<option value=${one} ?selected=${one === language}>${nameOf(one)}</option>`)}</select></div>`;
}

/** Every language that a subject has texts in, in the order of their appearance. */
function languagesOf({ badge, class: known, issuer }: Subject): string[] {
  const texts = [badge?.name, badge?.narrative, known?.name, known?.description, ...(known?.criteria.map(({ narrative }) => narrative) ?? []), issuer?.name, issuer?.description];
  return [...new Set(texts.flatMap((text) => text?.flatMap(({ language }) => language ?? []) ?? []))];
}

function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language, "en"], { type: "language" }).of(language) ?? language;
  } catch {
    return language; // A badge may call anything a language.
  }
}
