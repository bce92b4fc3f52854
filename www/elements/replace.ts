import { html, type TemplateResult } from "lit";
import { define } from "./define.js";
import { IssuerElement, type Desk } from "./issuer-element.js";
import type { Nobody } from "./nobody.js";

/**
 * `<badge-replace>`: somebody signs in, chooses a badge class, brings another badge, compares the two, and makes the one the other.
 *
 * Attribute besides those of all portal elements: `badge-class`, the class's id (`entityId`), to go straight to it.
 */
export class BadgeReplace extends IssuerElement {
  static override properties = { ...IssuerElement.properties, badgeClass: { attribute: "badge-class" } };

  /** The id of the class to replace; when left out, people choose one. */
  declare badgeClass: string | null;

  constructor() {
    super();
    this.badgeClass = null;
  }

  protected override async load(): Promise<Nobody> {
    const { BadgeReplaceDesk, noIssuers } = await import("./replace/desk.js");
    define({ "badgepack-replace-desk": BadgeReplaceDesk });
    return noIssuers;
  }

  protected override desk({ account, directory }: Desk, hidden: boolean, leave: () => void, signedOut: (event: CustomEvent<string>) => void): TemplateResult {
    const isDemo = Boolean(this.portals?.find(({ url }) => url === account.portal.url)?.demo);
    return html`<badgepack-replace-desk ?hidden=${hidden} exportparts="card, error, issuer, issuer-switch, sign-out-button, steps, other-class-button, classes, bring, drop, choose-button, paste-button, example-button, take-button, ask-button, effects, compare, fields, notes, rights, cancel-button, continue-button, confirm, paused, restart-button, copy-button, replace-button, back-button, replacing, stop-button, outcome, rebake, rebake-offer, rebake-button, progress, bar, pause-button, resume-button, account, account-table, missing, save-button, retry-button"
      .account=${account} .directory=${directory} .portalName=${this.nameOf(account.portal)} .asks=${this.asks} .badgeClass=${this.badgeClass} .demo=${isDemo}
      @badge-leave=${leave} @badge-signed-out=${signedOut}></badgepack-replace-desk>`;
  }
}
