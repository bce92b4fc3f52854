import { html, type TemplateResult } from "lit";

/** A text of the catalogue, with its `backquoted` pieces as code. */
export function rich(text: string): TemplateResult[] {
  return text.split("`").map((piece, at) => (at % 2 === 1 ? html`<code dir="ltr">${piece}</code>` : html`${piece}`));
}
