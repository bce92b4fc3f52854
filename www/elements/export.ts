import { html, nothing, type TemplateResult } from "lit";
import type { Survey } from "../badgepack.js";
import type { BadgepackError } from "../error.js";
import type { Account } from "./account.js";
import { define } from "./define.js";
import type { KeptNote } from "./export/kept/note.js";
import { isAnythingKept } from "./export/kept/database.js";
import { loadPart } from "./load-part.js";
import { PortalElement } from "./portal-element.js";
import { look } from "./style.js";
import { handOn } from "./wording.js";

/** What a learner sees who is signed in; what was saved stays in view while they sign in again. */
interface Backpack {
  at: "backpack";
  account: Account;
  survey: Survey;
  whose: string | null;
  signingIn: boolean;
}

/** `<badge-export>`: a learner signs in, chooses, and saves everything as one ZIP. */
export class BadgeExport extends PortalElement<Backpack> {
  static override styles = [look];
  static override properties = { ...PortalElement.properties, kept: { state: true } };

  /** That an interrupted export is kept on this device. */
  protected declare kept: KeptNote | null;

  constructor() {
    super();
    this.kept = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("badgepack-forgotten", this.#lookForKept);
    void this.#lookForKept();
  }

  protected override gone(): void {
    removeEventListener("badgepack-forgotten", this.#lookForKept);
    if (this.stage.at !== "backpack") super.gone(); // What a learner chose and saved is there when it comes back.
  }

  override render(): TemplateResult {
    const { stage } = this;
    return html`<div class="stack">${stage.at === "sign-in" ? this.kept?.render() : nothing}${stage.at === "backpack" ? this.#backpack(stage) : this.around(stage)}</div>`;
  }

  #backpack(stage: Backpack): TemplateResult {
    return html`${stage.signingIn ? this.signIn(this.named(stage.account), "", (account) => (this.stage = { ...stage, account, signingIn: false })) : nothing}
      <badgepack-backpack exportparts="card, choice, save, save-button, progress, bar, cancel-button, summary, missing, retry-button, sign-in-button, kept, go-on-button, forget-button, stop-button, error"
        .account=${stage.account} .survey=${stage.survey} .whose=${stage.whose} .asks=${this.asks} .signingIn=${stage.signingIn}
        @badge-leave=${this.signOut} @badge-again=${() => void this.enter(stage.account)} @badge-sign-in=${() => void this.#signInAgain(stage)}
        @badge-signed-out=${({ detail }: CustomEvent<BadgepackError>) => this.leave(detail)}>${handOn(this, "choice-title", "choice-note", "done-note")}</badgepack-backpack>`;
  }

  readonly #lookForKept = async (): Promise<void> => {
    // A browser that keeps nothing has nothing; and where the note cannot be loaded, all can be saved from the start.
    const kept = isAnythingKept().then(async (any) => (any ? (await loadPart(import("./export/kept/note.js"))).KeptNote.of(this) : null));
    this.kept = await kept.catch(() => null);
  };

  async #signInAgain(stage: Backpack): Promise<void> {
    this.stage = { ...stage, signingIn: true };
    await this.updateComplete;
    await this.signInPanel?.connect(this.named(stage.account));
  }

  protected async open(account: Account, signal: AbortSignal): Promise<Backpack> {
    const { portal, session } = account;
    const surveying = loadPart(Promise.all([import("../learner.js"), import("./export/kept/whose.js")])).then(async ([{ survey }, { Whose }]) => {
      const whose = new Whose();
      const found = await session.ask((token) => survey({ portal, token, fetch: whose.fetch, signal }));
      return { survey: found, whose: await whose.account(found.portal.url) };
    });
    const [found, { BadgeBackpack }] = await Promise.all([surveying, loadPart(import("./export/backpack.js"))]);
    define({ "badgepack-backpack": BadgeBackpack });
    return { at: "backpack", account, ...found, signingIn: false };
  }

  protected override leave(error?: BadgepackError, refused?: Account | null): void {
    super.leave(error, refused);
    void this.#lookForKept();
  }
}
