// Adds up what `llvm-cov export` counted: lines, regions and branches of each folder of the core, tests left out.
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";

const FOLDER = "crate/src";
const KINDS = ["lines", "regions", "branches"];

const totals = new Map();
const gaps = [];
for (const file of JSON.parse(readFileSync(process.argv[2], "utf8")).data[0].files) {
  const name = relative(FOLDER, file.filename).split(sep).join("/");
  // What is for browsers only does not run here.
  if (name.startsWith("..") || name.startsWith("web")) continue;
  const end = codeEnd(file.filename);
  const counted = { lines: lines(file, end), regions: regions(file, end), branches: branches(file, end) };
  const folder = name.includes("/") ? name.slice(0, name.indexOf("/")) : name.replace(/\.rs$/, "");
  for (const key of [folder, "the whole core"]) {
    const total = totals.get(key) ?? Object.fromEntries(KINDS.map((kind) => [kind, [0, 0]]));
    for (const kind of KINDS) {
      const values = [...counted[kind].values()];
      total[kind][0] += values.filter((hit) => hit).length;
      total[kind][1] += values.length;
    }
    totals.set(key, total);
  }
  const missed = [...counted.branches].filter(([, hit]) => !hit).map(([place]) => place);
  if (missed.length > 0) gaps.push(`${name}: ${missed.join(" ")}`);
}

const whole = totals.get("the whole core");
totals.delete("the whole core");
console.log(`${"".padEnd(14)}${KINDS.map((kind) => kind.padStart(18)).join("")}`);
for (const [folder, total] of [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).concat([["the whole core", whole]])) {
  console.log(`${folder.padEnd(14)}${KINDS.map((kind) => share(total[kind])).join("")}`);
}
if (process.argv.includes("--gaps")) console.log(gaps.join("\n"));

/** The line at which the tests of a file begin: they stand behind its code. */
function codeEnd(file) {
  const at = readFileSync(file, "utf8").split("\n").indexOf("#[cfg(test)]");
  return file.endsWith("tests.rs") ? 0 : at === -1 ? Infinity : at + 1;
}

/** A line is reached where a segment that is counted begins on it, or is open over it. */
function lines({ segments }, end) {
  const reached = new Map();
  for (const [at, [line, , count, hasCount]] of segments.entries()) {
    if (!hasCount) continue;
    const until = Math.min(segments[at + 1]?.[0] ?? line, end - 1);
    for (let one = line; one <= until; one++) reached.set(one, (reached.get(one) ?? false) || count > 0);
  }
  return reached;
}

function regions({ segments }, end) {
  const reached = new Map();
  for (const [line, column, count, hasCount, isEntry] of segments) {
    if (hasCount && isEntry && line < end) reached.set(`${line}:${column}`, count > 0);
  }
  return reached;
}

/** Each way of a condition is a branch; of a generic function's copies, one that took it is enough. */
function branches({ branches }, end) {
  const reached = new Map();
  for (const [line, column, , , yes, no] of branches ?? []) {
    if (line >= end) continue;
    for (const [way, count] of [["yes", yes], ["no", no]]) {
      const place = `${line}:${column}:${way}`;
      reached.set(place, (reached.get(place) ?? false) || count > 0);
    }
  }
  return reached;
}

function share([reached, all]) {
  return (all === 0 ? "–" : `${((100 * reached) / all).toFixed(1)} % of ${all}`).padStart(18);
}
