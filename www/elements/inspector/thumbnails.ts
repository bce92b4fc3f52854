import type { Finding } from "../../badgepack.js";

/** Pictures of findings, opened one after another as they come into sight, and let go with the page of the list. */
export class Thumbnails {
  readonly #urls = new Map<Finding, string>();
  readonly #waiting: { image: HTMLImageElement; finding: Finding }[] = [];
  readonly #seen = new WeakMap<Element, Finding>();
  readonly #eye = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const finding = this.#seen.get(target);
      if (!isIntersecting || !finding) continue;
      this.#eye.unobserve(target);
      this.#waiting.push({ image: target as HTMLImageElement, finding });
      if (!this.#opening) void this.#open();
    }
  });
  #opening = false;

  /** Watches over the image of a finding. */
  watch(image: HTMLImageElement, finding: Finding): void {
    if (this.#seen.get(image) === finding) return;
    this.#seen.set(image, finding);
    image.removeAttribute("src");
    const url = this.#urls.get(finding);
    if (url) image.src = url;
    else this.#eye.observe(image);
  }

  /** Lets go of every picture but those of these findings. */
  keep(shown: ReadonlySet<Finding>): void {
    for (const [finding, url] of this.#urls) {
      if (shown.has(finding)) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(finding);
    }
  }

  /** Lets go of everything. */
  end(): void {
    this.#eye.disconnect();
    this.#waiting.length = 0;
    this.keep(new Set());
  }

  async #open(): Promise<void> {
    this.#opening = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const { image, finding } = next;
      if (this.#seen.get(image) !== finding || !image.isConnected) continue; // Another page is shown by now.
      const url = await pictureUrl(finding).catch(() => null); // A picture that cannot be opened is said so in its row.
      if (!url) continue;
      if (this.#seen.get(image) !== finding || !image.isConnected) URL.revokeObjectURL(url);
      else {
        this.#urls.set(finding, url);
        image.src = url;
      }
    }
    this.#opening = false;
  }
}

async function pictureUrl(finding: Finding): Promise<string | null> {
  const bytes = (await finding.open()) as Uint8Array<ArrayBuffer>;
  const type = bytes[0] === 0x89 ? "image/png" : /\.svg$/i.test(finding.file) ? "image/svg+xml" : null;
  return type && URL.createObjectURL(new Blob([bytes], { type }));
}
