import { css, type PropertyValues } from "lit";
import type { Account, FixedPortal, PortalChoice } from "./account.js";
import { Shell } from "./shell.js";
import type { SignInPanel } from "./sign-in/panel.js";
import { look } from "./style.js";

/**
 * `<badge-sign-in>`: choose a portal, then sign in as it allows.
 *
 * No portal is asked anything before a click; the session is in the event's detail and nowhere else.
 */
export class BadgeSignIn extends Shell<SignInPanel> {
  static override styles = [look, css`.ways { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem; max-inline-size: 30rem; } details form { padding-block-start: 0.4rem; }`];
  static override properties = { ...Shell.properties, portals: { attribute: false }, fixed: { attribute: false }, problem: { attribute: false }, refused: { attribute: false }, issuing: { attribute: false } };

  /** The portals to choose from; the first one is preselected. */
  declare portals: readonly PortalChoice[] | null | undefined;
  /** The one portal there is, where the page says so. */
  declare fixed: FixedPortal | null;
  /** What went wrong: a sentence, or nothing. */
  declare problem: string;
  /** Somebody whose typed access token the portal did not take: they go on where they typed it. */
  declare refused: Account | null;
  /** Whether people sign in to see what they issue, and not what they earned. */
  declare issuing: boolean;

  constructor() {
    super();
    this.portals = [];
    this.fixed = null;
    this.problem = "";
    this.refused = null;
    this.issuing = false;
  }

  protected override async open(): Promise<SignInPanel> {
    const { SignInPanel } = await import("./sign-in/panel.js");
    return new SignInPanel(this);
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.problem && (changed.has("problem") || changed.has("panel"))) this.leadTo(this.renderRoot.querySelector<HTMLElement>("[role=alert]"));
  }

  /** Moves the focus to the panel's heading. */
  focusTitle(): void {
    this.renderRoot.querySelector<HTMLElement>("[data-focus]")?.focus();
  }

  /** Asks the portal how one signs in there; only to be called because somebody wants to. */
  async connect(portal: FixedPortal): Promise<void> {
    (await this.loaded())?.connect(portal);
  }
}
