// The site's pages: in every language the same page, under the same frame.
import assert from "node:assert/strict";
import { access, readFile, readdir } from "node:fs/promises";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { languages } from "../tools/pages.mjs";

const site = fileURLToPath(new URL("../dist/site/", import.meta.url));
const folders = languages.map(([language, direction], at) => ({ language, direction, folder: at === 0 ? "" : language }));
const files = (await readdir(site)).filter((name) => name.endsWith(".html"));

/** The tags of a page in their order, with the attributes that no language changes. */
const outline = (html) => [...html.replace(/<\/?bdi>/g, "").matchAll(/<(\/?[a-z][\w-]*)([^>]*)>/g)].map(([, tag, attributes]) => [tag, ...attributes.matchAll(/(?:id|class|aria-labelledby)="[^"]*"/g)].join(" "));

for (const file of files) {
  it(`${file} says the same in every language`, async () => {
    const [english, ...others] = await Promise.all(folders.map(({ folder }) => readFile(join(site, folder, file), "utf8")));
    for (const [at, page] of others.entries()) {
      const { language, direction } = folders[at + 1];
      assert.deepEqual(outline(page), outline(english), language);
      assert.match(page, new RegExp(`<html lang="${language}" dir="${direction}">`));
      assert.doesNotMatch(page, /\{\{|undefined/);
      const words = (html) => new Set(html.replace(/<code.*?<\/code>|<[^>]*>/gs, " ").match(/[A-Za-z]{4,} [a-z]{3,} [a-z]{3,}/g) ?? []);
      assert.deepEqual([...words(page)].filter((phrase) => words(english).has(phrase)), [], `${language} has English in it`);
    }
  });

  it(`${file} links to what is there, and to itself in the other languages`, async () => {
    for (const { folder } of folders) {
      const page = await readFile(join(site, folder, file), "utf8");
      const links = [...page.matchAll(/(?:href|src)="(?!data:|#)([^"]+)"/g)].map(([, href]) => href);
      for (const href of links) await access(join(site, folder, href.endsWith("/") ? `${href}index.html` : href));
      const alternates = [...page.matchAll(/rel="alternate" hreflang="(\w+)" href="([^"]+)"/g)].map(([, language, href]) => [language, join(site, folder, href.endsWith("/") ? `${href}index.html` : href)]);
      assert.deepEqual(alternates, folders.map((other) => [other.language, join(site, other.folder, file)]));
      assert.equal(dirname(alternates[0][1]) + "/", site);
    }
  });
}
