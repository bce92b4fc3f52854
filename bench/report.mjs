// What a run found: as text for the terminal, as Markdown for bench/RESULTS.md.
import { verdicts } from "./targets.mjs";

const titles = {
  w1: "W1: badges, each a picture of 60 KB (stored) and a credential of 4 KB (deflated)",
  w2: "W2: credentials of 2 KB, deflated",
  w3: "W3: stored pictures of 256 KiB, made on the fly",
  w4: "W4: one table of award rows, deflated",
  table: "W4: pages of 500 awards → CSV → deflate",
  bake: "W5: a credential of 4 KB into pictures of 60 KB",
  unbake: "W5: and out again",
  "unbake-large": "W5: out of pictures of 960 KB",
  w6: "W6: badges from a server on the loopback to an archive, 6 requests in flight",
  rebake: "Awards baked anew: record, credential and picture from the demo portal → a ZIP of pictures",
};
const units = { w1: "badges", w2: "files", w3: "files", w4: "rows", table: "awards", bake: "pictures", unbake: "pictures", "unbake-large": "pictures", w6: "badges", rebake: "pictures" };

const number = (value, digits = 0) => (value === undefined || Number.isNaN(value) ? "–" : value.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }));
const short = (value) => number(Number.isFinite(value) ? value : undefined, value < 20 ? 2 : value < 100 ? 1 : 0);

/** A table's lines; the columns after the first are right-aligned. */
function aligned(rows, markdown) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  const lines = rows.map((row) => {
    const cells = row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at])));
    return markdown ? `| ${cells.join(" | ")} |` : `  ${cells.join("  ")}`;
  });
  if (markdown) lines.splice(1, 0, `|${widths.map((width, at) => "-".repeat(width + 1) + (at ? ":" : "-")).join("|")}|`);
  return lines.join("\n");
}

function part(name, figures, markdown) {
  const { size, ...contestants } = figures;
  const ours = contestants.badgepack?.ms;
  const rows = Object.entries(contestants).map(([who, { ms, cpu, bytes, memory, rounds }]) => [
    who, number(ms), number(cpu), `${number(ms / ours, 2)} ×`, number(bytes / 1e6, 1), memory ? number(memory / 2 ** 20, 1) : "–", String(rounds),
  ]);
  const title = `${titles[name]}; ${number(size)} ${units[name]}`;
  return [markdown ? `### ${title}\n` : title, aligned([["", "ms", "CPU ms", "time", "MB out", "wasm MiB", "rounds"], ...rows], markdown)].join("\n");
}

const plain = (title, rows, markdown) => [markdown ? `### ${title}\n` : title, aligned(rows, markdown)].join("\n");

/** The whole report. `about`: lines about the machine and the run; `busy`: whether processor time counts. */
export function report({ figures, about, host, busy }, markdown) {
  const sections = [];
  const found = verdicts(figures, busy);
  const rows = found.map(({ what, reached, cpu, bound, holds }) => [what, short(reached), short(cpu), bound, holds ? "holds" : "falls short"]);
  for (const [name, measured] of Object.entries(figures)) if (titles[name]) sections.push(part(name, measured, markdown));
  if (figures.rebake) {
    const { ms, baked } = figures.rebake.badgepack;
    const rates = [["rebake: fetched, baked, archived", number((baked / ms) * 1000)]];
    if (figures.bakeries) for (const [name, title] of [["badgepack", "bake alone, badgepack in Node"], ["python", "bake alone, openbadges_bakery (Python; Badgr's servers use it)"]]) {
      if (figures.bakeries[name]) rates.push([title, number(1000 / figures.bakeries[name])]);
    }
    sections.push(plain("Pictures per second", [["", "a second"], ...rates], markdown));
  }
  if (figures.growth) {
    const lines = Object.entries(figures.growth).map(([name, { sizes, each, memories, held, time, memory }]) => [
      `${name}: ${sizes.map((size) => number(size)).join(", ")}`, each.map((us) => number(us, us < 10 ? 1 : 0)).join(", "), number(time, 2), memories.map((bytes) => number(bytes / 2 ** 20, 1)).join(", "), number(memory, 2), held.map((bytes) => number(bytes / 2 ** 20)).join(", "),
    ]);
    sections.push(plain("Growth: 1, 4 and 16 times the size", [["", "µs a record", "16 : 1", "wasm MiB", "16 : 1", "browser's MiB above its start"], ...lines], markdown));
  }
  if (figures.memory) sections.push(plain(`Memory of the whole browser: ${number(figures.memory.records)} records`, [["", "MiB"], ["at its start", number(figures.memory.start)], ["the most meanwhile, above that", number(figures.memory.grown)], ["WebAssembly", number(figures.memory.wasm, 1)]], markdown));
  if (figures.page) sections.push(plain("On the page itself, where nothing may take over 50 ms", [["", "longest task, ms", "longest gap of a 5 ms timer"], ...Object.entries(figures.page).map(([name, { longest, gap }]) => [name, number(longest), number(gap)])], markdown));
  if (figures.start) sections.push(plain("Start", [["", "ms"], ["the learner's engine, ready", number(figures.start.badgepack, 1)], ["its file fetched, an empty module compiled", number(figures.start.limit, 1)]], markdown));
  if (host) sections.push(markdown ? `### On the host, without a browser\n\n\`\`\`\n${host.trimEnd()}\n\`\`\`` : `On the host, without a browser\n${host.trimEnd()}`);
  const verdict = plain("Targets", [["", "by the clock", "by CPU time", "target", ""], ...rows], markdown);
  const missed = found.filter(({ holds }) => !holds).length;
  const count = `${found.length - missed} of ${found.length} targets hold.`;
  if (!markdown) return [...about, ...sections, verdict, count].join("\n\n");
  const note = "Written by `./build.sh bench`. Figures are medians of interleaved rounds; only ratios within one run mean anything elsewhere. [README.md](README.md) says how it is measured, and why what falls short does.";
  return `# What the benchmark found\n\n${about.map((line) => `* ${line}`).join("\n")}\n\n${note}\n\n${[verdict, count, ...sections].join("\n\n")}\n`;
}
