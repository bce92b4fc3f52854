import type { messages as learner } from "./messages.js";
import type { messages as card } from "./messages/card.js";
import type { messages as data } from "./messages/data.js";
import type { messages as findings } from "./messages/findings.js";
import type { messages as inspector } from "./messages/inspector.js";
import type { messages as kept } from "./messages/kept.js";
import type { messages as replace } from "./messages/replace.js";
import type { messages as replaceRun } from "./messages/replace-run.js";
import type { messages as save } from "./messages/save.js";
import type { messages as shell } from "./messages/shell.js";
import type { Sentences } from "./sentences.js";

/** The catalogues of texts, as they are in English. */
interface Catalogues {
  learner: typeof learner;
  card: typeof card;
  data: typeof data;
  findings: typeof findings;
  inspector: typeof inspector;
  kept: typeof kept;
  replace: typeof replace;
  replaceRun: typeof replaceRun;
  save: typeof save;
  shell: typeof shell;
}

/** Everything in another language; a text that lacks does not compile. */
export interface Translation extends Catalogues {
  sentences: Sentences;
  /** The codes of the core's errors by their English sentences, for errors that are told within a text. */
  codes: Readonly<Record<string, string>>;
}

/** The languages besides English: each is a file of its own, loaded when it is wanted. */
const translations = {
  de: () => import("./messages/de.js"),
  ar: () => import("./messages/ar.js"),
};

/** The languages that the elements speak, each as its BCP 47 tag. */
export const languages: readonly string[] = ["en", ...Object.keys(translations)];

let wanted: string | undefined;
let language = "en";
let written = "en";
let translation: Translation | null = null;
let loading: Promise<unknown> | null = null;
const catalogues: (() => void)[] = [];
const listeners = new Set<() => void>();

/** The language that is spoken: one of {@link languages}. */
export const spoken = (): string => language;

/** How numbers and dates are written: that language, perhaps as it is used somewhere. */
export const locale = (): string => written;

/** The core's sentences in the language that is spoken; `null` where that is the core's own English. */
export const sentences = (): Sentences | null => translation?.sentences ?? null;

/** The codes of errors by the core's English; `null` where that is spoken. */
export const errorCodes = (): Translation["codes"] | null => translation?.codes ?? null;

/** The way a language is written. */
export const directionOf = (language: string): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** Texts in English, which become those of another language as soon as that one is spoken. */
export function catalogue<Messages extends object>(name: keyof Catalogues, english: Messages): Messages {
  const messages = { ...english };
  const fill = (): void => void Object.assign(messages, english, translation?.[name]);
  fill();
  catalogues.push(fill);
  return messages;
}

/**
 * Speaks another language from now on, on the whole page; the elements that are there draw themselves anew.
 * @param tag BCP 47, such as `de` or `ar-EG`; numbers and dates follow it. Of languages that are not among {@link languages}, English is spoken.
 * @throws when the texts cannot be loaded; then everything stays as it is
 */
export async function setLanguage(tag: string): Promise<void> {
  wanted = tag;
  const next = languageOf(tag) ?? "en";
  const load = (translations as Partial<Record<string, () => Promise<{ translation: Translation }>>>)[next];
  const coming = load?.();
  if (coming) loading = coming.catch(() => {});
  const texts = coming ? (await coming).translation : null;
  if (wanted !== tag) return; // Another one was asked for meanwhile.
  [language, translation, written] = [next, texts, languageOf(tag) && isTag(tag) ? tag : next];
  for (const tell of [...catalogues, ...listeners]) tell();
}

/** The language of {@link languages} that a tag stands for, if one does. */
export const languageOf = (tag: string): string | undefined => languages.find((one) => one === tag.toLowerCase().split(/[-_]/, 1)[0]);

/** Whether `Intl` takes a tag; `de_AT` and `de-us-gb` it does not. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** Speaks a language unless the page, or an element before, has chosen one. */
export function offerLanguage(tag: string): void {
  if (wanted === undefined) setLanguage(tag).catch(() => {}); // English then, which is always there.
}

/** Resolves once the texts that were asked for last are here, or cannot be had; `null` where English is spoken from the start. */
export const languageLoading = (): Promise<unknown> | null => loading;

/** Tells somebody whenever another language is spoken, until what it returns is called. */
export function onLanguage(draw: () => void): () => void {
  listeners.add(draw);
  return () => void listeners.delete(draw);
}
