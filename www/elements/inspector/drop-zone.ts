import { css, html, type TemplateResult } from "lit";

/** A place for one file: dropped on it, or chosen by its button. What is dropped there goes nowhere else. */
export function dropZone(label: string, accept: string, give: (file: File) => void, content: unknown): TemplateResult {
  const over = (event: DragEvent, isOver: boolean): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).classList.toggle("over", isOver);
  };
  const drop = (event: DragEvent): void => {
    over(event, false);
    const file = event.dataTransfer?.files[0];
    if (file) give(file);
  };
  const chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file) give(file);
  };
  const choose = (event: Event): void => (event.currentTarget as HTMLElement).parentElement?.querySelector<HTMLInputElement>("input[type=file]")?.click();
  return html`<div class="zone" @dragover=${(event: DragEvent) => over(event, true)} @dragleave=${(event: DragEvent) => over(event, false)} @drop=${drop}>
    ${content}
    <div><input type="file" hidden tabindex="-1" aria-hidden="true" accept=${accept} @change=${chosen} /><button type="button" @click=${choose}>${label}</button></div>
  </div>`;
}

export const dropZoneLook = css`
  .zone { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.5rem; padding: 0.9rem; border: 2px dashed var(--edge); border-radius: 9px; background: var(--card); }
  .zone.over { border-style: solid; border-color: var(--acc); background: var(--acc-bg); }
  .zone label { font-weight: 600; }
`;
