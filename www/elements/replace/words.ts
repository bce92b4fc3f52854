import { html, type TemplateResult } from "lit";
import type { ClassAlignment, ClassField, DraftPicture, Expires, PresentClass } from "../../badgepack.js";
import { messages } from "../../messages/replace-run.js";

/** The portal’s id of a class. */
export const idOf = ({ record }: PresentClass): string => String(record.entityId);

/** What a class is called. */
export const nameOf = ({ record }: PresentClass): string => String(record.name);

/** Fields within a sentence: `picture`, `tags`. */
export const fieldsWithin = (fields: readonly ClassField[]): string[] => fields.map((field) => messages.fieldsWithin[field]);

/** A picture in words: `PNG, 400 × 400, 31 kB`. */
export const measure = ({ type, width, height, bytes }: DraftPicture): string => messages.picture(type === "image/svg+xml" ? "SVG" : "PNG", width, height, bytes.length);

/** The engine's words for a picture (`PNG, 400 × 400, 31337 bytes`), as they are written here. */
function measured(text: string): string {
  const [, type, width, height, size] = /^(\w+)(?:, (\d+) × (\d+))?, (\d+) bytes$/.exec(text) ?? [];
  return size === undefined ? text : messages.picture(type ?? "", width === undefined ? null : Number(width), height === undefined ? null : Number(height), Number(size));
}

/** A text this long is cut where nobody needs to compare it. */
const SHORT = 200;

/** What a field holds, as people read it. */
export function valueOf(field: ClassField, content: unknown): string {
  switch (field) {
    case "tags":
      return Array.isArray(content) && content.length > 0 ? content.join(", ") : messages.nothing;
    case "alignments":
      return Array.isArray(content) && content.length > 0 ? (content as ClassAlignment[]).map(alignment).join("; ") : messages.nothing;
    case "expires":
      return isExpires(content) ? messages.expires(content.amount, content.duration) : messages.never;
    case "others":
      return typeof content === "object" && content !== null && Object.keys(content).length > 0 ? JSON.stringify(content) : messages.nothing;
    case "image":
      return typeof content === "string" && content !== "" ? measured(content) : messages.nothing;
    default:
      return typeof content === "string" && content.trim() !== "" ? content : messages.nothing;
  }
}

/** The same for a table: cut where it is long, and turned by nothing that is written in it. */
export function value(field: ClassField, content: unknown, whole = false): TemplateResult {
  const text = valueOf(field, content);
  return html`<bdi class="value">${whole || text.length <= SHORT ? text : `${text.slice(0, SHORT)}…`}</bdi>`;
}

const alignment = ({ targetName, targetUrl }: ClassAlignment): string => targetName ?? targetUrl ?? "";

const isExpires = (content: unknown): content is Expires => typeof content === "object" && content !== null && "amount" in content && "duration" in content;
