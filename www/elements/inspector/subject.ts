import type { Badge, BadgeClass, BadgeDocument, BadgeImage, Linked, Profile, Text } from "../../badgepack.js";
import { explain } from "../../sentences.js";

/** What one card is about, whatever kind of document says it. */
export interface Subject {
  kind: "badge" | "class" | "issuer";
  name: readonly Text[];
  badge: Badge | null;
  class: BadgeClass | null;
  issuer: Profile | null;
  image: BadgeImage | null;
}

/** The part itself, where it is there. */
export const valueOf = <T>(linked: Linked<T>): T | null => ("value" in linked ? linked.value : null);

/** What a card shows of a document; nothing for lists and for what is no badge. */
export function subjectOf(document: BadgeDocument | null): Subject | null {
  switch (document?.kind) {
    case "badge": {
      const badge = document.value;
      const known = valueOf(badge.class);
      const issuer = valueOf(badge.issuer) ?? (known && valueOf(known.issuer));
      return { kind: "badge", name: known?.name.length ? known.name : badge.name, badge, class: known, issuer, image: badge.image ?? known?.image ?? null };
    }
    case "class":
      return { kind: "class", name: document.value.name, badge: null, class: document.value, issuer: valueOf(document.value.issuer), image: document.value.image };
    case "issuer":
      return { kind: "issuer", name: document.value.name, badge: null, class: null, issuer: document.value, image: document.value.image };
    default:
      return null;
  }
}

/** The documents in a list or a record; nothing for anything else. */
export function entriesOf(document: BadgeDocument | null): BadgeDocument[] | null {
  if (document?.kind === "list") return document.value;
  return document?.kind === "record" ? document.value.badges.map((value) => ({ kind: "badge", value })) : null;
}

/** Parts of a badge that are elsewhere: what they are, and where. */
export interface Part {
  part: "class" | "issuer";
  url: string;
  /** Why it could not be fetched, when that was tried. */
  error: string | null;
}

/** The parts of a subject that are not here. */
export function missingParts({ badge, class: known }: Subject): Part[] {
  const parts: Part[] = [];
  const look = (part: Part["part"], linked: Linked<unknown> | undefined): void => {
    if (linked?.state !== "linked" && linked?.state !== "failed") return;
    if (!parts.some(({ url }) => url === linked.url)) parts.push({ part, url: linked.url, error: linked.state === "failed" ? explain(linked.error) : null });
  };
  look("class", badge?.class);
  look("issuer", badge?.issuer);
  look("issuer", known?.issuer);
  return parts;
}
