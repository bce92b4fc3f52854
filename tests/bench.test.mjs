// The benchmark runs and reports: sizes so small that its figures mean nothing, and none of them is judged.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const command = fileURLToPath(new URL("../bench/run.mjs", import.meta.url));
const run = promisify(execFile);

it("a quick run measures badgepack beside peers and limits, and reports them", { timeout: 60_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "badgepack-bench-"));
  t.after(() => rm(folder, { recursive: true }));
  const out = join(folder, "results.md");
  const { stdout } = await run(process.execPath, [command, "1", "w1", "w4", "table", "bake", "w6", "start", "--quick", "--out", out]);
  const markdown = await readFile(out, "utf8");
  for (const text of [stdout, markdown]) {
    for (const name of ["client-zip", "fflate", "zip.js", "JSZip", "conflux", "limit: CRC-32", "limit: CompressionStream", "png-chunks-extract", "limit: fetching"]) {
      assert.ok(text.includes(name), name);
    }
    assert.match(text, /w1: times as fast as client-zip.+\d.+≥ 3.+(holds|falls short)/);
    assert.match(text, /\d+ of \d+ targets hold\./);
  }
  assert.match(markdown, /^\| +badgepack +\|/m);
});

it("a part that there is not is refused by name", async () => {
  const refused = await run(process.execPath, [command, "1", "w7"]).catch((error) => error);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /no part w7 of the benchmark; there are: w1 w2/);
});
