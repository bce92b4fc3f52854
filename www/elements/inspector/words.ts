import { html, nothing, type TemplateResult } from "lit";
import type { Text } from "../../badgepack.js";

/** The phrase of a text in a language, or its first one. */
export const phraseOf = (text: readonly Text[], language: string): Text | undefined => text.find((phrase) => phrase.language === language) ?? text[0];

/** A text in a language, marked as being in it. */
export function say(text: readonly Text[], language: string): TemplateResult | typeof nothing {
  const phrase = phraseOf(text, language);
  return phrase ? html`<bdi lang=${phrase.language ?? nothing}>${phrase.text}</bdi>` : nothing;
}

/** The address, where it is one of the web; everything else (`javascript:`, `did:`, `urn:`) is none to be opened. */
export const webAddress = (text: string | null): URL | null => (text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text) : null);

/** What people know an address by. */
export const hostOf = (text: string): string => webAddress(text)?.host ?? text;

/** A link to another site, or the bare text where that is no web address. It tells that site nothing. */
export function link(text: string, label?: string): TemplateResult {
  const url = webAddress(text);
  return url ? html`<a href=${url.href} target="_blank" rel="noopener noreferrer"><bdi>${label || text}</bdi></a>` : html`<bdi>${label || text}</bdi>`;
}
