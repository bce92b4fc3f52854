import type { Preview } from "../../badgepack.js";
import { BadgepackError } from "../../error.js";
import { previewTable, type PreviewOptions } from "../../issuer.js";
import { REDRAW } from "../run.js";

/** People go on choosing for a moment; a look begins this long after the last change, in milliseconds. */
const PAUSE = 400;

/** A look at a table before it is saved: it begins by itself, goes on in the background, and can be stopped. */
export class Look {
  preview: Preview | null = null;
  error: BadgepackError | null = null;
  state: "reading" | "stopped" | "done" = "done";
  #wanted: PreviewOptions | null = null;
  #key = "";
  #pause: ReturnType<typeof setTimeout> | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;
  #stop: AbortController | null = null;

  constructor(readonly changed: () => void) {}

  /** Looks at another table, or at nothing; at what it is looking already it goes on. */
  at(options: PreviewOptions | null, key: string): void {
    if (key === this.#key) return;
    const isOther = options?.table !== this.#wanted?.table;
    [this.#wanted, this.#key, this.error] = [options, key, null];
    if (isOther || !options) this.preview = null; // Of the same table the rows before stay until there are others.
    this.#end();
    if (options) this.again();
  }

  /** Looks once more. */
  again(): void {
    this.#end();
    const options = this.#wanted;
    if (!options) return;
    [this.state, this.error] = ["reading", null];
    this.#pause = setTimeout(() => void this.#read(options), PAUSE);
    this.changed();
  }

  /** Stops reading; what is known stays. */
  stop(): void {
    if (this.state === "reading") this.state = "stopped";
    this.#end();
    this.changed();
  }

  /** Makes room for something else; goes on with {@link at}. */
  rest(): void {
    if (this.state !== "reading") return;
    this.#end();
    this.#key = "";
  }

  /** Lets go of everything. */
  end(): void {
    this.#end();
    [this.#wanted, this.#key, this.preview, this.error] = [null, "", null, null];
  }

  #end(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#redraw);
    this.#redraw = undefined;
    this.#stop?.abort();
    this.#stop = null;
    if (this.state === "reading") this.state = "done";
  }

  async #read(options: PreviewOptions): Promise<void> {
    const { signal } = (this.#stop = new AbortController());
    const note = (preview: Preview): void => {
      if (!signal.aborted) this.preview = preview;
    };
    try {
      note(await previewTable({
        ...options, signal,
        onPreview: (preview) => {
          if (preview.tally.pages > 0 || !this.preview) note(preview); // What was seen before stays until there is something to see.
          this.#redraw ??= setTimeout(() => ((this.#redraw = undefined), this.changed()), REDRAW);
        },
      }));
    } catch (thrown) {
      if (signal.aborted) return;
      [this.preview, this.error] = [null, BadgepackError.from(thrown)];
    }
    if (signal.aborted) return;
    this.#end();
    this.state = "done";
    this.changed();
  }
}
