import { css, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { BadgepackError } from "../error.js";
import type { Account, FixedPortal, PortalChoice } from "./account.js";
import { tell } from "./events.js";
import { fault } from "./interludes.js";
import { loadPart } from "./load-part.js";
import type { SignInPanel } from "./sign-in/panel.js";
import { look } from "./style.js";

/**
 * `<badge-sign-in>`: choose a portal, then sign in as it allows.
 *
 * No portal is asked anything before a click. Fires `badge-signed-in`; the session is in its detail and nowhere else.
 */
export class BadgeSignIn extends LitElement {
  static override styles = [look, css`.ways { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 30rem; } details form { padding-block-start: 0.4rem; }`];
  static override properties = {
    portals: { attribute: false },
    fixed: { attribute: false },
    problem: { attribute: false },
    issuing: { attribute: false },
    panel: { state: true },
    broken: { state: true },
  };

  /** The portals to choose from; the first one is preselected. */
  declare portals: readonly PortalChoice[];
  /** The one portal there is, where the page says so. */
  declare fixed: FixedPortal | null;
  /** What went wrong: a sentence, or nothing. */
  declare problem: string;
  /** Whether people sign in to see what they issue, and not what they earned. */
  declare issuing: boolean;
  protected declare panel: SignInPanel | null;
  protected declare broken: BadgepackError | null;
  #loading: Promise<void> | null = null;

  constructor() {
    super();
    this.portals = [];
    this.fixed = this.panel = this.broken = null;
    this.problem = "";
    this.issuing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.broken) return fault(this.broken.message, () => void this.#load(), null);
    return this.panel?.render() ?? nothing;
  }

  override updated(changed: PropertyValues): void {
    if (this.broken && changed.has("broken")) this.renderRoot.querySelector<HTMLElement>("[role=alert]")?.focus();
    if (this.problem && (changed.has("problem") || changed.has("panel"))) this.renderRoot.querySelector<HTMLElement>("[role=alert]")?.focus();
  }

  /** It is complete once its panel is there. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#loading;
    return super.getUpdateComplete();
  }

  /** Moves the focus to the panel's heading. */
  focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>("[data-focus]")?.focus();
  }

  /** Asks the portal how one signs in there; only to be called because somebody wants to. */
  async connect(portal: FixedPortal): Promise<void> {
    await this.#load();
    this.panel?.connect(portal);
  }

  #load(): Promise<void> {
    return this.panel ? Promise.resolve() : (this.#loading ??= this.#fetch());
  }

  async #fetch(): Promise<void> {
    try {
      const { SignInPanel } = await loadPart(import("./sign-in/panel.js"));
      this.panel = new SignInPanel(this);
      this.broken = null;
    } catch (error) {
      tell(this, "badgepack-error", (this.broken = BadgepackError.from(error)));
    } finally {
      this.#loading = null;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badge-sign-in": BadgeSignIn;
  }
  interface HTMLElementEventMap {
    "badge-signed-in": CustomEvent<Account>;
  }
}
