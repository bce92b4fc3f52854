import { fingerprint, watched } from "./watched.js";
import { parsed } from "./whole.js";

/** Under which a portal says whose account it is: at the top of the document, or of Badgr's only result. */
const NAMES = ["entityId", "id", "user_id", "userId", "uuid", "sub"];

/** Listens to what a portal first says to somebody who signed in: in it is the account's own id. */
export class Whose {
  #id: string | null | undefined;

  /** To be used for a survey, which begins with the profile. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const response = await fetch(request);
    return this.#id === undefined ? watched(response, (body) => this.#listen(body)) : response;
  };

  /** A fingerprint of the portal and the account; `null` where the portal does not say whose it is. */
  async account(portal: string): Promise<string | null> {
    // Pages without TLS have no fingerprints.
    return typeof this.#id === "string" && globalThis.crypto?.subtle ? fingerprint(`${portal}\n${this.#id}`) : null;
  }

  #listen(body: Uint8Array): void {
    const document = objectOf(parsed(new TextDecoder().decode(body)));
    if (this.#id !== undefined || !document || document.format === "badgepack.portal") return;
    const { result } = document;
    const own = Array.isArray(result) && result.length === 1 ? objectOf(result[0]) : document;
    const id = NAMES.map((name) => own?.[name]).find((value) => typeof value === "string" || typeof value === "number");
    this.#id = id === undefined ? null : String(id);
  }
}

const objectOf = (value: unknown): Record<string, unknown> | null => (typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null);
