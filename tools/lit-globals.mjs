// What Lit finds in the place of globals; tools/bundle.mjs lets it import this.

// It touches these while elements are imported and looked at; a server has none of them.
const { HTMLElement: Element = class {}, CSSStyleSheet: Sheet = class {}, document: page = { createTreeWalker: () => ({}) } } = globalThis;
export { Element as HTMLElement, Sheet as CSSStyleSheet, page as document };

/**
 * Lit's one policy of Trusted Types, under badgepack's name: a page may have a Lit of its own, and allows each name once. A second copy of
 * badgepack uses the first one's, for it may define elements that the first one has not.
 */
export function createPolicy(types, rules) {
  const policy = Symbol.for("badgepack.policy");
  try {
    return (globalThis[policy] ??= types.createPolicy("badgepack", rules));
  } catch {
    return undefined; // The page does not allow it; www/elements/drawable.ts finds out what that means.
  }
}
