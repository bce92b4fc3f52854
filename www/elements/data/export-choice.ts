import { html, type TemplateResult } from "lit";
import type { BadgepackError } from "../../error.js";
import { messages } from "../../messages/data.js";
import type { Account } from "../account.js";
import { tabs } from "../tabs.js";
import { orderOf, problem, usual, type Choices, type Order, type Place, type Tab } from "./choice.js";
import { copyRows } from "./copy.js";
import { documentPanel } from "./document-panel.js";
import { Look } from "./look.js";
import { tablePanel } from "./table-panel.js";

/** Whom a choice tells. */
interface Listener {
  changed: () => void;
  save: (order: Order) => void;
  copied: (said: string) => void;
  signedOut: (error: BadgepackError) => void;
}

/** What is chosen of one issuer, tab by tab, with a look at what it will be. */
export class ExportChoice {
  tab: Tab;
  readonly #look = new Look(() => this.#looked());
  #choices: Choices;
  /** Awards of the whole issuer, once a look counted them all. */
  #awards: number | null = null;
  /** Whether assertions were just turned off together with their badge classes. */
  #turnedOff = false;

  constructor(
    readonly place: Place,
    readonly tell: Listener,
    tab: Tab,
  ) {
    this.tab = tab;
    this.#choices = usual(place);
  }

  /** Looks at the table that is chosen, if one is, and it makes sense; to be called whenever something may have changed. */
  look({ portal, session }: Account): void {
    const order = this.#order();
    if (order?.kind !== "table") return this.#look.at(null, "");
    this.#look.at({ ...order.spec, portal: { url: portal.url }, token: session.token, renew: session.renew }, JSON.stringify(order.spec));
  }

  /** Makes room for a run; goes on with {@link look}. */
  rest(): void {
    this.#look.rest();
  }

  /** Lets go of everything. */
  end(): void {
    this.#look.end();
  }

  render(): TemplateResult {
    const show = (tab: Tab): void => {
      this.tab = tab;
      this.#turnedOff = false;
      this.tell.changed();
    };
    return tabs(messages.exports, Object.entries(messages.tabs) as [Tab, string][], this.tab, show, this.#panel(this.tab));
  }

  #panel(tab: Tab): TemplateResult {
    const [choices, place] = [this.#choices, this.place];
    const wrong = problem(tab, choices, place);
    const choose = (chosen: object): void => this.#choose(chosen);
    const save = (): void => this.#save();
    if (wrong.kind === "nothing") return html`<section class="card" part="card"><p class="note">${wrong.said}</p></section>`;
    return tab === "issuer" || tab === "class"
      ? documentPanel({ tab, choices, place, awards: this.#awards, turnedOff: this.#turnedOff, choose, save })
      : tablePanel({ tab, choices, place, look: this.#look, problem: wrong, choose, save, copy: () => void this.#copy() });
  }

  #choose(chosen: object): void {
    const { tab } = this;
    this.#turnedOff = "badgeClasses" in chosen && !chosen.badgeClasses && this.#choices.issuer.assertions;
    const also = this.#turnedOff ? { assertions: false } : {};
    this.#choices = { ...this.#choices, [tab]: { ...this.#choices[tab], ...chosen, ...also } };
    this.tell.changed();
  }

  #order(): Order | null {
    if (problem(this.tab, this.#choices, this.place).kind !== "none") return null;
    return orderOf(this.tab, this.#choices, this.place);
  }

  #save(): void {
    const order = this.#order();
    if (order) this.tell.save({ ...order, expected: this.#expected(order) });
  }

  /** How many records there are; 0 where no look has told. */
  #expected({ kind, tab }: Order): number {
    const { preview } = this.#look;
    if (kind === "table") return preview?.exact ? preview.tally.listed : 0;
    const { badgeClasses, assertions } = this.#choices.issuer;
    if (tab === "class" || !badgeClasses || (assertions && this.#awards === null)) return 0;
    return this.place.contents.badgeClasses.length + (assertions ? (this.#awards ?? 0) : 0);
  }

  async #copy(): Promise<void> {
    const { preview } = this.#look;
    if (preview) this.tell.copied(await copyRows(preview).then(messages.copied, () => messages.copyFailed));
  }

  #looked(): void {
    const { preview, error } = this.#look;
    if (preview?.exact && this.tab === "awards" && this.#choices.awards.scope === "issuer") this.#awards = preview.tally.listed;
    if (error?.code === "signed-out") this.tell.signedOut(error);
    this.tell.changed();
  }
}
