import { html, type PropertyValues, type TemplateResult } from "lit";
import type { PortalSpec } from "../badgepack.js";
import type { PortalProperties } from "../elements.js";
import { STALE, canPickPlace, removeLeftovers } from "../save.js";
import { Session } from "../session.js";
import { returnFromPortal } from "../trip.js";
import { nameOf, type Account, type FixedPortal } from "./account.js";
import type { BadgeSignIn } from "./sign-in.js";
import { SpeakingElement } from "./speaking-element.js";
import { handOn } from "./wording.js";

/** What the attribute `description` says; what is no JSON is refused by the engine, in words. */
function describe(text: string | null): unknown {
  try {
    return text?.trim().startsWith("{") ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}

/** An element that works with somebody's account on a portal. */
export abstract class PortalElement extends SpeakingElement implements PortalProperties {
  static override properties = {
    portal: {},
    description: { converter: { fromAttribute: describe } },
    token: {},
    saveTo: { attribute: "save-to" },
    portals: { attribute: false },
    renew: { attribute: false },
  };

  declare portal: PortalProperties["portal"];
  declare description: PortalProperties["description"];
  declare token: PortalProperties["token"];
  declare renew: PortalProperties["renew"];
  declare saveTo: PortalProperties["saveTo"];
  declare portals: PortalProperties["portals"];
  /** Whether people sign in to see what they issue, and not what they earned. */
  protected readonly issuing: boolean = false;

  constructor() {
    super();
    this.portal = this.description = this.token = this.renew = this.saveTo = null;
    this.portals = [];
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
    const back = returnFromPortal(this);
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
    return html`<badge-sign-in exportparts="card, sign-in, demo-button, connect-button, portal-button, password-button, token-button, error"
      .portals=${this.portals} .fixed=${fixed} .problem=${problem} .issuing=${this.issuing} @badge-signed-in=${(event: CustomEvent<Account>) => entered(event.detail)}>${handOn(this, "sign-in-title", "sign-in-note")}</badge-sign-in>`;
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
    return { ...this.portals?.find(({ url }) => url === portal.url), ...portal, name: this.nameOf(portal) };
  }

  protected nameOf(portal: PortalSpec): string {
    return this.portals?.find(({ url }) => url === portal.url)?.name ?? nameOf(portal);
  }
}
