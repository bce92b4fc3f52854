import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { PortalSpec, Survey } from "../badgepack.js";
import { BadgepackError } from "../error.js";
import { archiveName, survey } from "../learner.js";
import { messages } from "../messages.js";
import { STALE, canPickPlace, pickPlace, removeLeftovers } from "../save.js";
import { returnFromPortal, Session } from "../signin.js";
import { tell } from "./events.js";
import { fault, looking } from "./interludes.js";
import { Run, type Finished } from "./run.js";
import { runProgress, runProgressLook } from "./run-progress.js";
import { restOf, runSummary, runSummaryLook, signedOut, type Next, type Rest } from "./run-summary.js";
import { countsOf, sectionChoice, sectionChoiceLook, sectionsOf } from "./section-choice.js";
import { nameOf, type Account, type BadgeSignIn, type FixedPortal, type PortalChoice } from "./sign-in-panel.js";
import { look } from "./style.js";

/** Where the learner is; each stage has what it needs, and knows where a cancel leads back to. */
type Stage =
  | { at: "sign-in"; problem: string }
  | { at: "looking"; name: string }
  | { at: "choice"; account: Account; survey: Survey; chosen: ReadonlySet<string> }
  | { at: "running"; run: Run }
  | { at: "summary"; account: Account; finished: Finished; offer: Next["offer"] }
  | { at: "fault"; error: BadgepackError; again: () => void; back: () => void };

/**
 * `<badge-export>`: a learner signs in, chooses, and saves everything as one ZIP.
 *
 * Attributes: `portal` (address), `description` (`badgr-v2` or a portal description as JSON), `token` (taken out of the document
 * at once), `save-to="download"` (never ask for a place). Properties besides: `portals` and `renew`.
 */
export class BadgeExport extends LitElement {
  static override styles = [look, sectionChoiceLook, runProgressLook, runSummaryLook, css`[role="status"].note { margin-block-end: 1rem; }`];
  static override properties = {
    portal: {},
    description: { converter: { fromAttribute: (text: string | null): unknown => (text?.trim().startsWith("{") ? JSON.parse(text) : text) } },
    token: { attribute: false },
    saveTo: { attribute: "save-to" },
    portals: { attribute: false },
    renew: { attribute: false },
    stage: { state: true },
    notice: { state: true },
    said: { state: true },
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
  protected declare stage: Stage;
  protected declare notice: string;
  protected declare said: string;
  #surveying: AbortController | null = null;
  #asking = false;
  #quarter = 0;

  constructor() {
    super();
    this.portal = this.description = this.token = this.renew = this.saveTo = null;
    this.portals = [];
    this.stage = { at: "sign-in", problem: "" };
    this.notice = this.said = "";
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
    if (back) void this.#resume(back);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#surveying?.abort();
    if (this.stage.at === "looking") this.stage = { at: "sign-in", problem: "" };
    if (this.stage.at === "running") this.stage.run.cancel();
  }

  override willUpdate(changed: PropertyValues): void {
    const given = this.#given;
    if (!(changed.has("token") || changed.has("portal")) || !this.token || !given || this.stage.at !== "sign-in") return;
    void this.#survey({ portal: given, session: new Session(this.token, this.renew ?? undefined) });
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before === undefined || (before.at === this.stage.at && this.stage.at !== "summary")) return;
    const panel = this.renderRoot.querySelector<BadgeSignIn>("badge-sign-in");
    if (panel) void panel.updateComplete.then(() => panel.problem || panel.focusTitle());
    else this.renderRoot.querySelector<HTMLElement>("[role=alert], [data-focus]")?.focus();
  }

  override render(): TemplateResult {
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>
      <div class="stack">${this.#panel(this.stage)}</div>`;
  }

  #panel(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "sign-in":
        return this.#signIn(this.#given, stage.problem, (account) => void this.#survey(account));
      case "looking":
        return looking(stage.name, this.#signOut);
      case "choice":
        return sectionChoice({
          survey: stage.survey, chosen: stage.chosen, asksForPlace: this.#asks, signOut: this.#signOut,
          choose: (chosen) => (this.stage = { ...stage, chosen }),
          save: () => void this.#save(stage, stage.account, { sections: [...stage.chosen], known: countsOf(stage.survey) }),
        });
      case "running":
        return runProgress(stage.run, () => stage.run.cancel());
      case "summary":
        return html`${stage.offer === "nothing" ? this.#signIn(this.#named(stage.account), "", (account) => (this.stage = { ...stage, account, offer: "retry" })) : nothing}
        ${runSummary(stage.finished, {
          offer: stage.offer,
          retry: () => void this.#save(stage, stage.account, restOf(stage.finished.summary)),
          signIn: () => void this.#signInAgain(stage),
          again: () => void this.#survey(stage.account),
        })}`;
      case "fault":
        return fault(stage.error.message, stage.again, stage.back);
    }
  }

  #signIn(fixed: FixedPortal | null, problem: string, entered: (account: Account) => void): TemplateResult {
    return html`<badge-sign-in exportparts="card, sign-in, demo-button, connect-button, portal-button, password-button, token-button"
      .portals=${this.portals} .fixed=${fixed} .problem=${problem} @badge-signed-in=${(event: CustomEvent<Account>) => entered(event.detail)}></badge-sign-in>`;
  }

  /** The portal that the page gives, where it gives one. */
  get #given(): PortalSpec | null {
    return this.portal ? { url: this.portal, ...(this.description ? { description: this.description } : {}) } : null;
  }

  get #asks(): boolean {
    return this.saveTo !== "download" && canPickPlace();
  }

  async #resume({ portal, session }: { portal: PortalSpec; session: Promise<Session> }): Promise<void> {
    this.stage = { at: "looking", name: this.#name(portal) };
    try {
      const account = { portal, session: await session };
      if (this.stage.at === "looking") await this.#survey(account); // Otherwise people changed their mind meanwhile.
    } catch (error) {
      if (this.stage.at === "looking") this.#toSignIn(BadgepackError.from(error));
    }
  }

  async #signInAgain(stage: Stage & { at: "summary" }): Promise<void> {
    this.stage = { ...stage, offer: "nothing" };
    await this.updateComplete;
    this.renderRoot.querySelector<BadgeSignIn>("badge-sign-in")?.connect(this.#named(stage.account));
  }

  async #survey(account: Account): Promise<void> {
    this.#surveying?.abort();
    const { signal } = (this.#surveying = new AbortController());
    this.notice = "";
    this.stage = { at: "looking", name: this.#name(account.portal) };
    try {
      const found = await survey({ portal: account.portal, token: account.session.token, signal });
      this.stage = { at: "choice", account, survey: found, chosen: sectionsOf("full", found) };
    } catch (thrown) {
      if (!signal.aborted) this.#fault(BadgepackError.from(thrown), () => void this.#survey(account), this.#signOut);
    }
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. `from` is where a cancel leads back to. */
  async #save(from: Stage, account: Account, { known, ...what }: Omit<Rest, "only"> & Partial<Rest>): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const place = this.#asks ? await pickPlace(archiveName(what)) : "unasked";
    this.#asking = false;
    if (place === "dismissed") return;
    const { portal, session } = account;
    const run = new Run({ portal, token: session.token, renew: session.renew, ...what, known, place, changed: this.#follow });
    [this.notice, this.said, this.#quarter] = ["", messages.announce(0), 0];
    this.stage = { at: "running", run };
    try {
      const finished = await run.finished;
      this.said = messages.announce(1);
      this.stage = { at: "summary", account, finished, offer: signedOut(finished.summary) ? "sign-in" : "retry" };
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      if (!run.cancelled) return this.#fault(BadgepackError.from(thrown), () => void this.#save(from, account, { known, ...what }), () => (this.stage = from));
      this.notice = messages.cancelled;
      this.stage = from;
      tell(this, "badgepack-cancel", null);
    }
  }

  readonly #follow = (run: Run): void => {
    if (this.stage.at !== "running" || !run.progress) return;
    this.requestUpdate();
    const quarter = Math.floor(run.fraction * 4);
    if (quarter > this.#quarter) this.said = messages.announce((this.#quarter = quarter) / 4);
    tell(this, "badgepack-progress", run.progress);
  };

  readonly #signOut = (): void => {
    this.#surveying?.abort();
    this.token = null;
    this.#toSignIn();
  };

  #toSignIn(error?: BadgepackError): void {
    this.notice = "";
    this.stage = { at: "sign-in", problem: error?.message ?? "" };
    if (error) tell(this, "badgepack-error", error);
  }

  #fault(error: BadgepackError, again: () => void, back: () => void): void {
    if (error.code === "signed-out") return this.#toSignIn(error);
    this.stage = { at: "fault", error, again, back };
    tell(this, "badgepack-error", error);
  }

  #named({ portal }: Pick<Account, "portal">): FixedPortal {
    return { ...portal, name: this.#name(portal) };
  }

  #name(portal: PortalSpec): string {
    return this.portals.find(({ url }) => url === portal.url)?.name ?? nameOf(portal);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badge-export": BadgeExport;
  }
}
