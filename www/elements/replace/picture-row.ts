import { css, html, nothing, type TemplateResult } from "lit";
import type { DraftPicture } from "../../badgepack.js";
import { messages } from "../../messages/replace.js";
import { dropZone } from "../inspector/drop-zone.js";
import { below, shell, type Row } from "./field-row.js";
import { removed, type PictureUrls } from "./pictures.js";

/** The picture's row: small ones beside each other, and a place for another one. */
export function pictureRow(row: Row, urls: PictureUrls, problem: string, give: (file: File) => void): TemplateResult {
  const { choices } = row;
  const way = choices.way("image");
  const { present } = choices;
  const after = choices.picture;
  const small = (picture: DraftPicture | null): TemplateResult =>
    picture ? html`<span class="small-picture"><img src=${urls.of(picture)} alt="" /><bdi class="mute small">${messages.pictureFacts(picture.type, picture.width, picture.height, picture.bytes.length)}</bdi></span>` : html`<span class="mute">${messages.noPicture}</span>`;
  const own = way === "own" ? html`${dropZone(messages.choosePicture, ".png,.svg,image/png,image/svg+xml", give, html`<p class="small mute">${messages.ownPicture}</p>`)}
    ${problem ? html`<p class="note bad small" role="alert" tabindex="-1"><bdi>${problem}</bdi></p>` : nothing}` : nothing;
  if (way === "leave" && choices.change("image").state !== "changed") {
    return shell("image", row, html`<td role="cell" colspan="2" data-label=${messages.now}>${choices.change("image").state === "same" ? html`<span class="mute">${messages.sameAs.text}</span>` : html`${small(present.picture)}<p class="mute small">${messages.absentHint}</p>`} ${below("image", row)}</td>`);
  }
  return shell("image", row, html`<td role="cell" data-label=${messages.now}>${small(present.picture)}</td>
    <td role="cell" data-label=${messages.after}>${small(after)}
      ${after && after !== present.picture ? html`<p class="small">${messages.pictureFrom[after.from]}</p>${removed(after)}` : nothing}
      ${below("image", row)} ${own}
    </td>`);
}

export const pictureRowLook = css`
  .small-picture { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem; }
  .small-picture img { inline-size: 3.5rem; block-size: 3.5rem; object-fit: contain; }
`;
