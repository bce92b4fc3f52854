import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { PortalSpec, Survey } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { messages } from "../messages/shell.js";
import { explain } from "../sentences.js";
import type { Session } from "../session.js";
import type { Account } from "./account.js";
import { define } from "./define.js";
import { tell } from "./events.js";
import type { KeptNote } from "./export/kept/note.js";
import { isAnythingKept } from "./export/kept/database.js";
import { fault, looking } from "./interludes.js";
import { loadPart } from "./load-part.js";
import { PortalElement } from "./portal-element.js";
import { look } from "./style.js";
import { handOn } from "./wording.js";

/** Where the learner is; what was saved stays in view while they sign in again. */
type Stage =
  | { at: "sign-in"; problem: string }
  | { at: "looking"; name: string }
  | { at: "backpack"; account: Account; survey: Survey; whose: string | null; signingIn: boolean }
  | { at: "fault"; error: BadgepackError; again: () => void };

/** `<badge-export>`: a learner signs in, chooses, and saves everything as one ZIP. */
export class BadgeExport extends PortalElement {
  static override styles = [look];
  static override properties = { ...PortalElement.properties, stage: { state: true }, kept: { state: true } };

  protected declare stage: Stage;
  /** That an interrupted export is kept on this device. */
  protected declare kept: KeptNote | null;
  #surveying: AbortController | null = null;

  constructor() {
    super();
    this.stage = { at: "sign-in", problem: "" };
    this.kept = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("badgepack-forgotten", this.#lookForKept);
    void this.#lookForKept();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("badgepack-forgotten", this.#lookForKept);
    this.#surveying?.abort();
    if (this.stage.at === "looking") this.stage = { at: "sign-in", problem: "" };
  }

  protected get signedOut(): boolean {
    return this.stage.at === "sign-in";
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before !== undefined && before.at !== this.stage.at) this.focusNews();
  }

  override render(): TemplateResult {
    return html`<div class="stack">${this.#panel(this.stage)}</div>`;
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "sign-in":
        return html`${this.kept?.render()}${this.signIn(this.given, stage.problem, (account) => void this.enter(account))}`;
      case "looking":
        return looking(messages.looking(stage.name), this.#signOut);
      case "backpack":
        return html`${stage.signingIn ? this.signIn(this.named(stage.account), "", (account) => (this.stage = { ...stage, account, signingIn: false })) : nothing}
          <badge-backpack exportparts="card, choice, save, save-button, progress, bar, cancel-button, summary, missing, retry-button, sign-in-button, kept, go-on-button, forget-button, stop-button, error"
            .account=${stage.account} .survey=${stage.survey} .whose=${stage.whose} .asks=${this.asks} .signingIn=${stage.signingIn}
            @badge-leave=${this.#signOut} @badge-again=${() => void this.enter(stage.account)} @badge-sign-in=${() => void this.#signInAgain(stage)}
            @badge-signed-out=${({ detail }: CustomEvent<BadgepackError>) => this.#toSignIn(detail)}>${handOn(this, "choice-title", "choice-note", "done-note")}</badge-backpack>`;
      case "fault":
        return fault(explain(stage.error), stage.again, this.#signOut);
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

  readonly #lookForKept = async (): Promise<void> => {
    // A browser that keeps nothing has nothing.
    this.kept = (await isAnythingKept().catch(() => false)) ? await (await import("./export/kept/note.js")).KeptNote.of(this) : null;
  };

  async #signInAgain(stage: Stage & { at: "backpack" }): Promise<void> {
    this.stage = { ...stage, signingIn: true };
    await this.updateComplete;
    await this.signInPanel?.connect(this.named(stage.account));
  }

  protected async enter(account: Account): Promise<void> {
    this.#surveying?.abort();
    const { signal } = (this.#surveying = new AbortController());
    this.stage = { at: "looking", name: this.nameOf(account.portal) };
    try {
      const { portal, session } = account;
      const surveying = loadPart(Promise.all([import("../learner.js"), import("./export/kept/whose.js")])).then(async ([{ survey }, { Whose }]) => {
        const whose = new Whose();
        const found = await survey({ portal, token: session.token, fetch: whose.fetch, signal });
        return { survey: found, whose: await whose.account(found.portal.url) };
      });
      const [found, { BadgeBackpack }] = await Promise.all([surveying, loadPart(import("./export/backpack.js"))]);
      if (signal.aborted) return;
      define({ "badge-backpack": BadgeBackpack });
      this.stage = { at: "backpack", account, ...found, signingIn: false };
    } catch (thrown) {
      if (signal.aborted) return;
      const error = BadgepackError.from(thrown);
      if (error.code === "signed-out") return this.#toSignIn(error);
      this.stage = { at: "fault", error, again: () => void this.enter(account) };
      tell(this, "badgepack-error", error);
    }
  }

  readonly #signOut = (): void => {
    this.#surveying?.abort();
    this.token = null;
    this.#toSignIn();
  };

  #toSignIn(error?: BadgepackError): void {
    this.stage = { at: "sign-in", problem: error ? explain(error) : "" };
    if (error) tell(this, "badgepack-error", error);
    void this.#lookForKept();
  }
}
