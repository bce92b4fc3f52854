import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { Directory, PortalSpec } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { messages } from "../messages/shell.js";
import { explain } from "../sentences.js";
import type { Session } from "../session.js";
import type { Account } from "./account.js";
import { tell } from "./events.js";
import { fault, looking } from "./interludes.js";
import { loadPart } from "./load-part.js";
import type { Nobody } from "./nobody.js";
import { PortalElement } from "./portal-element.js";
import { look } from "./style.js";

/** Where somebody is; a desk stays as it is while its owner signs in again. */
type Stage =
  | { at: "sign-in"; problem: string }
  | { at: "looking"; name: string }
  | ({ at: "desk"; problem: string | null } & Desk)
  | { at: "nobody"; card: TemplateResult }
  | { at: "fault"; error: BadgepackError; again: () => void };

/** Who works at a desk, and with which issuers. */
export interface Desk {
  account: Account;
  directory: Directory;
}

/** An element for somebody who looks after issuers: sign-in, then a desk that is loaded by then. */
export abstract class IssuerElement extends PortalElement {
  static override styles = [look, css`[role="status"].note, .again { margin-block-end: 1rem; }`];
  static override properties = { ...PortalElement.properties, stage: { state: true }, notice: { state: true } };

  protected declare stage: Stage;
  protected declare notice: string;
  protected override readonly issuing = true;
  #asking: AbortController | null = null;

  constructor() {
    super();
    this.stage = { at: "sign-in", problem: "" };
    this.notice = "";
  }

  /** Loads the desk and defines it; what comes is for those who have no issuer. */
  protected abstract load(): Promise<Nobody>;

  /** The desk; it is hidden while its owner signs in again, and calls `signedOut` with what to say when that is needed. */
  protected abstract desk(desk: Desk, hidden: boolean, leave: () => void, signedOut: (event: CustomEvent<string>) => void): TemplateResult;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    this.stage = { at: "sign-in", problem: "" };
  }

  protected get signedOut(): boolean {
    return this.stage.at === "sign-in";
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before !== undefined && (before.at !== this.stage.at || this.stage.at === "desk")) this.focusNews();
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice}</div>
      ${this.#panel(this.stage)}`;
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "sign-in":
        return this.signIn(this.given, stage.problem, (account) => void this.enter(account));
      case "looking":
        return looking(messages.lookingForIssuers(stage.name), this.#leave);
      case "nobody":
        return stage.card;
      case "desk":
        return html`${stage.problem === null ? "" : html`<div class="again">${this.signIn(this.named(stage.account), stage.problem, (account) => void this.enter(account, stage))}</div>`}
          ${this.desk(stage, stage.problem !== null, this.#leave, ({ detail }) => (this.stage = { ...stage, problem: detail }))}`;
      case "fault":
        return fault(explain(stage.error), stage.again, this.#leave);
    }
  }

  protected async resume({ portal, session }: { portal: PortalSpec; session: Promise<Session> }): Promise<void> {
    this.stage = { at: "looking", name: this.nameOf(portal) };
    try {
      const account = { portal, session: await session };
      if (this.stage.at === "looking") await this.enter(account); // Otherwise people changed their mind meanwhile.
    } catch (error) {
      if (this.stage.at === "looking") this.#toSignIn(BadgepackError.from(error));
    }
  }

  protected async enter(account: Account, before?: Stage & { at: "desk" }): Promise<void> {
    this.#asking?.abort();
    const { signal } = (this.#asking = new AbortController());
    const name = this.nameOf(account.portal);
    this.notice = before ? messages.lookingForIssuers(name) : "";
    if (!before) this.stage = { at: "looking", name };
    try {
      const { portal, session } = account;
      const asking = loadPart(import("../issuer.js")).then(({ listIssuers }) => listIssuers({ portal: { url: portal.url }, token: session.token, signal }));
      const [directory, nobody] = await Promise.all([asking, loadPart(this.load())]);
      if (signal.aborted) return;
      if (directory.issuers.length === 0) return this.#nobody(nobody);
      this.notice = "";
      this.stage = { at: "desk", account, directory, problem: null };
    } catch (thrown) {
      if (signal.aborted) return;
      this.notice = "";
      const error = BadgepackError.from(thrown);
      if (error.code === "signed-out") return before ? void (this.stage = { ...before, problem: explain(error) }) : this.#toSignIn(error);
      this.stage = { at: "fault", error, again: () => void this.enter(account) };
      tell(this, "badgepack-error", error);
    }
  }

  #nobody({ message, card }: Nobody): void {
    this.stage = { at: "nobody", card: card(this.#leave) };
    tell(this, "badgepack-error", new BadgepackError("no-issuers", message));
  }

  readonly #leave = (): void => {
    this.#asking?.abort();
    this.token = null;
    this.#toSignIn();
  };

  #toSignIn(error?: BadgepackError): void {
    this.notice = "";
    this.stage = { at: "sign-in", problem: error ? explain(error) : "" };
    if (error) tell(this, "badgepack-error", error);
  }
}
