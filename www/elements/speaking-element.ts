import { LitElement } from "lit";
import { BadgepackError } from "../error.js";
import { directionOf, languageLoading, languageOf, offerLanguage, onLanguage, spoken } from "../languages.js";
import { messages } from "../messages/shell.js";
import { canDraw } from "./drawable.js";
import { standsHere, tell } from "./events.js";
import { isInUse, watchUse } from "./in-use.js";

/**
 * An element with texts, in the language of its place in the page: that of its nearest `lang`.
 *
 * All elements of a page speak one language, the first one's, until `setLanguage` is called.
 */
export abstract class SpeakingElement extends LitElement {
  #hush: (() => void) | null = null;
  #refused: BadgepackError | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    standsHere(this);
    watchUse(this);
    offerLanguage(tagOf(this));
    this.#hush = onLanguage(() => this.#speak());
    const loading = languageLoading();
    if (loading) void loading.then(() => this.isConnected && this.#speak());
    else this.#speak();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hush?.();
    // A page that only moves it puts it elsewhere at once.
    queueMicrotask(() => this.isConnected || this.gone());
  }

  /** Moved as it stands, by `moveBefore`. */
  connectedMoveCallback(): void {
    standsHere(this);
  }

  /** Stops what is under way, and lets go of what is held: it was taken off the page, and not only moved. */
  protected gone(): void {}

  /** Moves the focus to what is new, where people are at work here; who is elsewhere keeps the focus, and what they look at. */
  protected leadTo(news: HTMLElement | null | undefined): void {
    if (isInUse(this)) news?.focus();
  }

  /** Draws only once the texts are there, so that nobody sees them change. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const loading = languageLoading();
    return loading ? loading.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** An element that the page does not let be drawn says and tells so, and begins nothing. */
  protected override shouldUpdate(): boolean {
    if (canDraw()) return true;
    if (!this.#refused) tell(this, "badgepack-error", (this.#refused = new BadgepackError("not-loaded", messages.notDrawable)));
    const alert = Object.assign(document.createElement("p"), { className: "note bad", role: "alert", textContent: messages.notDrawable });
    this.renderRoot.replaceChildren(alert);
    return false;
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
