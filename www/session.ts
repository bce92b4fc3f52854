import { BadgepackError } from "./error.js";

/**
 * A signed-in learner. The tokens live in this object only: never in storage, an address or a log, and gone with the page.
 */
export class Session {
  #token: string;
  readonly #renew: () => Promise<string | null>;

  /** A session by an access token, and how to get the next one where there is a way. */
  constructor(token: string, renew: () => Promise<string | null> = async () => null) {
    this.#token = token;
    this.#renew = renew;
  }

  /** The newest access token. */
  get token(): string {
    return this.#token;
  }

  /** Asks for something with the newest token, and once more with a new one where the portal no longer takes it. */
  async ask<Answer>(work: (token: string) => Promise<Answer>): Promise<Answer> {
    try {
      return await work(this.#token);
    } catch (refused) {
      if (BadgepackError.from(refused).code === "signed-out" && (await this.renew()) !== null) return work(this.#token);
      throw refused;
    }
  }

  /** Gets a new access token; `null` when there is none to be had. */
  renew = async (): Promise<string | null> => {
    const token = await this.#renew();
    if (token !== null) this.#token = token;
    return token;
  };
}
