import { BadgepackError } from "../error.js";
import { messages } from "../messages/shell.js";

/** A part of an element that is loaded when it is needed; what keeps it from loading is a {@link BadgepackError}. */
export async function loadPart<Part>(part: Promise<Part>): Promise<Part> {
  try {
    return await part;
  } catch (cause) {
    throw new BadgepackError("not-loaded", messages.notLoaded, "", cause);
  }
}
