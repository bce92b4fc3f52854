import { css, html, type PropertyValues, type TemplateResult } from "lit";
import type { Directory, DocumentSummary, IssuerEntry, TableSummary } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { listTables, surveyIssuer } from "../../issuer.js";
import { messages as shared } from "../../messages.js";
import { messages } from "../../messages/data.js";
import { pickPlace } from "../../save.js";
import { explain } from "../../sentences.js";
import { tell } from "../events.js";
import { fault, looking } from "../interludes.js";
import { Logo } from "../logo.js";
import type { Finished } from "../run.js";
import { runProgressLook } from "../run-progress.js";
import type { Account } from "../account.js";
import { nobody } from "../nobody.js";
import { SpeakingElement } from "../speaking-element.js";
import { look } from "../style.js";
import { tabsLook } from "../tabs.js";
import { chartLook } from "./chart.js";
import type { Order, Tab } from "./choice.js";
import { columnsLook } from "./columns.js";
import { DataRun, file } from "./data-run.js";
import { documentPanelLook } from "./document-panel.js";
import { Duty, dutyLook } from "./duty.js";
import { ExportChoice } from "./export-choice.js";
import { header, headerLook } from "./header.js";
import { periodLook } from "./period-choice.js";
import { previewLook } from "./preview.js";
import { dataProgress, dataSummary, dataSummaryLook } from "./summary.js";
import { tablePanelLook } from "./table-panel.js";


/** What people are at; a cancel and a fault lead back to choosing. */
type Stage =
  | { at: "opening" }
  | { at: "choice" }
  | { at: "running"; run: DataRun }
  | { at: "summary"; tab: Tab; finished: Finished<TableSummary | DocumentSummary> }
  | { at: "fault"; error: BadgepackError; file: string; again: () => void; back: () => void };

/** What somebody sees who has no issuer. */
export const noIssuers = nobody(messages);

/** The exports of one issuer after the other, for somebody who is signed in. */
export class BadgeDesk extends SpeakingElement {
  static override styles = [
    look, headerLook, dutyLook, tabsLook, tablePanelLook, periodLook, columnsLook, previewLook, chartLook, documentPanelLook, runProgressLook, dataSummaryLook,
    css`[role="status"].note { margin-block-end: 1rem; }`,
  ];
  static override properties = {
    account: { attribute: false }, directory: { attribute: false }, portalName: { attribute: false }, asks: { attribute: false },
    stage: { state: true }, issuer: { state: true }, notice: { state: true }, said: { state: true },
  };

  declare account: Account;
  declare directory: Directory;
  declare portalName: string;
  /** Whether people are asked where to save. */
  declare asks: boolean;
  protected declare stage: Stage;
  protected declare issuer: IssuerEntry;
  protected declare notice: string;
  protected declare said: string;
  #choice: ExportChoice | null = null;
  #opening: AbortController | null = null;
  #asking = false;
  #quarter = 0;
  readonly #logo = new Logo(() => this.requestUpdate());
  readonly #duty = new Duty(() => {
    this.requestUpdate();
    void this.updateComplete.then(() => this.#focusNews());
  });

  constructor() {
    super();
    this.stage = { at: "opening" };
    this.asks = false;
    this.notice = this.said = this.portalName = "";
  }

  protected override gone(): void {
    this.#opening?.abort();
    this.#choice?.end();
    if (this.stage.at === "running") this.stage.run.cancel();
    this.#logo.end();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("directory")) {
      const before = this.issuer?.id;
      const issuer = this.directory.issuers.find(({ id }) => id === before) ?? this.directory.issuers[0];
      if (issuer && (issuer.id !== before || !this.#choice)) void this.#open(issuer);
      else if (this.#choice) this.notice = messages.signedInAgain;
    }
    if (this.stage.at === "choice" && !this.hidden && this.isConnected) this.#choice?.look(this.account);
  }

  override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as Stage | undefined;
    if (before && before.at !== this.stage.at) this.#focusNews();
  }

  /** Moves the focus to the news where what had it is gone; nobody is torn away from what they use. */
  #focusNews(): void {
    if (this.shadowRoot?.activeElement) return;
    this.leadTo([...this.renderRoot.querySelectorAll<HTMLElement>("[role=alert][tabindex], [data-focus]")].at(-1));
  }

  override render(): TemplateResult {
    const { stage } = this;
    return html`<div role="status" class=${this.notice ? "note" : "hidden"}>${this.notice || this.said}</div>
      <div class="stack">
        ${header({
          contents: this.#choice?.place.contents ?? null, issuer: this.issuer, picture: this.#logo.url, directory: this.directory, portal: this.portalName, busy: stage.at === "running",
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
        return html`${this.#duty.render()} ${this.#choice?.render()}`;
      case "running":
        return dataProgress(stage.run);
      case "summary":
        return dataSummary(stage.finished, stage.tab, () => (this.stage = { at: "choice" }));
      case "fault":
        return fault(explain(stage.error), stage.again, stage.back, stage.file);
    }
  }

  #choose(id: string): void {
    const issuer = this.directory.issuers.find((one) => one.id === id);
    if (issuer) void this.#open(issuer);
  }

  async #open(issuer: IssuerEntry): Promise<void> {
    this.#opening?.abort();
    const { signal } = (this.#opening = new AbortController());
    const tab = this.#choice?.tab ?? "awards";
    this.#choice?.end();
    [this.issuer, this.stage, this.#choice, this.notice] = [issuer, { at: "opening" }, null, ""];
    const { portal, session } = this.account;
    void this.#logo.show(issuer, portal.url);
    try {
      const [contents, all] = await Promise.all([session.ask((token) => surveyIssuer({ portal: { url: portal.url }, token, issuer: issuer.id, signal })), listTables()]);
      if (signal.aborted) return;
      this.#choice = new ExportChoice({ directory: this.directory, contents, tables: all }, {
        changed: () => this.requestUpdate(),
        save: (order) => void this.#save(order),
        copied: (said) => (this.notice = said),
        signedOut: (error) => this.#signedOut(error),
      }, tab);
      this.stage = { at: "choice" };
    } catch (thrown) {
      if (!signal.aborted) this.#fault(BadgepackError.from(thrown), () => void this.#open(issuer), () => this.dispatchEvent(new CustomEvent("badge-leave")));
    }
  }

  /** Called in the click itself, because browsers only then let a page ask where to save. */
  async #save(order: Order): Promise<void> {
    if (this.#asking) return;
    this.#choice?.rest();
    this.#asking = true;
    const place = this.asks ? await pickPlace(file(order, this.account).name) : "unasked";
    this.#asking = false;
    if (place === "dismissed") return;
    this.#duty.done();
    const run: DataRun = new DataRun(order, this.account, place, () => this.#follow(run));
    if (!this.isConnected) run.cancel(); // It was taken off the page while people chose a place.
    [this.notice, this.said, this.#quarter] = ["", shared.announce(0), 0];
    this.stage = { at: "running", run };
    const back = (): void => void (this.stage = { at: "choice" });
    try {
      const finished = await run.finished;
      this.said = shared.announce(1);
      this.stage = { at: "summary", tab: order.tab, finished };
      tell(this, "badgepack-done", finished);
    } catch (thrown) {
      if (!run.cancelled) return this.#fault(BadgepackError.from(thrown), () => void this.#save(order), back, messages.cut(run.extent.done));
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

  #fault(error: BadgepackError, again: () => void, back: () => void, file = ""): void {
    if (error.code === "signed-out") return this.#signedOut(error);
    tell(this, "badgepack-error", error);
    this.stage = { at: "fault", error, file, again, back };
  }

  /** Everything stays as it is; whoever shows this desk asks to sign in again. */
  #signedOut(error: BadgepackError): void {
    this.#choice?.rest();
    this.stage = this.#choice ? { at: "choice" } : { at: "opening" };
    tell(this, "badgepack-error", error);
    this.dispatchEvent(new CustomEvent<string>("badge-signed-out", { detail: messages.signedOut }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "badgepack-desk": BadgeDesk;
  }
}
