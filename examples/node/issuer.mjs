// Saves the awards of every issuer that somebody looks after, as a CSV file, and the issuer with its badge classes as JSON:
//
//   node examples/node/issuer.mjs --portal http://127.0.0.1:8080 --token issuer --out folder
//
// Prints one line of JSON for each file. An issuer without awards has no CSV. Build the package first: ./build.sh
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exportIssuer, exportTable, listIssuers, save } from "badgepack";

const { values } = parseArgs({ options: { portal: { type: "string" }, token: { type: "string" }, out: { type: "string", default: "." } } });
if (!values.portal) {
  console.error("usage: node issuer.mjs --portal URL --token TOKEN [--out FOLDER]");
  process.exit(2);
}
const signedIn = { portal: { url: values.portal }, token: values.token };

async function write(file, { stream, summary }) {
  try {
    const { bytes } = await save(stream, join(values.out, file));
    console.log(JSON.stringify({ file, bytes, ...(await summary) }));
  } catch (error) {
    console.error(`${file}: ${error.message}${error.at ? ` (${error.at})` : ""}`);
    if (!["no-awards", "no-badge-classes"].includes(error.code)) process.exitCode = 1;
  }
}

await mkdir(values.out, { recursive: true });
for (const { id, name } of (await listIssuers(signedIn)).issuers) {
  const file = name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase();
  await write(`${file}-awards.csv`, exportTable({ ...signedIn, table: "awards", scope: { issuer: id } }));
  await write(`${file}.json`, exportIssuer({ ...signedIn, issuer: id, include: { badgeClasses: true } }));
}
