// Kinds of arguments that whoever only looks at a badge does not need, and so does not load.
import { tagOf, type Kind } from "./argument.js";

const isAddress = (value: unknown): boolean => typeof value === "string" || tagOf(value) === "URL";
/** Whether it is an object with an object in it by that name. */
const has = (value: unknown, name: string): boolean => typeof (value as Record<string, unknown> | null)?.[name] === "object" && (value as Record<string, unknown>)[name] !== null;

export const number: Kind = ["a number", (value) => typeof value === "number"];
export const flag: Kind = ["true or false", (value) => typeof value === "boolean"];
export const list: Kind = ["an array", Array.isArray];
export const address: Kind = ["an address, as a text or URL", isAddress];
export const portal: Kind = ["an object with the portal's address, such as { url: \"https://badges.example.org\" }", (value) => isAddress((value as { url?: unknown } | null)?.url)];
export const present: Kind = ["a badge class as previewReplacement gives it", (value) => has(value, "record")];
export const draft: Kind = ["a draft as draftReplacement gives it", (value) => has(value, "contents")];
