import type { CoreErrorCode } from "./error-code.js";
import { messages } from "./messages/save.js";

/** What went wrong: everything that the core can say, and what only a page or a program around it can meet. */
export type ErrorCode =
  | CoreErrorCode
  /** The engine could not be loaded or started: its address, its type, the page's security policy, or the browser. `at` is its address. */
  | "engine"
  /** A part of an element could not be loaded, or drawn because of the page's security policy. */
  | "not-loaded"
  /** The browser has no streams. */
  | "no-streams"
  /** A file cannot be read any more. */
  | "unreadable"
  /** The clipboard cannot be read. */
  | "clipboard"
  /** There is no room for the file. */
  | "disk-full"
  /** The file cannot be written where it is to be. `at` is its path, or the name that it is to have. */
  | "not-writable"
  /** The portal does not know this user name and password. */
  | "wrong-password"
  /** A fault of badgepack itself, or something that nobody foresaw; `cause` is what was thrown. */
  | "fault";

/** The shape of what the core throws. */
interface Thrown {
  code: CoreErrorCode;
  message: string;
  at: string;
}

/** What an error has of whichever copy of the package made it: there can be two of them on a page. */
const BRAND = Symbol.for("badgepack.error");

/**
 * What went wrong, and where.
 *
 * `code` is stable, `message` is one plain sentence for people, and `at` says where: an address, a byte, a field, or nothing.
 */
export class BadgepackError extends Error {
  override readonly name = "BadgepackError";
  readonly code: ErrorCode;
  readonly at: string;

  constructor(code: ErrorCode, message: string, at = "", cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.at = at;
  }

  // Not declared, so that the errors of two copies are of one type for TypeScript, too.
  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
  }

  /** Whether it is one, of this copy of the package or another one. */
  static override [Symbol.hasInstance](one: unknown): boolean {
    return super[Symbol.hasInstance](one) || (this === BadgepackError && typeof one === "object" && one !== null && BRAND in one);
  }

  /** For `JSON.stringify`, which leaves out the message of errors. */
  toJSON(): { name: string; code: ErrorCode; message: string; at: string } {
    const { name, code, message, at } = this;
    return { name, code, message, at };
  }

  /** The same failure as a `BadgepackError`, whatever was thrown. */
  static from(thrown: unknown): BadgepackError {
    if (thrown instanceof BadgepackError) return thrown;
    if (isThrown(thrown)) return new BadgepackError(thrown.code, thrown.message, thrown.at, thrown);
    if (isTrap(thrown)) return new BadgepackError("fault", messages.engineBroke, "", thrown);
    return new BadgepackError("fault", thrown instanceof Error ? thrown.message : String(thrown), "", thrown);
  }
}

/** Whether WebAssembly broke at its work; each browser has an error of its own for a stack that is full. */
const isTrap = (thrown: unknown): boolean => thrown instanceof WebAssembly.RuntimeError || (thrown instanceof Error && /call stack|too much recursion/i.test(thrown.message));

/** Whether the core threw it: nothing else has a code, a message and a place. */
export function isThrown(thrown: unknown): thrown is Thrown {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string" && "message" in thrown && "at" in thrown && typeof thrown.at === "string";
}
