import { lexer, type Token, type Tokens } from "marked";
import { webAddress } from "./words.js";

/** Levels of lists and quotes that are shown as such; what is nested deeper is shown as text. */
const DEPTH = 12;

/**
 * Markdown as nodes: made one by one from the tokens, from a short list of elements, so that nothing in a badge ever becomes
 * markup of the page. HTML in it is shown as the text it is, pictures as links, and only web addresses can be followed.
 */
export function markdown(text: string): DocumentFragment {
  const all = document.createDocumentFragment();
  try {
    all.append(...nodes(lexer(text, { gfm: true }), 0));
  } catch {
    all.append(element("p", [text])); // The lexer gives up on what is made to exhaust it.
  }
  return all;
}

type Piece = Node | string;

function element(name: string, children: readonly Piece[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

const nodes = (tokens: readonly Token[] | undefined, depth: number): Piece[] => (tokens ?? []).flatMap((token) => node(token, depth));

function node(token: Token, depth: number): Piece[] {
  if (depth > DEPTH) return [token.raw];
  const inner = (): Piece[] => nodes("tokens" in token ? token.tokens : undefined, depth + 1);
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "paragraph":
      return [element("p", inner())];
    case "heading":
      return [element(`h${Math.min(6, 3 + (token as Tokens.Heading).depth)}`, inner())]; // Below the card's own headings.
    case "blockquote":
      return [element("blockquote", inner())];
    case "list":
      return [list(token as Tokens.List, depth)];
    case "code":
      return [element("pre", [element("code", [(token as Tokens.Code).text])])];
    case "table":
      return [table(token as Tokens.Table, depth)];
    case "hr":
      return [element("hr", [])];
    case "br":
      return [element("br", [])];
    case "strong":
    case "em":
    case "del":
      return [element(token.type, inner())];
    case "codespan":
      return [element("code", [(token as Tokens.Codespan).text])];
    case "link":
      return [anchor((token as Tokens.Link).href, inner())];
    case "image":
      return [anchor((token as Tokens.Image).href, [(token as Tokens.Image).text || (token as Tokens.Image).href])];
    case "text":
      return "tokens" in token && token.tokens ? inner() : [(token as Tokens.Text).text];
    case "escape":
      return [(token as Tokens.Escape).text];
    default:
      return [token.raw]; // HTML among them: the text that it is.
  }
}

function anchor(href: string, children: readonly Piece[]): HTMLElement {
  const url = webAddress(href);
  if (!url) return element("span", children);
  const made = element("a", children) as HTMLAnchorElement;
  made.href = url.href;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

function list({ ordered, start, items }: Tokens.List, depth: number): HTMLElement {
  const made = element(ordered ? "ol" : "ul", items.map((item) => element("li", nodes(item.tokens, depth + 1))));
  if (ordered && typeof start === "number" && start !== 1) made.setAttribute("start", String(start));
  return made;
}

function table({ header, rows }: Tokens.Table, depth: number): HTMLElement {
  const row = (name: string, cells: readonly Tokens.TableCell[]): HTMLElement => element("tr", cells.map(({ tokens }) => element(name, nodes(tokens, depth + 1))));
  return element("table", [element("thead", [row("th", header)]), element("tbody", rows.map((cells) => row("td", cells)))]);
}
