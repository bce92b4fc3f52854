import { nothing, type PropertyValues, type TemplateResult } from "lit";
import { BadgepackError } from "../error.js";
import { explain } from "../sentences.js";
import { canDraw } from "./drawable.js";
import { tell } from "./events.js";
import { fault } from "./interludes.js";
import { loadPart } from "./load-part.js";
import { SpeakingElement } from "./speaking-element.js";

/** What a {@link Shell} shows once it is loaded; it asks its shell to be drawn again by `requestUpdate`. */
export interface Panel {
  render(): TemplateResult;
  connected?(): void;
  disconnected?(): void;
}

/** An element that is defined at once, with all its properties, and whose panel is loaded when it first stands on a page. */
export abstract class Shell<Content extends Panel> extends SpeakingElement {
  static override properties = { panel: { state: true }, broken: { state: true } };

  protected declare panel: Content | null;
  protected declare broken: BadgepackError | null;
  #loading: Promise<void> | null = null;

  constructor() {
    super();
    this.panel = this.broken = null;
  }

  /** Loads the panel and makes it. */
  protected abstract open(): Promise<Content>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.panel?.connected?.();
    void this.loaded();
  }

  protected override gone(): void {
    this.panel?.disconnected?.();
  }

  override render(): TemplateResult | typeof nothing {
    return this.broken ? fault(explain(this.broken), () => void this.loaded(), null) : this.panel?.render() ?? nothing;
  }

  override updated(changed: PropertyValues): void {
    if (this.broken && changed.has("broken")) this.leadTo(this.renderRoot.querySelector<HTMLElement>("[role=alert]"));
  }

  /** It is complete once its panel is there. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#loading;
    return super.getUpdateComplete();
  }

  /** The panel; `null` where it cannot be loaded, which people are then told. */
  protected async loaded(): Promise<Content | null> {
    if (!this.panel && canDraw()) await (this.#loading ??= this.#load());
    return this.panel;
  }

  async #load(): Promise<void> {
    try {
      this.panel = await loadPart(this.open());
      this.broken = null;
      if (this.isConnected) this.panel.connected?.();
    } catch (error) {
      tell(this, "badgepack-error", (this.broken = BadgepackError.from(error)));
    } finally {
      this.#loading = null;
    }
  }
}
