import { html, type TemplateResult } from "lit";

/** A figure and what it is, for a list of figures. */
export function figure(name: string, value: string): TemplateResult {
  return html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`;
}
