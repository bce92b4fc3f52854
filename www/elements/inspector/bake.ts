import { html, nothing, type TemplateResult } from "lit";
import { BadgepackError } from "../../error.js";
import { inspect } from "../../inspect.js";
import { messages } from "../../messages/card.js";
import { bake, unbake } from "../../picture.js";
import { explain } from "../../sentences.js";
import { dropZone } from "./drop-zone.js";
import { bytesOf, named, typeOf } from "./source.js";

/** What was baked: the picture as it is to be saved, and how it is shown. */
interface Baked {
  bytes: Uint8Array<ArrayBuffer>;
  file: string;
  url: string;
  replaced: boolean;
  /** What was baked is somebody’s badge or record, or the address of one. */
  awarded: boolean;
}

/** A picture and a credential become a baked picture: one of them is there, the other one is to be given. */
export class Baking {
  #baked: Baked | null = null;
  #problem = "";

  /**
   * @param have the credential that is to be baked into a picture, or the picture that is to carry a badge
   * @param save hands a picture to the downloads
   */
  constructor(
    readonly have: { payload: string } | { picture: Blob; file: string },
    readonly save: (bytes: Uint8Array<ArrayBuffer>, file: string) => void,
    readonly close: () => void,
    readonly changed: () => void,
  ) {}

  render(): TemplateResult {
    const { have } = this;
    return html`<section class="panel" part="bake" aria-labelledby="bake">
      <h3 id="bake" tabindex="-1">${"payload" in have ? messages.bakeOther : messages.bakeInto}</h3>
      ${"payload" in have
        ? dropZone(messages.choosePicture, ".png,.svg,image/png,image/svg+xml", (file) => void this.#bake(file, have.payload, file.name), html`<p>${messages.bakePicture}</p>`)
        : html`<form novalidate @submit=${(event: SubmitEvent) => void this.#typed(event, have.picture, have.file)}>
            ${dropZone(messages.chooseBadge, ".json,.jsonld,.jws,.txt,.png,.svg", (file) => void this.#given(file, have.picture, have.file), html`
              <p>${messages.bakeText}</p>
              <label for="credential">${messages.bakeField}</label>
              <textarea id="credential" name="credential" rows="5" spellcheck="false" dir="ltr"></textarea>`)}
            <div class="bar"><button part="bake-button">${messages.bakeIt}</button></div>
          </form>`}
      ${this.#problem ? html`<p class="note bad" role="alert"><bdi>${this.#problem}</bdi></p>` : nothing}
      ${this.#baked ? this.#result(this.#baked) : nothing}
      <div class="bar"><button class="plain" @click=${this.close}>${messages.close}</button></div>
    </section>`;
  }

  /** Lets go of what was shown. */
  end(): void {
    if (this.#baked) URL.revokeObjectURL(this.#baked.url);
    this.#baked = null;
  }

  #result({ bytes, file, url, replaced, awarded }: Baked): TemplateResult {
    return html`<div role="status"><p>${awarded ? messages.bakeReady : messages.bakeNoAward}</p></div>
      <img class="preview" alt=${messages.pictureOf(file)} src=${url} />
      ${replaced ? html`<p class="note warn">${messages.bakeReplaces}</p>` : nothing}
      <div class="bar"><button class="main" part="save-button" @click=${() => this.save(bytes, file)}>${messages.bakeSave}</button></div>`;
  }

  async #typed(event: SubmitEvent, picture: Blob, file: string): Promise<void> {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get("credential");
    await this.#bake(picture, typeof text === "string" ? text.trim() : "", file);
  }

  async #given(badge: File, picture: Blob, file: string): Promise<void> {
    const carried = /\.(png|svg)$/i.test(badge.name) ? unbake(await bytesOf(badge)).then((found) => found?.payload ?? "") : badge.text();
    await this.#bake(picture, await carried.catch((error: unknown) => (this.#say(explain(BadgepackError.from(error))), "")), file);
  }

  async #bake(picture: Blob, payload: string, file: string): Promise<void> {
    this.end();
    this.#say("");
    try {
      const bytes = await bytesOf(picture);
      const before = await unbake(bytes).catch(() => null); // A broken badge in it is replaced all the same.
      const baked = await bakeChecked(bytes, payload);
      const { document } = await inspect(baked); // No document is an address, of which nobody knows yet what is there.
      this.#baked = { bytes: baked, file: named(file, "baked"), url: URL.createObjectURL(new Blob([baked], { type: typeOf(baked) })), replaced: before !== null, awarded: !document || document.kind === "badge" || document.kind === "record" };
    } catch (error) {
      this.#problem = explain(BadgepackError.from(error));
    }
    this.changed();
  }

  #say(problem: string): void {
    this.#problem = problem;
    this.changed();
  }
}

/** A bake that was read back: what is handed out carries exactly this payload. */
export async function bakeChecked(picture: Uint8Array, payload: string): Promise<Uint8Array<ArrayBuffer>> {
  const baked = (await bake(picture, payload)) as Uint8Array<ArrayBuffer>;
  if ((await unbake(baked))?.payload.trim() !== payload.trim()) throw new BadgepackError("fault", messages.notSame);
  return baked;
}
