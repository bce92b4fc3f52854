// What Lit finds in the place of globals; tools/bundle.mjs lets it import this.

// It touches these while elements are imported and looked at; a server has none of them.
const { HTMLElement: Element = class {}, CSSStyleSheet: Sheet = class {}, document: page = { createTreeWalker: () => ({}) } } = globalThis;
export { Element as HTMLElement, Sheet as CSSStyleSheet, page as document };

/**
 * Lit's one policy of Trusted Types, under badgepack's name: a page may have a Lit of its own, and a policy allows each name once. A second copy of
 * badgepack goes without: its elements are never made, because the first copy's have their names.
 */
export function createPolicy(types, rules) {
  const taken = Symbol.for("badgepack.policy");
  if (globalThis[taken]) return undefined;
  globalThis[taken] = true;
  return types.createPolicy("badgepack", rules);
}
