import type { PresentClass, SafetyCopyInfo, SafetyCopyProgress, SafetyCopySummary } from "../../badgepack.js";
import { checkSafetyCopy, exportSafetyCopy, type SafetyCopy } from "../../replace.js";
import type { Place } from "../../save.js";
import type { Account } from "../account.js";
import { Run, savedTo, type Extent } from "../run.js";
import { idOf } from "./words.js";

/** The safety copy of a class; nothing is fetched before it is read. */
export const copyOf = ({ portal, session }: Account, present: PresentClass, signal?: AbortSignal, onProgress?: (progress: SafetyCopyProgress) => void): SafetyCopy =>
  exportSafetyCopy({ portal: { url: portal.url }, token: session.token, renew: session.renew, badgeClass: idOf(present), signal, onProgress });

/** A safety copy on its way to disk. It is there only once it was read back from there, and found sound to its last byte. */
export class CopyRun extends Run<SafetyCopyProgress, SafetyCopySummary> {
  /** Whether all is written, and it is being read back. */
  checking = false;
  /** What the file is called where it is. */
  readonly fileName: string;
  readonly #info: Promise<SafetyCopyInfo>;

  constructor(account: Account, readonly present: PresentClass, place: Place, changed: () => void) {
    let checked!: (info: SafetyCopyInfo) => void;
    const info = new Promise<SafetyCopyInfo>((resolve) => (checked = resolve));
    super({
      begin: (signal, onProgress) => copyOf(account, present, signal, onProgress),
      keep: savedTo(place, async (file) => {
        this.checking = true;
        changed();
        checked(await checkSafetyCopy(file, present));
      }),
      changed,
    });
    this.#info = info;
    this.fileName = place === "unasked" ? this.name : place.name;
  }

  /** What was found in the file; to be asked for once it is {@link finished}. */
  get info(): Promise<SafetyCopyInfo> {
    return this.#info;
  }

  /** Awards that are in it, and those that there are; nobody counted them where there are very many. */
  get extent(): Extent {
    const { all, exact } = this.present.awards;
    const done = this.progress?.awards ?? 0;
    return { done, total: exact ? Math.max(all, done, 1) : 0 };
  }
}
