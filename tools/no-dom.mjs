// What Lit touches while elements are imported and looked at, so that a server, which has none of it, can do that: tools/bundle.mjs lets Lit import it.
const { HTMLElement: Element = class {}, CSSStyleSheet: Sheet = class {}, document: page = { createTreeWalker: () => ({}) } } = globalThis;
export { Element as HTMLElement, Sheet as CSSStyleSheet, page as document };
