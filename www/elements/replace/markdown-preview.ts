import { css, html, type TemplateResult } from "lit";
import { messages } from "../../messages/replace.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";

/** How Markdown will look: drawn when somebody opens it, and anew while they write. */
export class MarkdownPreview extends SpeakingElement {
  static override styles = [look, css`.drawn { overflow-wrap: anywhere; border-inline-start: 2px solid var(--line); padding-inline-start: 0.9rem; } .drawn > :first-child { margin-block-start: 0; }`];
  static override properties = { text: { attribute: false }, open: { state: true } };

  declare text: string;
  protected declare open: boolean;

  constructor() {
    super();
    this.text = "";
    this.open = false;
  }

  override render(): TemplateResult {
    return html`<details @toggle=${(event: Event) => (this.open = (event.currentTarget as HTMLDetailsElement).open)}><summary>${messages.previewText}</summary><div class="drawn" dir="auto"></div></details>`;
  }

  override async updated(): Promise<void> {
    if (!this.open) return;
    const { markdown } = await import("../inspector/markdown.js");
    this.renderRoot.querySelector(".drawn")?.replaceChildren(markdown(this.text));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-markdown-preview": MarkdownPreview;
  }
}
