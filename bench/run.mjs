// The benchmark: every peer, every limit and badgepack, by turns, in one run.
//   node bench/run.mjs [ROUNDS] [PART…] [--quick] [--share 4] [--only TEXT] [--out FILE]
// --quick: sizes of no meaning, to see that it runs; --share 4: a quarter of each size; --only: badgepack and whoever is named so.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { bakeries } from "./bakeries.mjs";
import { openBench } from "./browser.mjs";
import { growth, memoryAt } from "./growth.mjs";
import { longestTasks, start } from "./page-cost.mjs";
import { startRebaking, startServer } from "./processes.mjs";
import { report } from "./report.mjs";
import { median } from "./targets.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const SIZES = { w1: 2000, w2: 50_000, w3: 4096, w4: 400_000, table: 400_000, bake: 2000, unbake: 2000, "unbake-large": 500, w6: 2000, rebake: 1500 };
const QUICK = { w1: 20, w2: 200, w3: 20, w4: 4000, table: 1000, bake: 20, unbake: 20, "unbake-large": 5, w6: 20, rebake: 120 };
const OTHERS = ["bakeries", "growth", "memory", "page", "start", "host"];
const RECORDS = 70_000;
/** Who takes ten times badgepack's time, and more than this, is measured twice and no more: the run would take hours. */
const LONG_MS = 5000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, share: { type: "string", default: "1" }, only: { type: "string", default: "" }, out: { type: "string" } },
});
const share = Number(values.share) || 1;
const sizes = values.quick ? QUICK : Object.fromEntries(Object.entries(SIZES).map(([part, size]) => [part, Math.round(size / share)]));
const rounds = /^\d+$/.test(positionals[0] ?? "") ? Math.max(1, Number(positionals.shift())) : values.quick ? 1 : 5;
const all = [...Object.keys(SIZES), ...OTHERS];
const unknown = positionals.filter((part) => !all.includes(part));
if (unknown.length) {
  console.error(`There is no part ${unknown.join(", ")} of the benchmark; there are: ${all.join(" ")}.`);
  process.exit(1);
}
const wanted = (part) => positionals.length === 0 || positionals.includes(part);
const say = (text) => process.stderr.write(`${text}\n`);
const loads = [loadavg()[0]];

const server = await startServer();
const portal = wanted("rebake") || (wanted("page") && !values.quick) ? await startRebaking(sizes.rebake) : undefined;
const context = { api: `${server.url}/api/`, ...(portal && { portal: portal.url, badgeClass: portal.badgeClass }) };
const figures = {};
const parts = Object.keys(sizes).filter(wanted);
const measured = new Map(parts.map((part) => [part, new Map()]));
let version = "of which nothing was asked";
for (let round = 0; round < rounds; round += 1) {
  // A browser of its own for each part: what one left in memory is not the other's.
  for (const part of parts) await inBrowser((bench) => measureOnce(bench, part, round, measured.get(part)));
  loads.push(loadavg()[0]);
}
for (const part of parts) figures[part] = medians(part, measured.get(part));
if (wanted("start")) figures.start = await inBrowser((bench) => start(bench, values.quick ? 1 : Math.max(5, rounds)));
if (wanted("bakeries")) figures.bakeries = mediansOf(await bakeries(rounds, values.quick ? 8 : 200));
if (!values.quick) {
  const { w1, w2, w3, w4, table, bake, unbake, w6, rebake } = sizes;
  // Only what pages can do: archives of given files have no function of the package yet.
  if (wanted("page")) figures.page = await longestTasks(server.url, { table, bake, unbake, w6, rebake }, context, say);
  if (wanted("growth")) figures.growth = await growth(server.url, { w1, w2, w3, w4, table, w6 }, context, say);
  if (wanted("memory")) figures.memory = await memoryAt(server.url, RECORDS, context);
}
const host = wanted("host") && !values.quick ? await onHost() : undefined;
server.close();
portal?.close();

// Where others want the processors, too, the clock on the wall tells of them as much as of us.
const busy = Math.max(...loads) > cpus().length;
const about = [
  `${new Date().toISOString().slice(0, 10)}, Chromium ${version} without a window, in a worker; ${cpus().length} × ${cpus()[0].model.trim()}; load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`,
  `${rounds} ${rounds === 1 ? "round" : "rounds"}, everyone by turns; time: in terms of badgepack's; the verdicts are by ${busy ? "processor time, because the machine had other work" : "the clock on the wall"}`,
  ...(share > 1 ? [`sizes: one part in ${share} of the workloads'`] : []),
];
console.log(`\n${report({ figures, about, host, busy }, false)}\n`);
const isWhole = positionals.length === 0 && !values.only && !values.quick && share === 1;
const out = values.out ?? (isWhole ? `${root}bench/RESULTS.md` : undefined);
if (out) {
  await writeFile(out, report({ figures, about, host, busy }, true));
  say(`Written to ${out.replace(root, "")}.`);
}

async function inBrowser(work) {
  const bench = await openBench(server.url);
  version = bench.version;
  try {
    return await work(bench);
  } finally {
    await bench.close();
  }
}

/** Everyone in a part once, beginning with another one in each round. */
async function measureOnce(bench, part, round, measured) {
  const names = (await bench.ask({ list: part })).map(({ name }) => name).filter((name) => name === "badgepack" || name.includes(values.only));
  for (let at = 0; at < names.length; at += 1) {
    const name = names[(at + round) % names.length];
    const before = measured.get(name) ?? [];
    const ours = measured.get("badgepack")?.[0]?.ms ?? Infinity;
    if (before.length >= 2 && before[0].ms > Math.max(LONG_MS, 10 * ours)) continue;
    await bench.ask({ part, contestant: name, size: Math.max(1, Math.round(sizes[part] / 20)), context }); // compiled, and its data made, before it is timed
    const cpu = await bench.cpu();
    const result = await bench.ask({ part, contestant: name, size: sizes[part], context });
    measured.set(name, [...before, { ...result, cpu: (await bench.cpu() - cpu) * 1000 }]);
    say(`${round + 1}/${rounds} ${part} ${name}: ${result.ms.toFixed(0)} ms`);
  }
}

function medians(part, measured) {
  const entries = [...measured].map(([name, runs]) => [name, { ...runs[0], ms: median(runs.map(({ ms }) => ms)), cpu: median(runs.map(({ cpu }) => cpu)), rounds: runs.length }]);
  return { size: part === "rebake" ? entries[0][1].baked : sizes[part], ...Object.fromEntries(entries) };
}

function mediansOf(lists) {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length).map(([name, list]) => [name, median(list)]));
}

/** The core's own speed, compiled for this machine. */
async function onHost() {
  const { stdout } = await promisify(execFile)("cargo", ["run", "--quiet", "--release", "-p", "badgepack", "--example", "throughput"], { cwd: root, maxBuffer: 1 << 20 });
  return stdout;
}
