import { css, html, nothing, type TemplateResult } from "lit";
import type { Directory, IssuerEntry } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import { issuerSwitch, issuerSwitchLook } from "../issuer-switch.js";
import { steps, type Step } from "./steps.js";

/** Whose badges they are, which one is replaced, and how far that is. */
export interface Heading {
  directory: Directory;
  issuer: IssuerEntry | null;
  portal: string;
  /** What the badge is called; nothing while none is chosen, and empty while that is not known. */
  badge: string | null;
  /** What it was called before it was replaced; nothing while it is as it was. */
  was: string | null;
  /** The picture's address within this page. */
  picture: string | null;
  step: Step | null;
  /** Whether what that step is for is done. */
  isDone: boolean;
  /** Whether something is on that ends in a way of its own. */
  busy: boolean;
  chooseIssuer: (id: string) => void;
  otherClass: () => void;
  signOut: () => void;
}

/** The head of the desk. */
export function heading({ directory, issuer, portal, badge, was, picture, step, isDone, busy, chooseIssuer, otherClass, signOut }: Heading): TemplateResult {
  const title = badge === null ? issuer?.name : badge;
  return html`<section class="card who" part="card issuer" aria-labelledby="desk">
    <span class="face" aria-hidden="true">${picture ? html`<img src=${picture} alt="" />` : [...(title ?? "")][0]}</span>
    <div class="what">
      <h2 id="desk" tabindex="-1" data-focus><bdi>${badge === null ? title : was !== null ? (was === badge ? badge : messages.replaced(badge, was)) : badge ? messages.replace(badge) : messages.replaceThis}</bdi></h2>
      ${badge === null ? nothing : html`<p class="mute small"><bdi>${issuer?.name}</bdi></p>`}
      ${issuer?.role === "staff" ? html`<p class="note warn small">${messages.staffOnly}</p>` : nothing}
    </div>
    <div class="session">
      <span class="connected small"><bdi class="mute">${messages.connected(portal, directory.person.name)}</bdi><button class="plain" part="sign-out-button" ?disabled=${busy} @click=${signOut}>${messages.signOut}</button></span>
      ${badge !== null
        ? html`<button class="plain small" part="other-class-button" ?disabled=${busy} @click=${otherClass}>${messages.otherClass}</button>`
        : directory.issuers.length > 1
          ? issuerSwitch(messages.issuer, directory.issuers.map(({ id, name }) => html`<option value=${id} ?selected=${id === issuer?.id}>${name}</option>`), chooseIssuer)
          : nothing}
    </div>
    ${step === null ? nothing : html`<div class="way">${steps(step, isDone)}</div>`}
  </section>`;
}

export const headingLook = css`${issuerSwitchLook}
  .who { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1.1rem; }
  .face { flex: none; inline-size: 3.75rem; block-size: 3.75rem; display: grid; place-items: center; overflow: hidden; border-radius: 12px; background: var(--acc-bg); color: var(--acc); font-size: 1.6rem; font-weight: 700; }
  .face:has(img) { background: none; }
  .face img { inline-size: 100%; block-size: 100%; object-fit: contain; min-block-size: 0; }
  .what { flex: 1 1 14rem; min-inline-size: 0; display: grid; gap: 0.2rem; }
  .what h2 { font-size: clamp(1.2rem, 1.1rem + 0.5vw, 1.4rem); }
  .what bdi { text-align: -webkit-match-parent; text-align: match-parent; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
  .session { display: grid; grid-template-columns: minmax(0, 1fr); justify-items: end; gap: 0.9rem; min-inline-size: min(100%, 15rem); }
  .way { flex-basis: 100%; border-block-start: 1px solid var(--line); padding-block-start: 0.85rem; }
  @container badgepack (inline-size < 40rem) { .session { justify-items: start; inline-size: 100%; } }
`;
