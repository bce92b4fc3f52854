import { LitElement } from "lit";
import { directionOf, languageLoading, languageOf, offerLanguage, onLanguage, spoken } from "../languages.js";

/**
 * An element with texts, in the language of its place in the page: that of its nearest `lang`.
 *
 * All elements of a page speak one language, the first one's, until `setLanguage` is called.
 */
export abstract class SpeakingElement extends LitElement {
  #hush: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    offerLanguage(tagOf(this));
    this.#hush = onLanguage(() => this.#speak());
    const loading = languageLoading();
    if (loading) void loading.then(() => this.isConnected && this.#speak());
    else this.#speak();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hush?.();
  }

  /** Draws only once the texts are there, so that nobody sees them change. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const loading = languageLoading();
    return loading ? loading.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** Says of itself what it is written in, where its place in the page says something else. */
  #speak(): void {
    const [language, direction] = [spoken(), directionOf(spoken())];
    if (languageOf(tagOf(this)) !== language) this.lang = language;
    if (getComputedStyle(this).direction !== direction) this.dir = direction;
    this.requestUpdate();
  }
}

/** The language of an element's place in the page, through all shadow trees around it; English where nothing says so. */
function tagOf(element: Element): string {
  for (let at: Element | null = element; at; ) {
    const found: HTMLElement | null = at.closest<HTMLElement>("[lang]");
    if (found?.lang) return found.lang;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return "en";
}
