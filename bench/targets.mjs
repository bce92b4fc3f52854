// The targets: what badgepack wants to reach, as ratios of figures of one run.
import { gzipSync } from "node:zlib";
import { existsSync, readFileSync } from "node:fs";

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

const OURS = "badgepack";
const CLIENT_ZIP = "client-zip (stores all)";

/** How many times faster than another one. */
const faster = (part, other, bound) => ({
  part, what: `${part}: times as fast as ${other}`, bound: ["≥", bound],
  value: (figures) => ratio(figures, part, other, OURS, "ms"), cpu: (figures) => ratio(figures, part, other, OURS, "cpu"),
});
/** How many times the time of another one. */
const within = (part, other, bound) => ({
  part, what: `${part}: time in terms of ${other}`, bound: ["≤", bound],
  value: (figures) => ratio(figures, part, OURS, other, "ms"), cpu: (figures) => ratio(figures, part, OURS, other, "cpu"),
});
const bytes = (part, what, other, bound) => ({ part, what: `${part}: ${what}`, bound: ["≤", bound], value: (figures) => ratio(figures, part, OURS, other, "bytes") });

function ratio(figures, part, above, below, unit) {
  const [one, other] = [above, below].map((name) => figures[part]?.[name]?.[unit]);
  return one && other ? one / other : undefined;
}

/** Compressing peers of W2, of which the fastest counts. */
const COMPRESSING = ["fflate", "fflate, level 1", "zip.js", "JSZip"];

/** Each target: what it is of, its bound, and its value from the medians of a run ({part: {name: {ms, cpu, bytes, memory}}}). */
export const targets = [
  faster("w1", CLIENT_ZIP, 3),
  within("w1", "limit: one copy", 1.2),
  faster("w2", CLIENT_ZIP, 1),
  bytes("w2", "size in terms of storing all", CLIENT_ZIP, 0.55),
  {
    part: "w2", what: "w2: times as fast as the fastest peer that compresses", bound: ["≥", 3],
    value: ({ w2 }) => w2 && Math.min(...COMPRESSING.map((name) => w2[name]?.ms ?? Infinity)) / w2[OURS].ms,
    cpu: ({ w2 }) => w2 && Math.min(...COMPRESSING.map((name) => w2[name]?.cpu ?? Infinity)) / w2[OURS].cpu,
  },
  faster("w3", CLIENT_ZIP, 3),
  faster("w3", "limit: CRC-32", 0.85),
  faster("w4", "limit: CompressionStream", 1.3),
  faster("w4", "fflate", 2.5),
  bytes("w4", "size in terms of CompressionStream's", "limit: CompressionStream", 1),
  { part: "table", what: "table: MB of CSV per second", bound: ["≥", 60], value: ({ table }) => table && table[OURS].plain / 1e3 / table[OURS].ms, cpu: ({ table }) => table && table[OURS].plain / 1e3 / table[OURS].cpu },
  faster("table", "JSON.parse, PapaParse, CompressionStream", 3),
  faster("bake", "png-chunks-extract and -encode", 3),
  within("bake", "limit: one copy", 3),
  { part: "bakeries", what: "bake, in Node: times as fast as openbadges_bakery (Python)", bound: ["≥", 20], value: ({ bakeries }) => bakeries && bakeries.python / bakeries.badgepack },
  {
    part: "unbake-large", what: "unbake: time at 960 KB in terms of 60 KB, for each picture", bound: ["≤", 1.1],
    value: (figures) => figures.unbake && figures["unbake-large"] && figures["unbake-large"][OURS].ms / figures["unbake-large"].size / (figures.unbake[OURS].ms / figures.unbake.size),
  },
  within("w6", "limit: fetching", 1.15),
  { part: "growth", what: "WebAssembly memory at 16 times the size, the most of all parts", bound: ["≤", 1.1], value: ({ growth }) => growth && Math.max(...Object.values(growth).map(({ memory }) => memory)) },
  { part: "growth", what: "time for each record at 16 times the size, the most of all parts", bound: ["≤", 1.1], value: ({ growth }) => growth && Math.max(...Object.values(growth).map(({ time }) => time)) },
  { part: "memory", what: "browser's memory above its start at the most records, MiB", bound: ["≤", 256], value: ({ memory }) => memory?.grown },
  { part: "page", what: "longest task of the page in all parts, ms", bound: ["≤", 50], value: ({ page }) => page && Math.max(...Object.values(page).map(({ longest }) => longest)) },
  { part: "size", what: "WebAssembly of the first page in gzip, kB", bound: ["≤", 200], value: () => gzipped("badgepack.wasm") },
  { part: "size", what: "JavaScript of the package and its learner's engine in gzip, kB", bound: ["≤", 25], value: () => scripts() },
  { part: "start", what: "start: time in terms of fetching the file and compiling nothing", bound: ["≤", 1.5], value: ({ start }) => start && start.badgepack / start.limit },
];

const dist = new URL("../dist/", import.meta.url);
const gzipped = (name) => (existsSync(new URL(name, dist)) ? gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length / 1000 : undefined);

/** What `import "badgepack"` and the learner's engine load. */
function scripts() {
  const seen = new Set();
  const see = (name) => {
    if (seen.has(name) || !existsSync(new URL(name, dist))) return;
    seen.add(name);
    const text = readFileSync(new URL(name, dist), "utf8");
    for (const [, other] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) see(other);
    if (name === "badgepack.js" || seen.size < 12) for (const [, other] of text.matchAll(/import\("\.\/([^"]+\.js)"\)/g)) {
      if (readFileSync(new URL(other, dist), "utf8").includes("exportArchive")) see(other);
    }
  };
  see("badgepack.js");
  return [...seen].reduce((sum, name) => sum + gzipped(name), 0);
}

/** Every target that the run has figures for: what, value by the clock and by processor time, bound, whether it holds by whichever counts. */
export const verdicts = (figures, busy) =>
  targets.flatMap(({ what, bound: [sign, bound], value, cpu: processor }) => {
    const [reached, cpu] = [value(figures), processor?.(figures)];
    if (reached === undefined || !Number.isFinite(reached)) return [];
    const counts = busy && Number.isFinite(cpu) ? cpu : reached;
    return [{ what, reached, cpu, bound: `${sign} ${bound}`, holds: sign === "≥" ? counts >= bound : counts <= bound }];
  });
