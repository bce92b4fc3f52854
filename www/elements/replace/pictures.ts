import { css, html, nothing, type TemplateResult } from "lit";
import type { DraftPicture } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";

/** Addresses of pictures within this page: the only way in which a picture of others is shown. */
export class PictureUrls {
  readonly #urls = new Map<DraftPicture, string>();

  /** The address of a picture. */
  of(picture: DraftPicture): string {
    const known = this.#urls.get(picture);
    if (known) return known;
    const url = URL.createObjectURL(new Blob([picture.bytes], { type: picture.type }));
    this.#urls.set(picture, url);
    return url;
  }

  /** Lets go of all of them. */
  end(): void {
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }
}

/** How a badge looks: its picture with what there is to say of it, and its name. */
export function portrait(title: string, id: string, { name, picture, url, alt, said, marked }: { name: string; picture: DraftPicture | null; url: string | null; alt: string; said: string; marked: boolean }): TemplateResult {
  return html`<section class="portrait ${marked ? "marked" : ""}" aria-labelledby=${id}>
    <h3 id=${id}>${title}</h3>
    <div class="media">
      ${url ? html`<img src=${url} alt=${alt} />` : html`<span class="none small mute">${messages.noPicture}</span>`}
      <div>
        <p class="name"><bdi>${name}</bdi></p>
        ${picture ? html`<p class="mute small"><bdi>${messages.pictureFacts(picture.type, picture.width, picture.height, picture.bytes.length)}</bdi></p>` : nothing}
        ${said ? html`<p class="mute small"><bdi>${said}</bdi></p>` : nothing}
      </div>
    </div>
  </section>`;
}

/** What was taken out of a picture. */
export function removed({ removed }: DraftPicture): TemplateResult | typeof nothing {
  if (removed.length === 0) return nothing;
  return html`<div class="note warn small"><p>${messages.removed}</p>
    <ul class="removed">${removed.slice(0, 20).map(({ what, why }) => html`<li><code dir="ltr">${what.slice(0, 120)}</code> <span class="mute">${messages.removedWhy[why] ?? why}</span></li>`)}</ul>
    ${removed.length > 20 ? html`<p>…</p>` : nothing}</div>`;
}

export const picturesLook = css`
  .portrait { display: grid; gap: 0.5rem; align-content: start; min-inline-size: 0; }
  .portrait h3 { color: var(--mute); font-size: 0.9375rem; }
  .media { display: flex; gap: 1rem; align-items: flex-start; }
  .media > div { min-inline-size: 0; display: grid; gap: 0.1rem; }
  .media img, .media .none { flex: none; inline-size: 7rem; block-size: 7rem; object-fit: contain; }
  .media .none { display: grid; place-items: center; text-align: center; border: 1px dashed var(--edge); border-radius: 12px; padding: 0.4rem; }
  .portrait .name { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 5; overflow: hidden; font-weight: 600; font-size: 1.05rem; overflow-wrap: anywhere; }
  .removed { display: grid; gap: 0.15rem; }
  @container badgepack (inline-size < 30rem) { .media img, .media .none { inline-size: 5.5rem; block-size: 5.5rem; } }
`;
