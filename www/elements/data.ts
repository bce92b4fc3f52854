import { html, type TemplateResult } from "lit";
import { define } from "./define.js";
import { IssuerElement, type Desk } from "./issuer-element.js";
import type { Nobody } from "./nobody.js";

/** `<badge-data>`: somebody signs in, chooses an issuer, and saves its awards, badge classes, groups and members. */
export class BadgeData extends IssuerElement {
  protected override async load(): Promise<Nobody> {
    const { BadgeDesk, noIssuers } = await import("./data/desk.js");
    define({ "badgepack-desk": BadgeDesk });
    return noIssuers;
  }

  protected override desk({ account, directory }: Desk, hidden: boolean, leave: () => void, signedOut: (event: CustomEvent<string>) => void): TemplateResult {
    return html`<badgepack-desk ?hidden=${hidden} exportparts="card, issuer, issuer-switch, sign-out-button, tabs, options, scope, period, columns, include, save-button, copy-button, stop-button, overview, chart, preview, rows, progress, bar, cancel-button, summary, missing, back-button, duty, duty-button, error"
      .account=${account} .directory=${directory} .portalName=${this.nameOf(account.portal)} .asks=${this.asks} @badge-leave=${leave} @badge-signed-out=${signedOut}></badgepack-desk>`;
  }
}
