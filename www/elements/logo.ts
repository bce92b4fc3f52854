import type { IssuerEntry } from "../badgepack.js";

/** The picture of an issuer: fetched from the portal itself and from nowhere else. */
export class Logo {
  /** Its address within this page, once it is there. */
  url: string | null = null;
  #stop = new AbortController();

  constructor(readonly changed: () => void) {}

  /** Shows another picture, where there is one: an issuer’s, or a badge class’s. */
  async show({ image }: Pick<IssuerEntry, "image">, portal: string): Promise<void> {
    this.end();
    const { signal } = (this.#stop = new AbortController());
    if (!image || !URL.canParse(image) || new URL(image).origin !== new URL(portal).origin) return;
    const picture = await fetched(image, signal);
    if (!picture || signal.aborted) return;
    this.url = URL.createObjectURL(picture);
    this.changed();
  }

  /** Lets go of it. */
  end(): void {
    this.#stop.abort();
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = null;
  }
}

async function fetched(url: string, signal: AbortSignal): Promise<Blob | null> {
  try {
    const answer = await fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer" });
    return answer.ok && /^image\/(png|svg\+xml|jpeg|gif|webp)\b/.test(answer.headers.get("content-type") ?? "") ? await answer.blob() : null;
  } catch {
    return null; // Its first letter does as well.
  }
}
