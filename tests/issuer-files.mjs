// An issuer's files, read by programs that are not ours.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { unpack } from "./learner-archive.mjs";

const run = promisify(execFile);

const program = "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8-sig'), strict=True))))";

/** A CSV as Python's `csv` reads it: a list of objects. */
export async function readCsv(path) {
  const { stdout } = await run("python3", ["-c", program, path], { maxBuffer: 512 << 20 });
  return JSON.parse(stdout);
}

/** The JSON of an issuer or a badge class, and its folder where it came in a ZIP. */
export async function readDocument(path) {
  if (path.endsWith(".json")) return { document: JSON.parse(await readFile(path, "utf8")) };
  const folder = await unpack(path);
  return { folder, document: JSON.parse(await readFile(`${folder}/issuer.json`, "utf8")) };
}
