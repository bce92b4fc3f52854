// Says what files carry, one line of JSON for each:
//
//   node examples/node/inspect.mjs badge.png badge.json …
//
// `payload` is the SHA-256 of the text that was found, `warnings` and `error` are codes; a picture without a badge is `unbaked`. What a file
// does not say is null. Ends with 1 where a file could not be read at all. Build the package first: ./build.sh
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { inspect } from "badgepack";

const files = process.argv.slice(2);
if (files.length === 0 || files.some((file) => file.startsWith("--"))) {
  console.error("usage: node inspect.mjs FILE…");
  process.exit(2);
}

const nothing = { version: null, form: null, payload: null, warnings: [], error: null, name: null, issuer: null };

/** What one file carries, or the code of what is wrong with it. */
async function line(file, bytes) {
  try {
    const { found, name, issuer } = await inspect(bytes, { name: file });
    if (!found) return { file, ...nothing, error: "unbaked" };
    const payload = createHash("sha256").update(found.payload).digest("hex");
    const warnings = found.warnings.map(({ code }) => code);
    return { file, version: found.version, form: found.form, payload, warnings, error: null, name: name || null, issuer: issuer || null };
  } catch (error) {
    return { file, ...nothing, error: error.code ?? "fault" };
  }
}

for (const file of files) {
  try {
    console.log(JSON.stringify(await line(file, await readFile(file))));
  } catch (error) {
    console.log(JSON.stringify({ file, ...nothing, error: "unreadable" }));
    console.error(`${file} cannot be read: ${error.message}`);
    process.exitCode = 1;
  }
}
