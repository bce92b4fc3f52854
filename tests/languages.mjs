// The texts of all languages, as the elements have them: bundled from the sources, because the package does not hand them out.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const www = fileURLToPath(new URL("../www/", import.meta.url));
/** The catalogues, each as the languages call it, and its file in www/messages/. */
const groups = { card: "card", data: "data", findings: "findings", inspector: "inspector", kept: "kept", replace: "replace", replaceRun: "replace-run", save: "save", shell: "shell" };

const bundle = new URL("../target/languages-under-test.mjs", import.meta.url);

await build({
  stdin: {
    contents: [
      'export { setLanguage, languages, languageOf } from "./languages.ts";',
      'export * as locale from "./locale.ts";',
      'export * as sentences from "./sentences.ts";',
      'export * from "./said.ts";',
      'export { BadgepackError } from "./error.ts";',
      'export { translation as de } from "./messages/de.ts";',
      'export { translation as ar } from "./messages/ar.ts";',
      'export { messages as learner } from "./messages.ts";',
      ...Object.entries(groups).map(([name, file]) => `export { messages as ${name} } from "./messages/${file}.ts";`),
    ].join("\n"),
    resolveDir: www,
  },
  bundle: true, outfile: fileURLToPath(bundle), format: "esm", platform: "node", logLevel: "error",
});

/** Everything that www/languages.ts, www/locale.ts, www/sentences.ts and the catalogues export. */
export const texts = await import(bundle.href);

/** The English catalogues by their names, as the languages group them. */
export const catalogues = Object.fromEntries(["learner", ...Object.keys(groups)].map((name) => [name, texts[name]]));
