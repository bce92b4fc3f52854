import { css, html, type TemplateResult } from "lit";

/** The way to another issuer. */
export function issuerSwitch(label: string, options: readonly TemplateResult[], choose: (issuer: string) => void, busy = false): TemplateResult {
  return html`<div class="field switch"><label class="small" for="issuers">${label}</label>
    <select id="issuers" part="issuer-switch" ?disabled=${busy} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>${options}</select></div>`;
}

export const issuerSwitchLook = css`
  .switch { inline-size: 100%; display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.6rem; }
  .switch label { white-space: nowrap; }
  .switch select { flex: 1 1 12rem; inline-size: auto; min-inline-size: 0; max-inline-size: 100%; text-overflow: ellipsis; }
`;
