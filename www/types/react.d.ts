/**
 * badgepack's elements in TSX: importing this defines them, as `badgepack/elements` does, and tells React's types of them.
 * @module
 */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { BadgeData, BadgeDataEvents, BadgeExport, BadgeExportEvents, BadgeForget, BadgeForgetEvents, BadgeInspector, BadgeInspectorEvents, BadgeReplace, BadgeReplaceEvents, BadgeSignIn, BadgeSignInEvents } from "./elements.js";

export * from "./elements.js";

/** `save-to` of `saveTo`. */
type Attribute<Name> = Name extends `${infer First}${infer Rest}` ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Attribute<Rest>}` : Name;

/** An element's own properties, also by the names of their attributes; its methods are not among them. */
type Own<Element> = { [Name in Exclude<keyof Element, keyof HTMLElement> as Element[Name] extends (...given: never[]) => unknown ? never : Name | Attribute<Name>]?: Element[Name] | undefined };

type Listeners<Events> = { [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined };

type Props<Element extends HTMLElement, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> & Own<Element> & Listeners<Events>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "badge-export": Props<BadgeExport, BadgeExportEvents>;
      "badge-data": Props<BadgeData, BadgeDataEvents>;
      "badge-inspector": Props<BadgeInspector, BadgeInspectorEvents>;
      "badge-replace": Props<BadgeReplace, BadgeReplaceEvents>;
      "badge-sign-in": Props<BadgeSignIn, BadgeSignInEvents>;
      "badge-forget": Props<BadgeForget, BadgeForgetEvents>;
    }
  }
}
