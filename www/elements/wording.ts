import { html, type TemplateResult } from "lit";

/** The words of the page for parts of an element, which it gives as children with a `slot`, handed on to an element within it. */
export const handOn = (host: Element, ...names: string[]): TemplateResult[] =>
  names.filter((name) => host.querySelector(`:scope > [slot="${name}"]`)).map((name) => html`<slot name=${name} slot=${name}></slot>`);
