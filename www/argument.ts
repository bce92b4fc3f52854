// What callers hand in, held to its kind before an engine sees it: WebAssembly breaks on what is of another one.
import { BadgepackError } from "./error.js";

/** What an object is, told so that it may be of another frame, too. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/** A kind of argument, in words, and what is one. */
export type Kind = readonly [wanted: string, is: (value: unknown) => boolean];
type Fields<T> = { [Name in keyof T]?: Kind };

export const text: Kind = ["a text", (value) => typeof value === "string"];
export const callback: Kind = ["a function", (value) => typeof value === "function"];
export const object: Kind = ["an object", (value) => typeof value === "object" && value !== null];
const signal: Kind = ["an AbortSignal", (value) => typeof (value as AbortSignal | null)?.aborted === "boolean"];

/** An argument that is not what it has to be. */
export function badOption(at: string, wanted: string, given: unknown, cause?: unknown): BadgepackError {
  return new BadgepackError("bad-option", `${at} has to be ${wanted}, not ${tagOf(given)}.`, at, cause);
}

/** An argument that is what it has to be. */
export function held<T>(value: T, [wanted, is]: Kind, at: string): T {
  if (!is(value)) throw badOption(at, wanted, value);
  return value;
}

/** Options that are what they have to be: those that must be there, and those that may; signals and functions are looked at in any case. */
export function optionsOf<T extends object>(given: T, needed: Fields<T> = {}, others: Fields<T> = {}): T {
  held(given, object, "options");
  const common = { signal, onProgress: callback, onPreview: callback, renew: callback, fetch: callback, token: text };
  for (const [name, kind] of Object.entries<Kind | undefined>({ ...common, ...others, ...needed })) {
    const value = given[name as keyof T];
    if (kind && (value !== undefined || name in needed)) held(value, kind, name);
  }
  return given;
}
