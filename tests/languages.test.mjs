// German and Arabic say everything that English says: the catalogues' texts, and the core's sentences by their codes.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, describe, it } from "node:test";
import { listParts, listTables } from "../dist/badgepack.js";
import { catalogues, texts } from "./languages.mjs";

const source = (path) => readFile(new URL(`../${path}`, import.meta.url), "utf8");
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, one]) => one);

/** What is written the same in every language. */
const SAME = /^(Badges?|Bytes|Version|Name|Pause|Problem|example\.svg|(CLR|Open Badges) .*)$/;

/** Every text of a catalogue with its path; functions are called with the same arguments in each language. */
function* leaves(value, path = []) {
  if (typeof value === "string") yield [path.join("."), value];
  else if (typeof value === "function") for (const args of argumentsOf(path.at(-1), value)) yield [`${path.join(".")}(${args})`, [value(...args)].flat().join("")];
  else for (const [key, one] of Object.entries(value)) yield* leaves(one, [...path, key]);
}

// Counts, as texts, serve for names, too; only these want a word that they know.
const KNOWN = { chart: ["month"], expires: [, "days"] };
const argumentsOf = (name, { length }) => ["0", "1", "2", "3", "11", "100"].map((count) => Array(length).fill(count).map((one, at) => KNOWN[name]?.[at] ?? one));

/** The sentences that a Rust file puts together, each with `{0}`, `{1}` for what is put into it. */
function sentencesOf(rust) {
  const code = rust.split("#[cfg(test)]")[0].replace(/^\s*\/\/.*$/gm, "");
  const literal = /"(?:[^"\\]|\\.)*"/g;
  // What is put into a row of texts: calls, and references to names.
  const rows = [...code.matchAll(/\[((?:"(?:[^"\\]|\\.)*"|&?[\w.]+(?:\((?:[^()]|\([^()]*\))*\))?|[,\s])+)\]/g)].filter(([, row]) => /"[^"]*[a-z] /.test(row));
  const templates = rows.map(([, row]) => {
    let count = 0;
    const pieces = row.match(/"(?:[^"\\]|\\.)*"|&?[\w.]+(?:\((?:[^()]|\([^()]*\))*\))?/g);
    return pieces.map((piece) => (piece.startsWith('"') ? JSON.parse(piece) : `{${count++}}`)).join("").replace(/^\{0\} /, "");
  });
  const rest = rows.reduce((left, [row]) => left.replace(row, ""), code);
  return [...templates, ...(rest.match(literal) ?? []).map((one) => one.slice(1, -1)).filter((one) => /^[A-Z].* .*\.$/.test(one))];
}

for (const language of ["de", "ar"]) {
  describe(language, () => {
    const { sentences, ...translated } = texts[language];

    it("has each text, of the same kind, naming what English names, and none is left in English", async () => {
      for (const [name, messages] of Object.entries(catalogues)) {
        await texts.setLanguage("en");
        const english = new Map(leaves(messages));
        await texts.setLanguage(language);
        const own = new Map(leaves(translated[name]));
        assert.deepEqual([...own.keys()], [...english.keys()], name);
        assert.deepEqual(new Map(leaves(messages)), own, `${name} is spoken`);
        for (const [path, text] of own) {
          const before = english.get(path);
          assert.doesNotMatch(text, /undefined|NaN|\[object/, `${name}.${path}`);
          // A hundred of something, or something that is called "100".
          if (path.endsWith("100)") && before.includes("100")) assert.match(text, /100/, `${name}.${path}`);
          if (/[a-z]{3}/.test(before.replace(/`.*?`/g, "")) && !SAME.test(text)) assert.notEqual(text, before, `${name}.${path}`);
        }
      }
      await texts.setLanguage("en");
    });

    it("knows every code that errors, remarks and guesses have", async () => {
      const codes = found(await source("crate/src/error.rs"), /^ {8}\w+ = "([a-z0-9-]+)", /gm);
      assert.ok(codes.length > 50);
      const scripts = ["engine", "no-streams", "unreadable"];
      assert.deepEqual(Object.keys(sentences.errors).sort(), [...codes, ...scripts].sort());
      const remarks = found(await source("crate/src/image/warning.rs"), /=> "([\w-]+)",/g).filter((code) => !code.startsWith("also-"));
      assert.ok(remarks.length > 10);
      assert.deepEqual(Object.keys(sentences.warnings).sort(), [...remarks, "also"].sort());
      const reasons = found(await source("crate/src/inspect/without.rs"), /Reason::\w+ => "([\w-]+)"/g);
      assert.deepEqual(Object.keys(sentences.without).sort(), reasons.sort());
    });

    it("knows what the core says without a code: left-out pictures, sections, columns, and fields that differ", async () => {
      assert.deepEqual(Object.keys(sentences.skipped), found(await source("crate/src/portal/badgr.rs"), /Withheld\("(.+?)"\)/g));
      const described = JSON.parse(await source("www/portals/navigatr-like.json")).sections.map(({ title }) => title);
      const titles = [...found(await source("crate/src/portal/badgr.rs"), /section\("\w+", "(.+?)"/g), ...described];
      assert.deepEqual(Object.keys(sentences.sections).sort(), [...new Set(titles)].sort());
      const columns = Object.entries(await listTables()).flatMap(([table, { columns }]) => columns.map(({ name }) => `${table}/${name}`));
      assert.deepEqual(Object.keys(sentences.columns).sort(), columns.sort());
      const text = await source("crate/src/links/difference.rs");
      const fields = found(text.slice(0, text.indexOf("mod tests")), /(?:compare\(\s*|^\s+\()"([a-z ]+)",/gm);
      assert.ok(fields.length > 12);
      assert.deepEqual(Object.keys(sentences.fields).filter((field) => !fields.includes(field)), []);
      assert.deepEqual(fields.filter((field) => !(field in sentences.fields)), []);
    });
    it("knows every sentence that the core makes up for a replacement", async () => {
      // What these two make up stands in files, which are English.
      const names = (await readdir(new URL("../crate/src/replace/", import.meta.url))).filter((name) => name.endsWith(".rs") && !/^(save|rebake)\.rs$/.test(name));
      const english = (await Promise.all(names.map((name) => source(`crate/src/replace/${name}`)))).flatMap(sentencesOf);
      assert.ok(english.length > 20);
      assert.deepEqual(Object.keys(sentences.said).sort(), [...new Set(english)].sort());
      const dangers = found(await source("crate/src/image/removed.rs"), /Danger::\w+ => "(.+?)"/g);
      assert.deepEqual(Object.keys(translated.replace.removedWhy).sort(), dangers.sort());
    });
  });
}

describe("Arabic", () => {
  it("never isolates alone what follows Latin letters, for it would stand on their other side", () => {
    const { sentences, ...own } = texts.ar;
    const filled = Object.values({ ...sentences.said, ...sentences.parts }).map((text) => text.replace(/\{\d\}/g, "\u2068x\u2069"));
    const said = Object.values(own).flatMap((messages) => [...leaves(messages)].map(([, text]) => text));
    const withoutPhrases = (text) => text.replace(/\u2066(?:[^\u2066-\u2069]|[\u2067\u2068][^\u2069]*\u2069)*\u2069/g, "");
    assert.deepEqual([...filled, ...said].filter((text) => /[A-Za-z] ?[\u2066-\u2068]/.test(withoutPhrases(text))), []);
  });
});

describe("the parts of a file", () => {
  after(() => texts.setLanguage("en"));

  it("are the same in both languages", () => assert.deepEqual(Object.keys(texts.de.sentences.parts), Object.keys(texts.ar.sentences.parts)));

  for (const language of ["de", "ar"]) {
    it(`are said in ${language} of every part of every picture that is a fixture`, async () => {
      await texts.setLanguage(language);
      const folder = new URL("fixtures/baked/", import.meta.url);
      const untold = new Set();
      const sentences = found(await source("crate/src/error.rs"), /= "[\w-]+", "(.+)";/g); // What is said of a damage has no code yet.
      for (const name of (await readdir(folder)).filter((name) => /\.(png|svg|json|jws|txt)$/.test(name))) {
        for (const { what } of await listParts(await readFile(new URL(name, folder)))) if (texts.explainSaid(what) === what && !sentences.some((sentence) => what.endsWith(sentence))) untold.add(what);
      }
      assert.deepEqual([...untold], []);
    });
  }
});

describe("a language", () => {
  after(() => texts.setLanguage("en"));

  it("is known by its tag, with or without a country, and English stands in for others", async () => {
    for (const [tag, language] of [["de", "de"], ["DE-at", "de"], ["ar_EG", "ar"], ["en-GB", "en"], ["fr", undefined], ["", undefined], ["design", undefined]]) {
      assert.equal(texts.languageOf(tag), language, tag);
    }
    await texts.setLanguage("fr");
    assert.equal(texts.learner.saveZip, "Save ZIP");
    await texts.setLanguage("de-AT");
    assert.equal(texts.learner.saveZip, "ZIP sichern");
    await texts.setLanguage("en");
    assert.equal(texts.learner.saveZip, "Save ZIP");
  });

  it("writes numbers, sizes and dates as it is done there", async () => {
    const { number, bytes, day, percent } = texts.locale;
    const written = [];
    for (const tag of ["en", "en-GB", "de", "de_AT", "ar-EG"]) {
      await texts.setLanguage(tag);
      written.push([number(1234567), bytes(22_400_000), day("2024-02-29"), percent(0.45)].join(" | ").replace(/[\u200e\u200f\u061c\u00a0]/g, ""));
    }
    assert.deepEqual(written, [
      "1,234,567 | 22.4 MB | February 29, 2024 | 45%",
      "1,234,567 | 22.4 MB | 29 February 2024 | 45%",
      "1.234.567 | 22,4 MB | 29. Februar 2024 | 45%",
      "1.234.567 | 22,4 MB | 29. Februar 2024 | 45%",
      "١٬٢٣٤٬٥٦٧ | ٢٢٫٤ م.ب | ٢٩ فبراير ٢٠٢٤ | ٤٥٪",
    ]);
  });

  it("has as many forms of a noun as it needs: six in Arabic", async () => {
    await texts.setLanguage("ar");
    assert.deepEqual([1, 2, 3, 11, 100].map(texts.card.badgesOf), ["شارة واحدة", "شارتان", "3 شارات", "11 شارة", "100 شارة"]);
  });

  it("says an error of the core by its code, but keeps what a page has said itself, and what it does not know", async () => {
    const { BadgepackError } = texts;
    const { explain, explainMissing } = texts.sentences;
    const thrown = { code: "truncated", message: "The file ends before it is complete; download it again.", at: "byte 33" };
    await texts.setLanguage("de");
    assert.match(explain(BadgepackError.from(thrown)), /^Die Datei hört auf/);
    assert.match(explain(thrown), /^Die Datei hört auf/);
    assert.match(explain(new BadgepackError("unreadable", "The file cannot be read any more.")), /^Die Datei lässt sich nicht mehr lesen/);
    assert.equal(explain(new BadgepackError("refused", texts.learner.wayNotOffered)), texts.learner.wayNotOffered);
    assert.equal(explain(new BadgepackError("fault", "Something else.")), "Something else.");
    assert.equal(explainMissing({ code: "not-found", why: "The portal says that this does not exist. (https://a.example/b)" }), "Das Portal sagt, dass es das nicht gibt. (\u2068https://a.example/b\u2069)");
    assert.match(explainMissing({ code: "withheld", why: "The portal lists no picture of this badge." }), /^Das Portal führt kein Bild/);
    await texts.setLanguage("en");
    assert.equal(explain(BadgepackError.from(thrown)), thrown.message);
  });

  it("says what has no code by its English, one sentence after the other, with what stands in it as it is", async () => {
    const { explainSaid } = texts;
    const two = "“javascript:a” is no web address. “b” has signs that nobody sees: U+202E, U+200B. It was left out.";
    assert.equal(explainSaid(two), two, "English as it is");
    await texts.setLanguage("de");
    const plain = (text) => explainSaid(text).replace(/[\u2068\u2069]/g, "");
    assert.equal(plain(two), "„javascript:a“ ist keine Web-Adresse. „b“ enthält Zeichen, die niemand sieht: U+202E, U+200B. Das wurde weggelassen.");
    assert.equal(
      plain("A picture could not be used: This stands at another site, and that site was not asked; allow it, or give what is there yourself. (https://a.example/b.png)"),
      "Ein Bild konnte nicht verwendet werden: Das steht auf einer anderen Seite, und die wurde nicht gefragt; erlauben Sie es, oder bringen Sie selbst, was dort ist. (https://a.example/b.png)",
    );
    assert.equal(plain("The portal answered HTTP 418."), "Das Portal hat mit HTTP 418 geantwortet.");
    for (const own of ["Ensure this field has no more than 254 characters.", "A badge has to have a name. Says the portal.", ""]) assert.equal(explainSaid(own), own);
    await texts.setLanguage("ar");
    assert.equal(explainSaid("“<b>” has markup in it; portals take it out."), "في «\u2068<b>\u2069» وسوم HTML؛ والبوابات تزيلها.");
  });
});
