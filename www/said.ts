import { errorCodes, sentences } from "./languages.js";
import { sentenceOf, type Sentences } from "./sentences.js";

/**
 * What the core says without a code, in the language that is spoken: sentences one after the other, each known by its English with what
 * stands in it, or as that of an error. Where one of them is not known, such as a portal's own words, all stays as it is.
 */
export const explainSaid = (text: string): string => translated(text) ?? text;

function translated(text: string): string | undefined {
  const known = sentences();
  if (!known || !text) return undefined;
  const fitting = patternsOf(known).flatMap(({ pattern, own }) => {
    const found = pattern.exec(text);
    return found ? { own, values: found.slice(1), rest: found.groups?.["rest"] ?? "" } : [];
  });
  // The shortest sentence first: what stands in a longer one could be others.
  for (const { own, values, rest } of fitting.sort((one, other) => other.rest.length - one.rest.length)) {
    const after = rest && translated(rest);
    if (after !== undefined) return filled(own, values) + (after && ` ${after}`);
  }
  return error(text);
}

/** An error's sentence, perhaps with the place behind it in brackets. */
function error(text: string): string | undefined {
  const [, english = "", place] = /^([^]*?\.)(?: \(([^]+)\))?$/.exec(text) ?? [];
  const own = sentenceOf(errorCodes()?.[english] ?? "");
  return own && (place ? `${own} (${isolated(place)})` : own);
}

const filled = (own: string, values: readonly string[]): string => own.replace(/\{(\d)\}/g, (_, at: string) => isolated(values[Number(at)] ?? ""));

/** What stands in a sentence: one of the core's, or something in whatever language, which turns nothing around it. */
const isolated = (value: string): string => translated(value) ?? `\u2068${value}\u2069`;

interface Pattern {
  pattern: RegExp;
  own: string;
}

const patterns = new WeakMap<Sentences, Pattern[]>();

function patternsOf(known: Sentences): Pattern[] {
  const made = patterns.get(known) ?? Object.entries({ ...known.said, ...known.parts }).map(([english, own]) => ({ pattern: patternOf(english), own }));
  patterns.set(known, made);
  return made;
}

/** What ends in something takes it to the end; otherwise another sentence may follow. */
const patternOf = (english: string): RegExp =>
  new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "([^]*?)")}${english.endsWith("}") ? "" : "(?: (?<rest>[^]+))?"}$`);
