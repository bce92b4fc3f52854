import { css, html, nothing, type TemplateResult } from "lit";
import type { IssuerEntry } from "../../badgepack.js";
import { messages } from "../../messages/data.js";
import { issuerSwitch, issuerSwitchLook } from "../issuer-switch.js";
import { organizationOf, type Place } from "./choice.js";

/** Whose data it is, and who looks at it. */
export interface Header {
  contents: Place["contents"] | null;
  issuer: IssuerEntry;
  /** The address of the picture, within this page. */
  picture: string | null;
  directory: Place["directory"];
  portal: string;
  busy: boolean;
  choose: (issuer: string) => void;
  signOut: () => void;
}

/** The issuer with its picture, and the way to another one, where there are several. */
export function header({ contents, issuer, picture, directory, portal, busy, choose, signOut }: Header): TemplateResult {
  const { issuers, person } = directory;
  return html`<section class="card who" part="card issuer" aria-labelledby="issuer">
    <span class="logo" aria-hidden="true">${picture ? html`<img src=${picture} alt="" />` : [...issuer.name][0]}</span>
    <div class="what">
      <h2 id="issuer" tabindex="-1" data-focus><bdi>${issuer.name}</bdi></h2>
      <p class="mute small"><bdi>${[contents ? messages.holds(contents.badgeClasses.length) : "", messages.roles[issuer.role ?? ""] ?? ""].filter(Boolean).join(" · ")}</bdi></p>
      <p class="mute small">${messages.readOnly}</p>
    </div>
    <div class="session">
      <span class="connected small"><bdi class="mute">${messages.connected(portal, person.name)}</bdi><button class="plain" part="sign-out-button" ?disabled=${busy} @click=${signOut}>${messages.signOut}</button></span>
      ${issuers.length > 1
        ? issuerSwitch(messages.which, options(directory, issuer.id), choose, busy)
        : nothing}
    </div>
  </section>`;
}

/** The issuers, by organisation where there are several. */
function options(directory: Place["directory"], chosen: string): TemplateResult[] {
  const { issuers, organizations } = directory;
  const option = ({ id, name }: IssuerEntry): TemplateResult => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`;
  if (!organizations || organizations.length < 2) return issuers.map(option);
  const groups = new Map<string, IssuerEntry[]>();
  for (const issuer of issuers) {
    const name = issuer.organization ? (organizationOf(directory, issuer.organization)?.name ?? messages.others) : messages.others;
    groups.set(name, [...(groups.get(name) ?? []), issuer]);
  }
  return [...groups].map(([name, members]) => html`<optgroup label=${name}>${members.map(option)}</optgroup>`);
}

export const headerLook = css`${issuerSwitchLook}
  .who { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.1rem; }
  .logo { flex: none; inline-size: 3.75rem; block-size: 3.75rem; display: grid; place-items: center; overflow: hidden; border-radius: 12px; background: var(--acc-bg); color: var(--acc); font-size: 1.6rem; font-weight: 700; }
  .logo img { inline-size: 100%; block-size: 100%; object-fit: contain; }
  .what { flex: 1 1 14rem; min-inline-size: 0; }
  .session { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: end; gap: 0.35rem; min-inline-size: min(100%, 15rem); }
  @container badgepack (inline-size < 40rem) { .session { justify-items: start; inline-size: 100%; } }
`;
