import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Directory, DocumentSummary, IssuerEntry, TableSummary } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { issuerContents, tables } from "../../issuer.js";
import { messages as shared } from "../../messages.js";
import { messages } from "../../messages/data.js";
import { pickPlace } from "../../save.js";
import { tell } from "../events.js";
import { fault, looking } from "../interludes.js";
import type { Finished } from "../run.js";
import { runProgressLook } from "../run-progress.js";
import type { Account } from "../sign-in-panel.js";
import { look } from "../style.js";
import { tabs, tabsLook } from "../tabs.js";
import { chartLook } from "./chart.js";
import { orderOf, problem, usual, type Choices, type Order, type Place, type Tab } from "./choice.js";
import { columnsLook } from "./columns.js";
import { copyRows } from "./copy.js";
import { DataRun, file } from "./data-run.js";
import { documentPanel, documentPanelLook } from "./document-panel.js";
import { Duty } from "./duty.js";
import { header, headerLook, pictureOf } from "./header.js";
import { Look } from "./look.js";
import { periodLook } from "./period-choice.js";
import { previewLook } from "./preview.js";
import { dataProgress, dataSummary, dataSummaryLook } from "./summary.js";
import { tablePanel, tablePanelLook } from "./table-panel.js";

/** What people are at; a cancel and a fault lead back to choosing. */
type Stage =
  | { at: "opening" }
  | { at: "choice" }
  | { at: "running"; run: DataRun }
  | { at: "summary"; tab: Tab; finished: Finished<TableSummary | DocumentSummary> }
  | { at: "fault"; error: BadgepackError; again: () => void; back: () => void };

/** The exports of one issuer after the other, for somebody who is signed in. */
export class BadgeDesk extends LitElement {
  static override styles = [
    look, headerLook, tabsLook, tablePanelLook, periodLook, columnsLook, previewLook, chartLook, documentPanelLook, runProgressLook, dataSummaryLook,
    css`[role="status"].note { margin-block-end: 1rem; }`,
  ];
  static override properties = {
    account: { attribute: false }, directory: { attribute: false }, portalName: { attribute: false }, asks: { attribute: false },
    stage: { state: true }, issuer: { state: true }, tab: { state: true }, choices: { state: true }, notice: { state: true }, said: { state: true },
  };

  declare account: Account;
  declare directory: Directory;
  declare portalName: string;
  /** Whether people are asked where to save. */
  declare asks: boolean;
  protected declare stage: Stage;
  protected declare issuer: IssuerEntry;
  protected declare tab: Tab;
  protected declare choices: Choices | null;
  protected declare notice: string;
  protected declare said: string;
  #place: Place | null = null;
  #picture: string | null = null;
  #opening: AbortController | null = null;
  #asking = false;
  #quarter = 0;
  /** Awards of the whole issuer, once a look counted them all. */
  #awards: number | null = null;
  #turnedOff = false;
  readonly #look = new Look(() => this.#looked());
  readonly #duty = new Duty(() => this.requestUpdate());

  constructor() {
    super();
    this.stage = { at: "opening" };
    this.tab = "awards";
    this.choices = null;
    this.asks = false;
    this.notice = this.said = this.portalName = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opening?.abort();
    this.#look.end();
    if (this.stage.at === "running") this.stage.run.cancel();
    this.#showPicture(null);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("directory")) {
      const before = this.issuer?.id;
      const issuer = this.directory.issuers.find(({ id }) => id === before) ?? this.directory.issuers[0];
      if (issuer && issuer.id !== before) void this.#open(issuer);
    }
    if (this.stage.at === "choice") this.#lookAt();
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before === undefined || before.at === this.stage.at) return;
    const news = this.renderRoot.querySelectorAll<HTMLElement>("[role=alert][tabindex], [data-focus]");
    // The issuer's name comes first, and is the news only where nothing follows it.
    if (before.at !== "opening") [...news].at(-1)?.focus();
  }

  override render(): TemplateResult {
    const { stage } = this;
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>
      <div class="stack">
        ${header({
          place: this.#place, issuer: this.issuer, picture: this.#picture, directory: this.directory, portal: this.portalName, busy: stage.at === "running",
          choose: (chosen) => this.#choose(chosen), signOut: () => this.dispatchEvent(new CustomEvent("badge-leave")),
        })}
        ${this.#below(stage)}
      </div>`;
  }

  #below(stage: Stage): TemplateResult {
    switch (stage.at) {
      case "opening":
        return looking(messages.opening(this.issuer.name), () => this.dispatchEvent(new CustomEvent("badge-leave")));
      case "choice":
        return html`${this.#duty.render()} ${tabs(messages.exports, Object.entries(messages.tabs) as [Tab, string][], this.tab, (tab) => (this.tab = tab), this.#panel(this.tab))}`;
      case "running":
        return dataProgress(stage.run);
      case "summary":
        return dataSummary(stage.finished, stage.tab, () => (this.stage = { at: "choice" }));
      case "fault":
        return fault(stage.error.message, stage.again, stage.back);
    }
  }

  #panel(tab: Tab): TemplateResult | typeof nothing {
    const [place, choices] = [this.#place, this.choices];
    if (!place || !choices) return nothing;
    const wrong = problem(tab, choices, place);
    const choose = (chosen: object): void => {
      this.#turnedOff = "badgeClasses" in chosen && !chosen.badgeClasses && choices.issuer.assertions;
      const also = this.#turnedOff ? { assertions: false } : {};
      this.choices = { ...choices, [tab]: { ...choices[tab], ...chosen, ...also } };
    };
    if (tab === "issuer" || tab === "class") {
      if (wrong) return html`<section class="card" part="card"><p class="note">${wrong}</p></section>`;
      return documentPanel({ tab, choices, place, awards: this.#awards, turnedOff: this.#turnedOff, choose, save: () => void this.#save(this.#order(tab)) });
    }
    return tablePanel({
      tab, choices, place, look: this.#look, problem: wrong, choose,
      save: () => void this.#save(this.#order(tab)), copy: () => void this.#copy(),
    });
  }

  #order(tab: Tab): Order | null {
    const [place, choices] = [this.#place, this.choices];
    if (!place || !choices || problem(tab, choices, place)) return null;
    const order = orderOf(tab, choices, place);
    const { preview } = this.#look;
    if (order.kind === "table" && preview?.exact) return { ...order, expected: preview.tally.listed };
    return order;
  }

  /** Looks at the table that is chosen, if one is, and it makes sense. */
  #lookAt(): void {
    const order = this.tab === "issuer" || this.tab === "class" ? null : this.#order(this.tab);
    if (order?.kind !== "table") return this.#look.at(null, "");
    const { portal, session } = this.account;
    this.#look.at({ ...order.spec, portal: { url: portal.url }, token: session.token, renew: session.renew }, JSON.stringify(order.spec));
  }

  #looked(): void {
    const { preview, error } = this.#look;
    const awards = this.choices?.awards;
    if (preview?.exact && this.tab === "awards" && awards?.scope === "issuer") this.#awards = preview.tally.listed;
    if (error?.code === "signed-out") this.#signedOut(error);
    this.requestUpdate();
  }

  #choose(id: string): void {
    const issuer = this.directory.issuers.find((one) => one.id === id);
    if (issuer) void this.#open(issuer);
  }

  async #open(issuer: IssuerEntry): Promise<void> {
    this.#opening?.abort();
    const { signal } = (this.#opening = new AbortController());
    this.#look.end();
    [this.issuer, this.stage, this.#place, this.choices, this.#awards, this.notice] = [issuer, { at: "opening" }, null, null, null, ""];
    this.#showPicture(null);
    const { portal, session } = this.account;
    void pictureOf(issuer, portal.url, signal).then((picture) => signal.aborted || this.#showPicture(picture));
    try {
      const [contents, all] = await Promise.all([issuerContents({ portal: { url: portal.url }, token: session.token, issuer: issuer.id, signal }), tables()]);
      if (signal.aborted) return;
      this.#place = { directory: this.directory, contents, tables: all };
      [this.choices, this.stage] = [usual(this.#place), { at: "choice" }];
    } catch (thrown) {
      if (!signal.aborted) this.#fault(BadgepackError.from(thrown), () => void this.#open(issuer), () => this.dispatchEvent(new CustomEvent("badge-leave")));
    }
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. */
  async #save(order: Order | null): Promise<void> {
    if (!order || this.#asking) return;
    this.#look.stop();
    this.#asking = true;
    const place = this.asks ? await pickPlace(file(order, this.account).name) : "unasked";
    this.#asking = false;
    if (place === "dismissed") return;
    this.#duty.done();
    const run: DataRun = new DataRun(order, this.account, place, () => this.#follow(run));
    [this.notice, this.said, this.#quarter] = ["", shared.announce(0), 0];
    this.stage = { at: "running", run };
    const back = (): void => void (this.stage = { at: "choice" });
    try {
      const finished = await run.finished;
      this.said = shared.announce(1);
      this.stage = { at: "summary", tab: order.tab, finished };
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      if (!run.cancelled) return this.#fault(BadgepackError.from(thrown), () => void this.#save(order), back);
      this.notice = messages.cancelled;
      back();
      tell(this, "badgepack-cancel", null);
    }
  }

  #follow(run: DataRun): void {
    if (this.stage.at !== "running" || !run.progress) return;
    this.requestUpdate();
    const quarter = Math.floor(run.fraction * 4);
    if (quarter > this.#quarter) this.said = shared.announce((this.#quarter = quarter) / 4);
    tell(this, "badgepack-progress", run.progress);
  }

  async #copy(): Promise<void> {
    const { preview } = this.#look;
    if (!preview) return;
    this.notice = await copyRows(preview).then(messages.copied, () => messages.copyFailed);
  }

  #fault(error: BadgepackError, again: () => void, back: () => void): void {
    tell(this, "badgepack-error", error);
    if (error.code === "signed-out") return this.#signedOut(error);
    this.stage = { at: "fault", error, again, back };
  }

  /** Everything stays as it is; whoever shows this desk asks to sign in again. */
  #signedOut(error: BadgepackError): void {
    this.#look.stop();
    this.stage = this.#place ? { at: "choice" } : { at: "opening" };
    this.dispatchEvent(new CustomEvent("badge-signed-out", { detail: error }));
  }

  #showPicture(picture: Blob | null): void {
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    this.#picture = picture && URL.createObjectURL(picture);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badge-desk": BadgeDesk;
  }
}
