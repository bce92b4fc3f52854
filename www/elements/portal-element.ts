import { html, type PropertyValues, type TemplateResult } from "lit";
import type { PortalSpec } from "../badgepack.js";
import { STALE, canPickPlace, removeLeftovers } from "../save.js";
import { returnFromPortal, Session } from "../signin.js";
import { nameOf, type Account, type FixedPortal, type PortalChoice } from "./account.js";
import type { BadgeSignIn } from "./sign-in-panel.js";
import { SpeakingElement } from "./speaking-element.js";

/**
 * An element that works with somebody's account on a portal.
 *
 * Attributes: `portal` (address), `description` (`badgr-v2` or a portal description as JSON), `token` (taken out of the document
 * at once), `save-to="download"` (never ask for a place). Properties besides: `portals` and `renew`.
 */
export abstract class PortalElement extends SpeakingElement {
  static override properties = {
    portal: {},
    description: { converter: { fromAttribute: (text: string | null): unknown => (text?.trim().startsWith("{") ? JSON.parse(text) : text) } },
    token: { attribute: false },
    saveTo: { attribute: "save-to" },
    portals: { attribute: false },
    renew: { attribute: false },
  };

  /** The portal's address; when left out, people choose one of `portals` or enter one. */
  declare portal: string | null;
  /** What the portal is, where that is not to be found out by asking it. */
  declare description: PortalSpec["description"] | null;
  /** An access token; with it and `portal`, nobody is asked to sign in. */
  declare token: string | null;
  /** Asked for a new token when the portal no longer takes `token`. */
  declare renew: (() => Promise<string | null>) | null;
  /** `download`: straight to the downloads, without asking for a place. */
  declare saveTo: string | null;
  /** The portals to choose from; the first one is preselected. */
  declare portals: readonly PortalChoice[];
  /** Whether people sign in to see what they issue, and not what they earned. */
  protected readonly issuing: boolean = false;

  constructor() {
    super();
    this.portal = this.description = this.token = this.renew = this.saveTo = null;
    this.portals = [];
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "token"];
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (name !== "token") return super.attributeChangedCallback(name, before, value);
    if (value === null) return;
    this.token = value;
    this.removeAttribute("token"); // A token does not stay where everything on the page can read it.
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void removeLeftovers(STALE);
    const back = returnFromPortal();
    if (back) void this.resume(back);
  }

  override willUpdate(changed: PropertyValues): void {
    const given = this.given;
    if (!(changed.has("token") || changed.has("portal")) || !this.token || !given || !this.signedOut) return;
    void this.enter({ portal: given, session: new Session(this.token, this.renew ?? undefined) });
  }

  /** Whether nobody is signed in. */
  protected abstract get signedOut(): boolean;

  /** Goes on with an account. */
  protected abstract enter(account: Account): Promise<void>;

  /** Goes on after somebody signed in on the portal's own page. */
  protected abstract resume(back: { portal: PortalSpec; session: Promise<Session> }): Promise<void>;

  /** Moves the focus to where the news is: an alert, or the heading of what is new. */
  protected focusNews(): void {
    const panel = this.signInPanel;
    if (panel) void panel.updateComplete.then(() => panel.problem || panel.focusTitle());
    else this.renderRoot.querySelector<HTMLElement>("[role=alert], [data-focus]")?.focus();
  }

  protected get signInPanel(): BadgeSignIn | null {
    return this.renderRoot.querySelector<BadgeSignIn>("badge-sign-in");
  }

  protected signIn(fixed: FixedPortal | null, problem: string, entered: (account: Account) => void): TemplateResult {
    return html`<badge-sign-in exportparts="card, sign-in, demo-button, connect-button, portal-button, password-button, token-button"
      .portals=${this.portals} .fixed=${fixed} .problem=${problem} .issuing=${this.issuing} @badge-signed-in=${(event: CustomEvent<Account>) => entered(event.detail)}></badge-sign-in>`;
  }

  /** The portal that the page gives, where it gives one. */
  protected get given(): PortalSpec | null {
    return this.portal ? { url: this.portal, ...(this.description ? { description: this.description } : {}) } : null;
  }

  /** Whether people are asked where to save. */
  protected get asks(): boolean {
    return this.saveTo !== "download" && canPickPlace();
  }

  protected named({ portal }: Pick<Account, "portal">): FixedPortal {
    return { ...this.portals.find(({ url }) => url === portal.url), ...portal, name: this.nameOf(portal) };
  }

  protected nameOf(portal: PortalSpec): string {
    return this.portals.find(({ url }) => url === portal.url)?.name ?? nameOf(portal);
  }
}
