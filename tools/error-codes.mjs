// crate/src/error.rs → www/error-code.ts: the codes that errors have, as a type. Run by ./build.sh; the file is committed, so that it can be read.
import { readFileSync, writeFileSync } from "node:fs";

const at = (path) => new URL(`../${path}`, import.meta.url);
const kinds = [...readFileSync(at("crate/src/error.rs"), "utf8").matchAll(/^ {8}\w+ = "([a-z0-9-]+)", "(.*)";$/gm)];
if (kinds.length < 40) throw new Error("crate/src/error.rs does not look as tools/error-codes.mjs knows it.");

const text = `// Made of crate/src/error.rs by tools/error-codes.mjs.

/** What the core can say went wrong: the same codes as in Rust, each with its sentence. */
export type CoreErrorCode =
${kinds.map(([, code, sentence]) => `  /** ${sentence} */\n  | "${code}"`).join("\n")};
`;
if (readFileSync(at("www/error-code.ts"), { encoding: "utf8", flag: "a+" }) !== text) writeFileSync(at("www/error-code.ts"), text);
