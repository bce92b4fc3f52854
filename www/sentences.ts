import type { CoreErrorCode } from "./error-code.js";
import { BadgepackError, isThrown } from "./error.js";
import { sentences } from "./languages.js";

/** What the core says, in another language: by its codes, and by its words where it has no codes. */
export interface Sentences {
  /** By the codes of `BadgepackError`: all that the core says, and what scripts of the package say in English. */
  errors: Record<CoreErrorCode | ScriptErrorCode, string>;
  /** Why an item was left out, by what the core says. */
  skipped: Record<string, string>;
  /** Remarks about a baked picture, by their codes. */
  warnings: Record<string, string>;
  /** Why a picture carries no badge, by the code of the reason. */
  without: Record<string, string>;
  /** Sections of portals, by their usual English titles; other titles are the portal's own. */
  sections: Record<string, string>;
  /** What stands in a column, by `table/column`. */
  columns: Record<string, string>;
  /** Fields in which two copies of a badge differ, by their English words. */
  fields: Record<string, string>;
  /** What the core says of a replacement without a code: by its English, with `{0}`, `{1}` for what stands in it. */
  said: Record<string, string>;
  /** What the parts of a file are, in the same way. */
  parts: Record<string, string>;
}

type ScriptErrorCode = "engine" | "no-streams" | "unreadable";

/** Something that the core says of what went wrong; `why` is its sentence, perhaps with the place behind it in brackets. */
interface Said {
  code: string;
  why: string;
}

/** What went wrong, in the language that is spoken. */
export function explain(error: BadgepackError | { code: string; message: string }): string {
  // What the elements say themselves is in that language already, under codes that the core has, too.
  const isOwn = error instanceof BadgepackError && !isThrown(error.cause) && !/^(engine|no-streams|unreadable|truncated)$/.test(error.code);
  return (isOwn ? undefined : sentenceOf(error.code)) ?? error.message;
}

/** The sentence of an error by its code; nothing where the core’s own English is spoken. */
export const sentenceOf = (code: string): string | undefined => (sentences()?.errors as Record<string, string> | undefined)?.[code];

/** Why an item or a list is not whole, in the language that is spoken. */
export function explainMissing({ code, why }: Said): string {
  const known = sentenceOf(code) ?? sentences()?.skipped[why];
  const place = /\. \((.+)\)$/s.exec(why)?.[1];
  return known === undefined ? why : place ? `${known} (\u2068${place}\u2069)` : known;
}

/** A remark about a baked picture. */
export const explainWarning = ({ code, message }: { code: string; message: string }): string => sentences()?.warnings[code.replace(/^also-.*/, "also")] ?? message;

/** Why a picture carries no badge. */
export const explainWithout = ({ reason, message }: { reason: string; message: string }): string => sentences()?.without[reason] ?? message;

/** What a section of a portal is called. */
export const sectionTitle = (title: string): string => sentences()?.sections[title] ?? title;

/** What stands in a column of a table. */
export const columnAbout = (table: string, { name, about }: { name: string; about: string }): string => sentences()?.columns[`${table}/${name}`] ?? about;

/** A field in which two copies of a badge differ. */
export const fieldName = (field: string): string => sentences()?.fields[field] ?? field;
