// crate/src/error.rs → www/error-code.ts, the codes that errors have, as a type, and www/error-sentences.ts, the same by their sentences. Run by ./build.sh; the files are committed, so that they can be read.
import { readFileSync, writeFileSync } from "node:fs";

const at = (path) => new URL(`../${path}`, import.meta.url);
const kinds = [...readFileSync(at("crate/src/error.rs"), "utf8").matchAll(/^ {8}\w+ = "([a-z0-9-]+)", "(.*)";$/gm)];
if (kinds.length < 40) throw new Error("crate/src/error.rs does not look as tools/error-codes.mjs knows it.");

const types = `// Made of crate/src/error.rs by tools/error-codes.mjs.

/** What the core can say went wrong: the same codes as in Rust, each with its sentence. */
export type CoreErrorCode =
${kinds.map(([, code, sentence]) => `  /** ${sentence} */\n  | "${code}"`).join("\n")};
`;
const sentences = `// Made of crate/src/error.rs by tools/error-codes.mjs.
import type { CoreErrorCode } from "./error-code.js";

/** The codes of the core's errors by their English sentences: for translations, where an error is told within a text. */
export const codes: Record<string, CoreErrorCode> = {
${kinds.map(([, code, sentence]) => `  ${JSON.stringify(sentence)}: "${code}",`).join("\n")}
};
`;
for (const [path, text] of [["www/error-code.ts", types], ["www/error-sentences.ts", sentences]]) {
  if (readFileSync(at(path), { encoding: "utf8", flag: "a+" }) !== text) writeFileSync(at(path), text);
}
