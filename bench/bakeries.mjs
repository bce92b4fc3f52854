// The bakery that Badgr's servers use, which is written in Python, beside badgepack in Node.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bake } from "../dist/badgepack.js";
import { credential, png } from "./data.mjs";

const run = promisify(execFile);
const PYTHON = fileURLToPath(new URL("../target/bench/python/bin/python", import.meta.url));
const VERSION = "2.0.0";

/** A place for the Python bakery; `null` where there is no Python, or it cannot be had. */
async function python() {
  if (await run(PYTHON, ["-c", "import openbadges_bakery"]).catch(() => null)) return PYTHON;
  const folder = join(PYTHON, "../..");
  const made = await run("python3", ["-m", "venv", folder]).then(() => run(PYTHON, ["-m", "pip", "install", "--quiet", `openbadges_bakery==${VERSION}`])).catch(() => null);
  return made && PYTHON;
}

async function timed(count, work) {
  const started = performance.now();
  for (let at = 0; at < count; at += 1) await work(at);
  return (performance.now() - started) / count;
}

/** Milliseconds for each picture, by turns in so many rounds: {badgepack, python}; lists of figures. */
export async function bakeries(rounds, count) {
  const pictures = Array.from({ length: 16 }, (_, at) => Buffer.from(png(at, 60_000)));
  const texts = pictures.map((_, at) => credential(at, 4096));
  const folder = await mkdtemp(join(tmpdir(), "badgepack-bench-"));
  const figures = { badgepack: [], python: [] };
  try {
    await Promise.all([writeFile(join(folder, "picture.png"), pictures[0]), writeFile(join(folder, "credential.json"), texts[0])]);
    const snake = await python();
    await timed(50, (at) => bake(pictures[at % 16], texts[at % 16])); // so that it is compiled, as in the worker
    for (let round = 0; round < rounds; round += 1) {
      figures.badgepack.push(await timed(count, (at) => bake(pictures[at % 16], texts[at % 16])));
      if (snake) figures.python.push(Number((await run(snake, [fileURLToPath(new URL("bakery.py", import.meta.url)), folder, String(Math.ceil(count / 4))])).stdout));
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true });
  }
}
