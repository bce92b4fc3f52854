// www/pages → the site's pages: the frame around each text, in every language; English in the root, the others in folders of their own.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = new URL("../www/pages/", import.meta.url);
/** The languages of the site, each with the way it is written; the first one has no folder. */
export const languages = [["en", "ltr"], ["de", "ltr"], ["ar", "rtl"]];
/** The pages, in the order of the header. */
const order = ["index.html", "issuer.html", "replace.html", "inspect.html"];

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const read = (path) => readFile(new URL(path, folder), "utf8");
const ownName = (language) => new Intl.DisplayNames([language], { type: "language" }).of(language);

/** A page's text: what `<title>` (the name in the header, too) and `<meta>` say, and the body below them. */
async function textOf(language, file) {
  const text = await read(`${language}/${file}`);
  const found = /^<title>(?<title>.+)<\/title>\n<meta name="description" content="(?<description>[^"]+)">\n\n(?<body>[^]+)$/.exec(text);
  if (!found) throw new Error(`www/pages/${language}/${file} does not begin with its title and its description.`);
  return found.groups;
}

/** Writes all pages below `site`. */
export async function makePages(site) {
  const frame = await read("frame.html");
  const words = JSON.parse(await read("words.json"));
  const files = (await readdir(new URL("en/", folder))).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  for (const [language, direction] of languages) {
    const texts = new Map(await Promise.all(files.map(async (file) => [file, await textOf(language, file)])));
    const root = language === languages[0][0] ? "" : "../";
    await mkdir(join(site, root ? language : ""), { recursive: true });
    for (const [file, { title, description, body }] of texts) {
      const name = file === "index.html" ? "" : file;
      /** The same page in another language, from here. */
      const in_ = (other) => `${root}${other === languages[0][0] ? "" : `${other}/`}${name}` || "./";
      const filled = {
        language, direction, root, title, description, body: indented(body),
        main: escaped(words[language].main), languages: escaped(words[language].languages), framed: escaped(words[language].framed),
        pages: [...texts].map(([other, { title }]) => link(other === "index.html" ? "./" : other, title, other === file)).join(""),
        switch: languages.map(([other]) => link(in_(other), ownName(other), false, `${other === language ? ' aria-current="true"' : ""} lang="${other}" hreflang="${other}"`)).join(""),
        alternates: languages.map(([other]) => `<link rel="alternate" hreflang="${other}" href="${in_(other)}">`).join("\n    "),
      };
      await writeFile(join(site, root ? language : "", file), frame.replace(/\{\{(\w+)\}\}/g, (_, name) => filled[name]));
    }
  }
}

const link = (href, text, isHere, more = "") => `<a href="${href}"${more}${isHere ? ' aria-current="page"' : ""}>${text}</a>`;
const indented = (body) => body.trimEnd().replace(/^(?=.)/gm, "      ");
