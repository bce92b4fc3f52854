import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { Directory } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { messages } from "../messages/shell.js";
import { explain } from "../sentences.js";
import type { Account } from "./account.js";
import { tell } from "./events.js";
import { loadPart } from "./load-part.js";
import type { Nobody } from "./nobody.js";
import { PortalElement, type Around } from "./portal-element.js";
import { look } from "./style.js";

/** What somebody sees who is signed in; a desk stays as it is while its owner signs in again. */
type Inside = ({ at: "desk"; problem: string | null } & Desk) | { at: "nobody"; card: TemplateResult };

/** Who works at a desk, and with which issuers. */
export interface Desk {
  account: Account;
  directory: Directory;
}

/** An element for somebody who looks after issuers: sign-in, then a desk that is loaded by then. */
export abstract class IssuerElement extends PortalElement<Inside> {
  static override styles = [look, css`[role="status"].note, .again { margin-block-end: 1rem; }`];
  static override properties = { ...PortalElement.properties, notice: { state: true } };

  protected declare notice: string;
  protected override readonly issuing = true;

  constructor() {
    super();
    this.notice = "";
  }

  /** Loads the desk and defines it; what comes is for those who have no issuer. */
  protected abstract load(): Promise<Nobody>;

  /** The desk; it is hidden while its owner signs in again, and calls `signedOut` with what to say when that is needed. */
  protected abstract desk(desk: Desk, hidden: boolean, leave: () => void, signedOut: (event: CustomEvent<string>) => void): TemplateResult;

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (this.stage.at !== "desk") this.notice = "";
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const before = changed.get("stage") as Around | Inside | undefined;
    if (before?.at === "desk" && this.stage.at === "desk") this.focusNews();
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice}</div>
      ${this.#panel(this.stage)}`;
  }

  #panel(stage: Around | Inside): TemplateResult {
    switch (stage.at) {
      case "nobody":
        return stage.card;
      case "desk":
        return html`${stage.problem === null ? "" : html`<div class="again">${this.signIn(this.named(stage.account), stage.problem, (account) => void this.#enterAgain(account, stage))}</div>`}
          ${this.desk(stage, stage.problem !== null, this.signOut, ({ detail }) => (this.stage = { ...stage, problem: detail }))}`;
      default:
        return this.around(stage);
    }
  }

  protected async open(account: Account, signal: AbortSignal): Promise<Inside> {
    const { portal, session } = account;
    const asking = loadPart(import("../issuer.js")).then(({ listIssuers }) => session.ask((token) => listIssuers({ portal: { url: portal.url }, token, signal })));
    const [directory, { message, card }] = await Promise.all([asking, loadPart(this.load())]);
    if (directory.issuers.length > 0) return { at: "desk", account, directory, problem: null };
    if (!signal.aborted) tell(this, "badgepack-error", new BadgepackError("no-issuers", message));
    return { at: "nobody", card: card(this.signOut) };
  }

  /** Goes on at a desk that stays while its owner is asked for. */
  async #enterAgain(account: Account, before: Inside & { at: "desk" }): Promise<void> {
    const signal = this.begin();
    this.notice = messages.lookingForIssuers(this.nameOf(account.portal));
    try {
      const inside = await this.open(account, signal);
      if (!signal.aborted) this.stage = inside;
    } catch (thrown) {
      if (signal.aborted) return;
      const error = BadgepackError.from(thrown);
      if (error.code === "signed-out") this.stage = { ...before, problem: explain(error) };
      else this.fail(error, account);
    } finally {
      if (!signal.aborted) this.notice = "";
    }
  }
}
