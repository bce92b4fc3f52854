import type { BadgeClassEntry } from "../../badgepack.js";
import { Logo } from "../logo.js";

/** How many pictures are asked for at a time: the portal has other things to do. */
const AT_ONCE = 4;

/** The pictures of badge classes, fetched from the portal itself as they come into sight. */
export class ClassPictures {
  readonly #pictures = new Map<string, Logo>();
  readonly #seen = new WeakMap<Element, BadgeClassEntry>();
  readonly #waiting: BadgeClassEntry[] = [];
  readonly #eye = new IntersectionObserver((sights) => {
    for (const { target, isIntersecting } of sights) {
      const entry = this.#seen.get(target);
      if (!isIntersecting || !entry) continue;
      this.#eye.unobserve(target);
      if (this.#pictures.has(entry.id)) continue;
      this.#pictures.set(entry.id, new Logo(this.changed));
      this.#waiting.push(entry);
      if (this.#flying < AT_ONCE) void this.#fetch();
    }
  });
  #flying = 0;

  constructor(
    readonly portal: string,
    readonly changed: () => void,
  ) {}

  /** The address of a class's picture within this page, once it is there. */
  url({ id }: BadgeClassEntry): string | null {
    return this.#pictures.get(id)?.url ?? null;
  }

  /** Waits until an element is seen that wants the picture of a class. */
  watch(element: Element, entry: BadgeClassEntry): void {
    if (this.#seen.get(element) === entry) return;
    this.#seen.set(element, entry);
    if (!this.#pictures.has(entry.id)) this.#eye.observe(element);
  }

  /** Lets go of everything. */
  end(): void {
    this.#eye.disconnect();
    this.#waiting.length = 0;
    for (const picture of this.#pictures.values()) picture.end();
    this.#pictures.clear();
  }

  async #fetch(): Promise<void> {
    this.#flying += 1;
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) await this.#pictures.get(entry.id)?.show(entry, this.portal);
    this.#flying -= 1;
  }
}
