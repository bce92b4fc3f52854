import { html, nothing, type TemplateResult } from "lit";
import type { PortalInfo, PortalSpec } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { findPortal } from "../../learner.js";
import { messages } from "../../messages.js";
import { messages as shell } from "../../messages/shell.js";
import { explain } from "../../sentences.js";
import { Session } from "../../session.js";
import { forIssuing, leaveForPortal, signInWithPassword } from "../../signin.js";
import { nameOf, specOf, type Account, type FixedPortal, type PortalChoice } from "../account.js";
import { tell } from "../events.js";
import { isInUse } from "../in-use.js";
import type { Panel } from "../shell.js";
import type { BadgeSignIn } from "../sign-in.js";

type Step = { at: "portal" } | { at: "ways"; spec: PortalSpec; info: PortalInfo };

/** How one signs in: what a {@link BadgeSignIn} shows, loaded when one is on the page. */
export class SignInPanel implements Panel {
  readonly #host: BadgeSignIn;
  #step: Step = { at: "portal" };
  #picked = "0";
  #busy = "";
  #working: AbortController | null = null;

  constructor(host: BadgeSignIn) {
    this.#host = host;
    const { refused } = host;
    if (refused?.typed) this.#step = { at: "ways", spec: refused.portal, info: refused.typed };
  }

  /** Whoever goes asks nothing more, and leads nobody away; whoever is only moved is there again at once. */
  disconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#working?.abort();
    });
  }

  render(): TemplateResult {
    const step = this.#step;
    const { fixed, issuing, problem } = this.#host;
    const title = step.at === "ways" ? messages.signInTitle(step.info.name) : fixed ? messages.signInTitle(nameOf(fixed)) : issuing ? messages.connectIssuerTitle : messages.connectTitle;
    return html`<section class="card" part="card sign-in" aria-labelledby="title" aria-busy=${this.#busy !== ""}>
      <h2 id="title" tabindex="-1" data-focus><slot name="sign-in-title">${title}</slot></h2>
      ${problem ? html`<p class="note bad narrow" role="alert" tabindex="-1"><bdi>${problem}</bdi></p>` : nothing}
      ${step.at === "ways" ? this.#ways(step.info, step.spec) : this.#choose()}
      <p class="mute small" role="status">${this.#busy || html`<slot name="sign-in-note">${messages.memoryOnly}</slot>`}</p>
    </section>`;
  }

  #choose(): TemplateResult {
    const choice = this.#choice;
    const demo = this.#host.issuing ? choice?.demo?.issuer : choice?.demo?.token;
    const other = !this.#host.fixed && choice === undefined;
    return html`<form novalidate @submit=${this.#connect}>
      ${this.#host.fixed || this.#portals.length === 0
        ? nothing
        : html`<div class="field">
            <label for="portal">${messages.portal}</label>
            <select id="portal" .value=${this.#picked} @change=${this.#pick}>
              ${this.#portals.map(({ name }, at) => html`<option value=${at} ?selected=${this.#picked === String(at)}>${name}</option>`)}
              <option value="other" ?selected=${this.#picked === "other"}>${messages.anotherPortal}</option>
            </select>
          </div>`}
      ${other
        ? html`<div class="field">
            <label for="address">${messages.address}</label>
            <input id="address" name="address" type="url" inputmode="url" autocomplete="url" spellcheck="false" dir="ltr" aria-describedby="address-hint" />
            <span id="address-hint" class="mute small">${messages.addressHint}</span>
          </div>`
        : nothing}
      <div class="bar">
        ${choice && demo ? html`<button type="button" class="main" part="demo-button" ?disabled=${this.#busy !== ""} @click=${() => this.#enter({ portal: specOf(choice), session: new Session(demo) })}>${messages.useDemo}</button>` : nothing}
        <button class=${demo ? nothing : "main"} part="connect-button" ?disabled=${this.#busy !== ""}>${choice ? messages.connectTo(choice.name) : messages.connect}</button>
      </div>
    </form>`;
  }

  #ways({ name, url, signIn }: PortalInfo, spec: PortalSpec): TemplateResult {
    const main = signIn.pkce ? "pkce" : signIn.password ? "password" : "token";
    return html`<div class="ways">
      ${isBare(url) ? html`<p class="note warn">${messages.unencrypted}</p>` : nothing}
      ${signIn.pkce
        ? html`<div class="field"><div class="bar"><button class="main" part="portal-button" ?disabled=${this.#busy !== ""} @click=${() => this.#leave(spec)}>${messages.signInAt(name)}</button></div><span class="mute small">${messages.signInAtHint}</span></div>`
        : nothing}
      ${signIn.password ? html`<div class=${main === "password" ? nothing : "or"}>${this.#passwordForm(main === "password")}</div>` : nothing}
      ${signIn.token ? (main === "token" ? this.#tokenForm(true) : html`<details class="or" ?open=${this.#host.refused !== null}><summary>${messages.useToken}</summary>${this.#tokenForm(false)}</details>`) : nothing}
      ${signIn.pkce || signIn.password || signIn.token ? nothing : html`<p class="note warn">${messages.noWay}</p>`}
      ${this.#host.fixed && this.#portals.length === 0 ? nothing : html`<div class="bar"><button class="plain" @click=${this.#back}>${shell.back}</button></div>`}
    </div>`;
  }

  #passwordForm(main: boolean): TemplateResult {
    return html`<form novalidate @submit=${this.#withPassword}>
      <div class="field"><label for="username">${messages.username}</label><input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" /></div>
      <div class="field"><label for="password">${messages.password}</label><input id="password" name="password" type="password" autocomplete="current-password" /></div>
      <div class="bar"><button class=${main ? "main" : nothing} part="password-button" ?disabled=${this.#busy !== ""}>${messages.signIn}</button></div>
    </form>`;
  }

  #tokenForm(main: boolean): TemplateResult {
    return html`<form novalidate @submit=${this.#withToken}>
      <div class="field">
        <label for="token">${messages.token}</label>
        <input id="token" name="token" type="password" autocomplete="off" spellcheck="false" dir="ltr" aria-describedby="token-hint" />
        <span id="token-hint" class="mute small">${messages.tokenHint}</span>
      </div>
      <div class="bar"><button class=${main ? "main" : nothing} part="token-button" ?disabled=${this.#busy !== ""}>${messages.signIn}</button></div>
    </form>`;
  }

  get #portals(): readonly PortalChoice[] {
    return this.#host.portals ?? []; // A page may still be loading its list.
  }

  get #choice(): PortalChoice | undefined {
    return this.#host.fixed ? { ...this.#host.fixed, name: nameOf(this.#host.fixed) } : this.#portals[Number(this.#picked)];
  }

  #pick = (event: Event): void => {
    this.#picked = (event.target as HTMLSelectElement).value;
    this.#host.problem = "";
    this.#host.requestUpdate();
  };

  #back = (): void => {
    this.#working?.abort();
    this.#host.problem = "";
    this.#go({ at: "portal" });
  };

  #go(step: Step): void {
    this.#step = step;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => isInUse(this.#host) && this.#host.focusTitle());
  }

  /** Asks the portal how one signs in there; only to be called because somebody wants to. */
  connect(portal: FixedPortal): void {
    // Issuers are served by Badgr's API alone, whatever else the portal speaks.
    const spec: PortalSpec = this.#host.issuing ? { url: portal.url, description: "badgr-v2" } : specOf(portal);
    const found = (info: PortalInfo): void => this.#go({ at: "ways", spec, info: this.#host.issuing ? forIssuing(info) : info });
    void this.#during(messages.connecting(nameOf(portal)), (signal) => findPortal(spec, { signal }), found);
  }

  #connect = (event: SubmitEvent): void => {
    event.preventDefault();
    const choice = this.#choice;
    const address = fieldOf(event, "address");
    if (choice) this.connect(choice);
    else if (!address) this.#fail(messages.addressMissing);
    else this.connect({ url: /^[a-z]+:\/\//i.test(address) ? address : `https://${address}` });
  };

  #withPassword = (event: SubmitEvent): void => {
    event.preventDefault();
    const step = this.#step;
    const username = fieldOf(event, "username");
    const password = new FormData(event.target as HTMLFormElement).get("password");
    if (step.at !== "ways" || !username || typeof password !== "string" || !password) return this.#fail(messages.credentialsMissing);
    void this.#during(messages.signingIn, (signal) => signInWithPassword(step.info, username, password, signal), (session) => this.#enter({ portal: step.spec, session }));
  };

  #withToken = (event: SubmitEvent): void => {
    event.preventDefault();
    const token = fieldOf(event, "token");
    if (this.#step.at !== "ways" || !token) return this.#fail(messages.tokenMissing);
    this.#enter({ portal: this.#step.spec, session: new Session(token.replace(/^bearer\s+/i, "")), typed: this.#step.info });
  };

  #leave(spec: PortalSpec): void {
    const step = this.#step;
    if (step.at === "ways") void this.#during(messages.signingIn, (signal) => leaveForPortal(step.info, spec, this.#element, signal));
  }

  /** The element of the page that somebody signs in to: the one around the panel, or the panel itself. */
  get #element(): Element {
    const root = this.#host.getRootNode();
    return root instanceof ShadowRoot ? root.host : this.#host;
  }

  #enter(account: Account): void {
    this.#host.problem = "";
    this.#host.dispatchEvent(new CustomEvent<Account>("badge-signed-in", { detail: account, bubbles: true }));
  }

  #fail(problem: string): void {
    this.#host.problem = "";
    void this.#host.updateComplete.then(() => (this.#host.problem = problem)); // Said again even when it is the same.
  }

  async #during<Found>(busy: string, work: (signal: AbortSignal) => Promise<Found>, then?: (found: Found) => void): Promise<void> {
    this.#working?.abort();
    const working = (this.#working = new AbortController());
    this.#say(busy);
    this.#host.problem = "";
    try {
      const found = await work(working.signal);
      if (!working.signal.aborted) then?.(found);
    } catch (thrown) {
      if (working.signal.aborted) return;
      const error = BadgepackError.from(thrown);
      this.#fail(explain(error));
      tell(this.#host, "badgepack-error", error);
    } finally {
      if (this.#working === working) this.#say(""); // Otherwise something else is being done by now.
    }
  }

  #say(busy: string): void {
    this.#busy = busy;
    this.#host.requestUpdate();
  }
}

function fieldOf(event: SubmitEvent, name: string): string {
  const value = new FormData(event.target as HTMLFormElement).get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** Whether an address leaves this machine without encryption. */
function isBare(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "http:" && !/^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname);
}
