import { css } from "lit";

/** The look of all elements. Colours are custom properties that a page may set; everything else follows the page. */
export const look = css`
  :host {
    --acc: var(--badgepack-accent, light-dark(#1f5fd0, #8ab4ff));
    --on-acc: var(--badgepack-on-accent, light-dark(#fff, #0b1526));
    --acc-bg: var(--badgepack-accent-background, light-dark(#e9f0fd, #16233a));
    --card: var(--badgepack-card, light-dark(#fff, #191e25));
    --ink: var(--badgepack-ink, light-dark(#18202a, #e8edf3));
    --mute: var(--badgepack-mute, light-dark(#54606e, #a3afbd));
    --line: var(--badgepack-line, light-dark(#d5dbe3, #333c48));
    --sunk: var(--badgepack-sunk, light-dark(#f6f7f9, #12161b));
    --edge: var(--badgepack-edge, light-dark(#7b8794, #7c8896));
    --ok: var(--badgepack-ok, light-dark(#146c3a, #6fd39a));
    --ok-bg: var(--badgepack-ok-background, light-dark(#e4f5eb, #14301f));
    --warn: var(--badgepack-warn, light-dark(#7a4d00, #f2c25f));
    --warn-bg: var(--badgepack-warn-background, light-dark(#fff3da, #33280f));
    --bad: var(--badgepack-bad, light-dark(#a61b1b, #ff9d96));
    --bad-bg: var(--badgepack-bad-background, light-dark(#fdeaea, #3a1716));
    display: block;
    container: badgepack / inline-size;
    color: var(--ink);
    line-height: 1.5;
    hyphens: auto;
  }
  :host([hidden]), [hidden] { display: none; }
  * { box-sizing: border-box; }
  h2, h3 { margin: 0; font-size: 1.15rem; line-height: 1.35; text-wrap: balance; overflow-wrap: anywhere; }
  h3 { font-size: 1rem; }
  p { margin: 0; }
  code { font: 0.88em ui-monospace, monospace; overflow-wrap: anywhere; }
  bdi { overflow-wrap: anywhere; }
  bdi, code, pre { hyphens: manual; } /* A name or an address has no hyphen that it is not written with. */
  .mute { color: var(--mute); }
  .small { font-size: 0.875rem; }
  .hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  :focus-visible { outline: 3px solid var(--acc); outline-offset: 2px; }
  h2:focus, h3:focus, [role="alert"]:focus { outline: none; }
  [role="alert"]:focus-visible { outline: 3px solid var(--bad); }

  .card { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.9rem; align-content: start; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.15rem 1.25rem; }
  .stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  .cols { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); align-items: start; }
  .cols.cols:has(> :only-child) { grid-template-columns: minmax(0, 1fr); }
  .head { display: flex; flex-wrap: wrap; gap: 0.35rem 0.75rem; align-items: center; justify-content: space-between; }
  .bar { display: flex; flex-wrap: wrap; gap: 0.6rem 0.75rem; align-items: center; }
  .narrow, .field { max-inline-size: 30rem; }

  button { font: inherit; font-weight: 600; min-block-size: 44px; min-inline-size: 44px; padding: 0.45rem 1.15rem; border-radius: 9px; border: 1px solid var(--edge); background: var(--card); color: var(--ink); cursor: pointer; }
  button:hover:not(:disabled) { border-color: var(--acc); }
  button.main { background: var(--acc); color: var(--on-acc); border-color: transparent; }
  button.main:hover:not(:disabled) { background: color-mix(in srgb, var(--acc) 88%, var(--ink)); }
  button.plain { border-color: transparent; background: none; color: var(--acc); padding-inline: 0.5rem; margin: -0.6rem -0.5rem; }
  button.plain:hover:not(:disabled) { border-color: transparent; text-decoration: underline; }
  button:disabled { opacity: 0.55; cursor: not-allowed; }

  form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.9rem; }
  .field { display: grid; gap: 0.25rem; }
  .field label { font-weight: 600; }
  :is(.field, .zone) :is(input, select, textarea) { font: inherit; inline-size: 100%; min-block-size: 44px; padding: 0.5rem 0.65rem; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: inherit; }
  select { contain: paint; } /* In WebKit an option longer than its field makes the page wider. */
  :is(.field, .zone) textarea { font: 0.875rem/1.5 ui-monospace, monospace; resize: vertical; }
  fieldset { border: 0; padding: 0; margin: 0; min-inline-size: 0; }
  legend { padding: 0; font-weight: 600; }
  input[type="checkbox"], input[type="radio"] { accent-color: var(--acc); inline-size: 1.15rem; block-size: 1.15rem; margin: 0; flex: none; }
  details summary { min-block-size: 44px; display: flex; align-items: center; gap: 0.4rem; color: var(--acc); font-weight: 600; cursor: pointer; }
  details summary::before { content: "+"; inline-size: 1ch; }
  details[open] summary::before { content: "–"; }
  .or { border-block-start: 1px solid var(--line); padding-block-start: 0.4rem; }

  .note { border-inline-start: 4px solid var(--acc); background: var(--acc-bg); padding: 0.6rem 0.85rem; border-radius: 6px; overflow-wrap: anywhere; }
  section.note { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.6rem; }
  .note.warn { border-color: var(--warn); background: var(--warn-bg); }
  .note.bad { border-color: var(--bad); background: var(--bad-bg); }
  .note.ok { border-color: var(--ok); background: var(--ok-bg); }
  .tag { display: inline-block; border-radius: 99px; padding: 0 0.65rem; font-size: 0.8125rem; font-weight: 600; line-height: 1.6; white-space: nowrap; background: var(--acc-bg); color: var(--acc); }
  .tag.warn { background: var(--warn-bg); color: var(--warn); }
  .tag.ok { background: var(--ok-bg); color: var(--ok); }
  .tag.quiet { background: none; border: 1px solid var(--edge); color: var(--mute); line-height: 1.45; }
  .ok-ink { color: var(--ok); }
  .warn-ink { color: var(--warn); }
  .acc-ink { color: var(--acc); }

  .row { display: grid; grid-template-columns: 1.15rem minmax(0, 1fr) auto; gap: 0 0.8rem; align-items: start; min-block-size: 44px; padding-block: 0.6rem; border-block-start: 1px solid var(--line); }
  .row input { margin-block-start: 0.18rem; }
  .row small { display: block; font-size: 0.875rem; max-inline-size: 34rem; }
  .row .count { color: var(--mute); font-variant-numeric: tabular-nums; text-align: end; }
  .row:has(:disabled) { color: var(--mute); }
  .row:not(:has(:disabled)) { cursor: pointer; }
  .connected { display: flex; flex-wrap: wrap; align-items: center; column-gap: 1.1rem; }

  ul { list-style: none; margin: 0; padding: 0; }
  ul.marks li { display: grid; grid-template-columns: 1.4rem minmax(0, 1fr); padding-block: 0.15rem; }
  ul.marks li::before { content: "✓" / ""; color: var(--ok); font-weight: 700; }
  dl.figures { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0; }
  dl.figures dt { color: var(--mute); font-size: 0.875rem; }
  dl.figures dd { margin: 0; font-weight: 600; font-size: 1.05rem; font-variant-numeric: tabular-nums; }

  progress { appearance: none; display: block; inline-size: 100%; block-size: 12px; border: 0; border-radius: 99px; overflow: hidden; background: var(--line); color: var(--acc); }
  progress::-webkit-progress-bar { background: var(--line); }
  progress::-webkit-progress-value { background: var(--acc); border-radius: 99px; }
  progress::-moz-progress-bar { background: var(--acc); border-radius: 99px; }
  progress:not([value]) { appearance: auto; accent-color: var(--acc); background: none; }

  table { inline-size: 100%; border-collapse: collapse; font-size: 0.9375rem; }
  caption { text-align: start; }
  th, td { text-align: start; padding: 0.5rem 0.75rem; border-block-end: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
  th { color: var(--mute); font-weight: 600; }
  tbody th { color: inherit; font-weight: 500; inline-size: 42%; }
  tbody tr:last-child :is(th, td) { border-block-end: 0; }
  .scroll { overflow: auto; max-block-size: 26rem; border: 1px solid var(--line); border-radius: 8px; }

  @container badgepack (inline-size < 46rem) {
    .cols { grid-template-columns: minmax(0, 1fr); }
  }
  @container badgepack (inline-size < 30rem) {
    .card { padding: 1rem; }
    .bar > button:not(.plain) { flex: 1 1 auto; }
    th, td { padding-inline: 0.5rem; }
  }
  @media (prefers-reduced-motion: no-preference) {
    button { transition: background-color 120ms, border-color 120ms; }
    progress::-webkit-progress-value { transition: inline-size 160ms linear; }
  }
  @media (forced-colors: active) {
    progress { border: 1px solid CanvasText; }
    progress::-webkit-progress-value { background: Highlight; forced-color-adjust: none; }
    progress::-moz-progress-bar { background: Highlight; forced-color-adjust: none; }
    .tag, .note, button:not(.plain) { border: 1px solid; }
    button.plain { border: 0; }
  }
`;
