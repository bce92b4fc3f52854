import { css, html, nothing, type TemplateResult } from "lit";
import type { BadgeDocument, Inspection } from "../../badgepack.js";
import { messages } from "../../messages/card.js";
import { isExpired } from "./facts.js";
import type { Source } from "./source.js";
import { entriesOf, type Subject } from "./subject.js";
import { hostOf, link, phraseOf, say, webAddress } from "./words.js";

/** What it is called, what kind of thing it is, and what is plainly to be said about it. */
export function heading({ file, body }: Source, { found, picture, without }: Inspection, shown: BadgeDocument | null, subject: Subject | null, language: string): TemplateResult {
  const badge = subject?.badge;
  const entries = entriesOf(shown);
  const name = subject?.name.length ? say(subject.name, language) : without ? messages.noBadge : shown?.kind === "record" && shown.value.name.length > 0 ? say(shown.value.name, language) : entries?.length ? (shown?.kind === "list" ? messages.listOf : messages.badgesOf)(entries.length) : shown ? messages.kinds[shown.kind === "unknown" ? "unknown" : shown.kind] : file;
  const size = picture?.width && picture.height ? messages.size(picture.width, picture.height) : "";
  return html`<header>
      <div class="head start">
        <h2 id="name" tabindex="-1" data-focus>${name}</h2>
        ${found && (subject || entries) ? html`<span class="tag">${messages.version(badge?.version ?? found.version)}</span>` : nothing}
        ${badge || entries ? html`<span class="tag quiet">${messages.notVerifiedTag}</span>` : nothing}
        ${shown && shown.kind !== "badge" && shown.kind !== "unknown" ? html`<span class="tag">${messages.kinds[shown.kind]}</span>` : nothing}
        ${badge?.revoked ? html`<span class="tag warn">${messages.revoked}</span>` : nothing}
        ${badge && isExpired(badge) ? html`<span class="tag warn">${messages.expired}</span>` : nothing}
      </div>
      <p class="mute small"><bdi>${messages.fileLine(file, size, body.size)}</bdi></p>
    </header>
    ${badge?.revoked ? html`<p class="note bad"><bdi>${badge.revocationReason ? messages.revokedBecause(badge.revocationReason) : messages.revokedNote}</bdi></p>` : nothing}
    ${subject?.kind === "class" ? html`<p class="note">${messages.classNote}</p>` : subject?.kind === "issuer" ? html`<p class="note">${messages.issuerNote}</p>` : nothing}`;
}

/** The picture, only ever as an image: markup and scripts in it stay dead. One that is elsewhere is a link, for fetching it would tell. */
export function pictureOf(own: string | null, subject: Subject | null, name: string): TemplateResult {
  const image = subject?.image ?? null;
  const url = image?.url ?? "";
  const shown = own ?? (/^data:image\/(png|svg\+xml|jpeg|gif|webp)[;,]/i.test(url) ? url : null);
  const title = image?.caption || (phraseOf(subject?.name ?? [], "")?.text ?? name);
  const broken = (event: Event): void => (event.target as HTMLElement).closest(".picture")?.classList.add("broken");
  if (shown) {
    return html`<div class="picture" part="picture"><img alt=${messages.pictureOf(title)} src=${shown} @error=${broken} @load=${mended} /><span class="mute small">${messages.pictureBroken}</span></div>`;
  }
  return webAddress(url) ? html`<div class="picture none" part="picture"><span class="small">${link(url, messages.pictureAt(hostOf(url)))}</span></div>` : html``;
}

const mended = (event: Event): void => (event.target as HTMLElement).closest(".picture")?.classList.remove("broken");

export const headingLook = css`
  header { display: grid; gap: 0.15rem; }
  h2 { font-size: clamp(1.25rem, 1.1rem + 0.8vw, 1.5rem); }
  .head.start { justify-content: flex-start; }
  .media { display: flex; gap: 1.1rem 1.5rem; align-items: flex-start; }
  .beside { flex: 1; min-inline-size: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; }
  .picture { flex: none; inline-size: 10rem; block-size: 10rem; display: grid; place-items: center; text-align: center; }
  .picture img { inline-size: 100%; block-size: 100%; object-fit: contain; min-inline-size: 0; min-block-size: 0; }
  .picture > span { display: none; }
  .picture.none, .picture.broken { border: 1px dashed var(--edge); border-radius: 12px; padding: 0.75rem; }
  .picture.none > span, .picture.broken > span { display: block; }
  .picture.broken img { display: none; }
  .language { max-inline-size: 14rem; }
  .acts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.75rem; border-block-start: 1px solid var(--line); padding-block-start: 1rem; }
  @container badgepack (inline-size < 34rem) {
    .media { flex-direction: column; }
    .picture { inline-size: 8rem; block-size: 8rem; }
    .beside { inline-size: 100%; }
  }
`;
