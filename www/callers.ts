import type { Sender } from "../target/web/learner_engine.js";
import { badOption } from "./argument.js";
import { BadgepackError, type ErrorCode } from "./error.js";

/**
 * The functions that a caller handed in. An engine only knows that they failed; here stands with what, so that the error that comes of
 * it has that for its cause.
 */
export class Callers {
  readonly #threw = new Map<ErrorCode, unknown>();
  #fault: BadgepackError | undefined;

  /** @param failed told, once, of what ends everything */
  constructor(readonly failed: (error: BadgepackError) => void = () => {}) {}

  /** Ends everything: asking again would bring the same. */
  fail(error: unknown): void {
    if (this.#fault) return;
    this.#fault = BadgepackError.from(error);
    this.failed(this.#fault);
  }

  /** What renews a token. */
  renew(given: (() => Promise<string | null>) | undefined): typeof given {
    return given && (() => this.#overheard("signed-out", async () => given()));
  }

  /** What sends requests. That it rejects may be the network; a throw at once and an answer that is none are faults in it. */
  sender(given: Sender | undefined): Sender | undefined {
    return given && ((request) => this.#overheard("unreachable", () => this.#send(given, request)));
  }

  /** What comes of some work: what ended everything, or its error with the cause that was overheard. */
  async over<T>(work: Promise<T>): Promise<T> {
    const made = await work.catch((error: unknown) => {
      throw this.#fault ?? this.#because(BadgepackError.from(error));
    });
    if (this.#fault) throw this.#fault;
    return made;
  }

  #because(error: BadgepackError): BadgepackError {
    const { code, message, at } = error;
    return this.#threw.has(code) ? new BadgepackError(code, message, at, this.#threw.get(code)) : error;
  }

  async #send(given: Sender, request: Request): Promise<Response> {
    let answer: Promise<unknown> | undefined;
    try {
      answer = given(request);
    } catch (cause) {
      this.fail(new BadgepackError("fault", cause instanceof Error ? cause.message : String(cause), "fetch", cause));
    }
    const response = await answer;
    if (response instanceof Response) return response;
    this.fail(badOption("fetch", "a function that gives a promise of a Response", response));
    return new Response(null, { status: 400 }); // Nobody asks again then.
  }

  async #overheard<T>(code: ErrorCode, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      this.#threw.set(code, error);
      throw error;
    }
  }
}
