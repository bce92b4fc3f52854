import { badOption } from "./argument.js";

/** An object as JSON. */
export function jsonOf(value: unknown, at: string): string {
  try {
    const json: string | undefined = JSON.stringify(value);
    if (json !== undefined) return json;
  } catch (cause) {
    throw badOption(at, `something that can be JSON (${cause instanceof Error ? cause.message : String(cause)})`, value, cause);
  }
  throw badOption(at, "something that can be JSON", value);
}
