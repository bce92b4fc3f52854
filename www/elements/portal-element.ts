import { html, type PropertyValues, type TemplateResult } from "lit";
import type { PortalSpec } from "../badgepack.js";
import type { PortalProperties } from "../elements.js";
import { BadgepackError } from "../error.js";
import { messages } from "../messages/shell.js";
import { STALE, canPickPlace, removeLeftovers } from "../save.js";
import { explain } from "../sentences.js";
import { Session } from "../session.js";
import { returnFromPortal } from "../trip.js";
import { nameOf, refusal, type Account, type FixedPortal } from "./account.js";
import { tell } from "./events.js";
import { fault, looking } from "./interludes.js";
import { isInUse } from "./in-use.js";
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

/** What every such element shows around what it is for. */
export type Around = { at: "sign-in"; problem: string; refused: Account | null } | { at: "looking"; name: string } | { at: "fault"; error: BadgepackError; again: () => void };

/** An element that works with somebody's account on a portal: who it is, from signing in to signing out. `Inside` is what they then see. */
export abstract class PortalElement<Inside extends { at: string }> extends SpeakingElement implements PortalProperties {
  static override properties = {
    portal: {},
    description: { converter: { fromAttribute: describe } },
    token: {},
    saveTo: { attribute: "save-to" },
    portals: { attribute: false },
    renew: { attribute: false },
    stage: { state: true },
  };

  declare portal: PortalProperties["portal"];
  declare description: PortalProperties["description"];
  declare token: PortalProperties["token"];
  declare renew: PortalProperties["renew"];
  declare saveTo: PortalProperties["saveTo"];
  declare portals: PortalProperties["portals"];
  protected declare stage: Around | Inside;
  /** Whether people sign in to see what they issue, and not what they earned. */
  protected readonly issuing: boolean = false;
  #stop: AbortController | null = null;
  /** The newest token of the session that the page gave, and the next one while it is asked for. */
  #newest: string | null = null;
  #renewing: Promise<string | null> | null = null;
  /** Whether somebody was in when it was taken off the page, or is to be in once it stands there again. */
  #waits = false;

  constructor() {
    super();
    this.portal = this.description = this.token = this.renew = this.saveTo = null;
    this.portals = [];
    this.stage = { at: "sign-in", problem: "", refused: null };
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
    if (back) void this.#enterOnce(back.portal, back.session);
    else if (this.#waits) this.#start();
  }

  protected override gone(): void {
    const waits = this.#waits || !this.signedOut;
    this.#end();
    this.#waits = waits;
  }

  override willUpdate(changed: PropertyValues): void {
    const isOther = (name: "token" | "portal"): boolean => changed.has(name) && (changed.get(name) ?? null) !== (this[name] ?? null);
    const [token, portal, renew] = [isOther("token"), isOther("portal"), changed.has("renew") && !changed.get("renew") && this.signedOut];
    if (!token && !portal && !renew) return;
    if (!this.hasUpdated && !this.signedOut) return; // Somebody comes back from the portal's own page, whatever the page gives.
    if (portal && !token && changed.get("portal")) this.token = null; // It was given for another portal, and goes to no other.
    if (token && !this.token) return this.#end();
    // A page may set the token that it is about to answer with, or has answered with: that is nobody else.
    if (token && !portal && this.#renewing) return void this.#renewing.catch(() => {}).then(() => this.requestUpdate("token"));
    if (portal || this.signedOut || this.token !== this.#newest) this.#start();
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Around | Inside | undefined;
    if (before && before.at !== this.stage.at) this.focusNews();
  }

  /** Looks at what an account holds: what somebody then sees. */
  protected abstract open(account: Account, signal: AbortSignal): Promise<Inside>;

  protected get signedOut(): boolean {
    return this.stage.at === "sign-in";
  }

  /** Ends what is under way for whoever is signed in, and begins something else. */
  protected begin(): AbortSignal {
    this.#stop?.abort();
    return (this.#stop = new AbortController()).signal;
  }

  /** Goes in with an account. */
  protected async enter(account: Account): Promise<void> {
    const signal = this.begin();
    this.stage = { at: "looking", name: this.nameOf(account.portal) };
    try {
      const inside = await this.open({ portal: account.portal, session: account.session }, signal);
      if (!signal.aborted) this.stage = inside;
    } catch (thrown) {
      if (!signal.aborted) this.fail(refusal(account, BadgepackError.from(thrown)), account);
    }
  }

  /** Goes in once there is a session; without one, people sign in. */
  async #enterOnce(portal: PortalSpec, coming: Promise<Session | null>): Promise<void> {
    const signal = this.begin();
    this.stage = { at: "looking", name: this.nameOf(portal) };
    try {
      const session = await coming;
      if (signal.aborted) return; // People changed their mind meanwhile.
      if (session) await this.enter({ portal, session });
      else this.leave();
    } catch (error) {
      if (!signal.aborted) this.leave(BadgepackError.from(error));
    }
  }

  /** Goes in with what the page gives; where that is nothing, nobody is in. */
  #start(): void {
    const { given } = this;
    this.#end();
    if (!given || !(this.token || this.renew)) return;
    if (this.isConnected) void this.#enterOnce(given, this.#session());
    else this.#waits = true;
  }

  /** Nobody is in any more, and nobody will be by what the page gave before. */
  #end(): void {
    this.#waits = false;
    if (!this.signedOut) this.leave();
  }

  /** The session that the page gives. */
  async #session(): Promise<Session | null> {
    const token = (this.#newest = this.token || (await this.#renew()));
    return token ? new Session(token, this.#renew) : null;
  }

  /** Asks the page for a token, however many want one at a time. */
  readonly #renew = (): Promise<string | null> => {
    const asking = async (): Promise<string | null> => {
      try {
        return (this.#newest = (await this.renew?.()) || null);
      } finally {
        this.#renewing = null;
      }
    };
    return (this.#renewing ??= asking());
  };

  /** Says what went wrong, where people can do something about it. */
  protected fail(error: BadgepackError, account: Account): void {
    if (error.code === "signed-out") return this.leave(error, account);
    this.stage = { at: "fault", error, again: () => void this.enter(account) };
    tell(this, "badgepack-error", error);
  }

  /** Back to signing in; where an account was refused, to where it was given. */
  protected leave(error?: BadgepackError, refused: Account | null = null): void {
    this.begin();
    this.#newest = null;
    this.stage = { at: "sign-in", problem: error ? explain(error) : "", refused };
    if (error) tell(this, "badgepack-error", error);
  }

  /** Somebody leaves: also the page's token goes, and the page hears of it. */
  protected readonly signOut = (): void => {
    this.leave();
    this.token = null;
    tell(this, "badgepack-signed-out", null);
  };

  protected around(stage: Around): TemplateResult {
    switch (stage.at) {
      case "sign-in":
        return this.signIn(this.given, stage.problem, (account) => void this.enter(account), stage.refused);
      case "looking":
        return looking(this.issuing ? messages.lookingForIssuers(stage.name) : messages.looking(stage.name), this.signOut);
      case "fault":
        return fault(explain(stage.error), stage.again, this.signOut);
    }
  }

  /** Moves the focus to where the news is: an alert, or the heading of what is new. */
  protected focusNews(): void {
    const panel = this.signInPanel;
    if (panel) void panel.updateComplete.then(() => panel.problem || (isInUse(this) && panel.focusTitle()));
    else this.leadTo(this.renderRoot.querySelector<HTMLElement>("[role=alert], [data-focus]"));
  }

  protected get signInPanel(): BadgeSignIn | null {
    return this.renderRoot.querySelector<BadgeSignIn>("badge-sign-in");
  }

  protected signIn(fixed: FixedPortal | null, problem: string, entered: (account: Account) => void, refused: Account | null = null): TemplateResult {
    return html`<badge-sign-in exportparts="card, sign-in, demo-button, connect-button, portal-button, password-button, token-button, error"
      .portals=${this.portals} .fixed=${fixed} .problem=${problem} .refused=${refused} .issuing=${this.issuing} @badge-signed-in=${(event: CustomEvent<Account>) => entered(event.detail)}>${handOn(this, "sign-in-title", "sign-in-note")}</badge-sign-in>`;
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
