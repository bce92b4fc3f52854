import { css, html, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";

/** Tabs as ARIA wants them: one stop for the Tab key, arrows between them. */
export function tabs<Key extends string>(label: string, all: readonly (readonly [Key, string])[], selected: Key, select: (key: Key) => void, panel: unknown): TemplateResult {
  const move = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const rtl = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const at = all.findIndex(([key]) => key === selected);
    const to = { ArrowRight: at + rtl, ArrowLeft: at - rtl, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + all.length) % all.length;
    const key = all[next]?.[0];
    if (key !== undefined) select(key);
    list.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return html`<div class="tabs" role="tablist" part="tabs" aria-label=${label} @keydown=${move}>
      ${all.map(([key, name]) => html`<button role="tab" ${ref(key === selected ? reveal : undefined)} id="tab-${key}" aria-controls="panel" aria-selected=${key === selected} tabindex=${key === selected ? 0 : -1} @click=${() => select(key)}>${name}</button>`)}
    </div>
    <div role="tabpanel" id="panel" aria-labelledby="tab-${selected}" tabindex="0">${panel}</div>`;
}

/** How much of its neighbour is seen beside a tab, in pixels: there is more. */
const PEEK = 40;

/** Brings a tab that was selected into sight within its row; `scrollIntoView` would move the page, too. */
function reveal(tab: Element | undefined): void {
  queueMicrotask(() => {
    const list = tab?.parentElement;
    if (!tab || !list) return;
    const [row, one] = [list.getBoundingClientRect(), tab.getBoundingClientRect()];
    list.scrollLeft += Math.min(0, one.left - row.left - PEEK) + Math.max(0, one.right - row.right + PEEK);
  });
}

export const tabsLook = css`
  .tabs { display: flex; overflow: auto hidden; border-block-end: 1px solid var(--line); border-radius: 12px 12px 0 0; background: var(--card); scrollbar-width: thin; }
  .tabs button { flex: none; border: 0; border-radius: 6px 6px 0 0; background: none; color: var(--mute); padding-inline: 0.7rem; border-block-end: 3px solid transparent; }
  .tabs button[aria-selected="true"] { color: var(--acc); border-color: currentColor; }
  .tabs button:focus-visible { outline-offset: -3px; }
  .tabs button:hover:not([aria-selected="true"]) { color: var(--ink); border-color: var(--line); }
  @container badgepack (inline-size < 30rem) { .tabs button { padding-inline: 0.6rem; } }
  @media (forced-colors: active) {
    .tabs button { border: 0; }
    .tabs button[aria-selected="true"] { border-block-end: 3px solid Highlight; }
  }
  [role="tabpanel"] { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.1rem; border-radius: 6px; }
`;
