// THIRD-PARTY.txt: whose code is in what is built, and under which licence. npm packages are those that esbuild put into its files, crates those
// that cargo links into the engines.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cargo = (...options) => execFileSync("cargo", options, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

/** The folders of the npm packages of which there is a byte in esbuild's files. */
function npmPackages({ outputs }) {
  const found = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = new Set(found.flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []));
  return [...folders].map((folder) => ({ folder: join(root, folder), ...JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) }));
}

function crates(features) {
  const linked = cargo("tree", "--locked", "--package", "badgepack", "--no-default-features", "--features", features.join(), "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}");
  const names = new Set(linked.split("\n").map((line) => line.replace(/ \(.*/, "")));
  return JSON.parse(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", "wasm32-unknown-unknown"))
    .packages.filter(({ name, version, source }) => source && names.has(`${name} v${version}`))
    .map(({ manifest_path, ...crate }) => ({ folder: dirname(manifest_path), ...crate }));
}

/** The texts under which a package may be used: where there is a choice, MIT's. */
function textsOf(folder) {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice)/i.test(name)).sort();
  const needed = files.some((name) => /-MIT/i.test(name)) ? files.filter((name) => /-MIT|-UNICODE|^notice/i.test(name)) : files;
  return needed.map((name) => readFileSync(join(folder, name), "utf8").replace(/\r/g, "").trim()).join("\n\n");
}

/**
 * The text of the file.
 * @param {object} metafile of esbuild
 * @param {string[]} features of the crate: the engines
 */
export function thirdParty(metafile, features) {
  const byText = new Map();
  const byName = ({ name: one }, { name: other }) => (one < other ? -1 : 1);
  for (const { name, version, license, folder } of [...npmPackages(metafile).sort(byName), ...crates(features).sort(byName)]) {
    const text = textsOf(folder) || apache(license, name);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const unwritten = apache("Apache-2.0");
  byText.set(unwritten, [...(byText.get(unwritten) ?? []), "Rust's standard library (MIT OR Apache-2.0)", "dlmalloc, in Rust's standard library (MIT OR Apache-2.0)"]);
  const line = "-".repeat(80);
  return `${["badgepack has code of these packages in it, each under its own licence.", ...[...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}`)].join(`\n\n${line}\n\n`)}\n`;
}

/** What is said of a package without a text of its own. */
function apache(license, name) {
  if (!/Apache-2\.0/.test(license)) throw new Error(`${name} (${license}) has no text of its licence: say in tools/third-party.mjs where it is.`);
  return "Used under the Apache License 2.0: its text is in LICENSE-APACHE.";
}
