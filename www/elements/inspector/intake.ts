import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages/inspector.js";

/** The forms that open below the buttons. */
export type Form = "none" | "address" | "text";

/** What the drop area shows, and what its buttons do. */
export interface Intake {
  form: Form;
  /** Something is being dragged over the page. */
  dropping: boolean;
  /** Something is shown below, so the area makes itself small. */
  small: boolean;
  /** What is wrong with what was entered: a sentence, or nothing. */
  problem: TemplateResult | string;
  choose: () => void;
  paste: () => void;
  open: (form: Form) => void;
  /** Closes a form that the keyboard is in. */
  close: (form: Form) => void;
  example: () => void;
  address: (address: string) => void;
  text: (text: string) => void;
}

/** The place where everything begins. */
export function intake(area: Intake): TemplateResult {
  const { form, dropping, small, problem } = area;
  const toggle = (which: Form, label: string): TemplateResult =>
    html`<button aria-expanded=${form === which} data-form=${which} @click=${() => area.open(form === which ? "none" : which)}>${label}</button>`;
  return html`<section class="drop ${dropping ? "over" : ""} ${small ? "little" : ""}" part="drop" aria-labelledby="intake">
    <h2 id="intake">${dropping ? messages.dropNow : small ? messages.dropMore : html`<slot name="drop-title">${messages.drop}</slot>`}</h2>
    ${small ? nothing : html`<p class="mute">${messages.kinds}</p>`}
    <div class="bar">
      <button class="main" part="choose-button" @click=${area.choose}>${messages.choose}</button>
      <button part="paste-button" @click=${area.paste}>${messages.paste}</button>
      ${toggle("address", messages.fromWeb)} ${toggle("text", messages.fromText)}
      <button class="plain" part="example-button" @click=${area.example}>${messages.example}</button>
    </div>
    ${form === "address" ? addressForm(area, problem) : form === "text" ? textForm(area, problem) : nothing}
    ${small ? nothing : html`<p class="mute small"><slot name="drop-note">${messages.local}</slot></p>`}
  </section>`;
}

function addressForm(area: Intake, problem: Intake["problem"]): TemplateResult {
  return html`<form novalidate @keydown=${escape(area)} @submit=${(event: SubmitEvent) => area.address(entered(event))}>
    <div class="field">
      <label for="entry">${messages.address}</label>
      <input id="entry" name="entry" type="url" inputmode="url" autocomplete="url" spellcheck="false" dir="ltr" aria-invalid=${problem ? "true" : nothing} aria-describedby=${problem ? "problem entry-hint" : "entry-hint"} />
      <span id="entry-hint" class="mute small">${messages.addressHint}</span>
    </div>
    ${problemNote(problem)}
    <div class="bar"><button class="main" part="fetch-button">${messages.fetch}</button></div>
  </form>`;
}

function textForm(area: Intake, problem: Intake["problem"]): TemplateResult {
  return html`<form novalidate @keydown=${escape(area)} @submit=${(event: SubmitEvent) => area.text(entered(event))}>
    <div class="field">
      <label for="entry">${messages.text}</label>
      <textarea id="entry" name="entry" rows="6" spellcheck="false" autocapitalize="none" dir="ltr" aria-invalid=${problem ? "true" : nothing} aria-describedby=${problem ? "problem entry-hint" : "entry-hint"}></textarea>
      <span id="entry-hint" class="mute small">${messages.textHint}</span>
    </div>
    ${problemNote(problem)}
    <div class="bar"><button class="main" part="show-button">${messages.show}</button></div>
  </form>`;
}

/** The Escape key closes a form, unless it ends the writing of a character. */
const escape = ({ form, close }: Intake) => (event: KeyboardEvent): void => {
  if (event.key === "Escape" && !event.isComposing) close(form);
};

const problemNote = (problem: Intake["problem"]): TemplateResult | typeof nothing => (problem ? html`<div id="problem" class="note bad" role="alert">${problem}</div>` : nothing);

function entered(event: SubmitEvent): string {
  event.preventDefault();
  const value = new FormData(event.target as HTMLFormElement).get("entry");
  return typeof value === "string" ? value.trim() : "";
}
