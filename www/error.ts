/** The shape of what the engine throws. */
interface Thrown {
  code: string;
  message: string;
  at?: unknown;
}

/**
 * What went wrong, and where.
 *
 * `code` is stable and the same in Rust and in JavaScript (`"unreachable"`, `"signed-out"`, `"web-page"`, …), `message` is one
 * plain sentence for people, and `at` says where: an address, a byte, a field, or nothing.
 */
export class BadgepackError extends Error {
  override readonly name = "BadgepackError";
  readonly code: string;
  readonly at: string;

  constructor(code: string, message: string, at = "", cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.at = at;
  }

  /** The same failure as a `BadgepackError`, whatever was thrown. */
  static from(thrown: unknown): BadgepackError {
    if (thrown instanceof BadgepackError) return thrown;
    if (isThrown(thrown)) return new BadgepackError(thrown.code, thrown.message, typeof thrown.at === "string" ? thrown.at : "", thrown);
    return new BadgepackError("fault", thrown instanceof Error ? thrown.message : String(thrown), "", thrown);
  }
}

/** Whether something is an error with a code: what the engine throws. */
export function isThrown(thrown: unknown): thrown is Thrown {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string" && "message" in thrown && typeof thrown.message === "string";
}
