// Says what a badge class would become if it were replaced by another badge, and changes nothing:
//
//   node examples/node/preview-replacement.mjs --portal http://127.0.0.1:8080 --token issuer --class ID badge.png
//
// The other badge is an awarded picture, JSON, an address, or a safety copy. Build the package first: ./build.sh
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { draftReplacement, previewReplacement } from "badgepack";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { portal: { type: "string" }, token: { type: "string" }, class: { type: "string" } } });
const [given] = positionals;
if (!values.portal || !values.class || !given) {
  console.error("usage: node preview-replacement.mjs --portal URL --token TOKEN --class ID FILE-OR-ADDRESS");
  process.exit(2);
}
try {
  const portal = { url: values.portal };
  const draft = await draftReplacement(/^https?:/.test(given) ? given : await readFile(given), { portal });
  const { present, changes } = await previewReplacement({ portal, token: values.token, badgeClass: values.class, draft });
  console.log(JSON.stringify({ name: present.record.name, awards: present.awards.all, changes: changes.filter(({ state }) => state === "changed") }, null, 2));
} catch (error) {
  console.error(`${error.message}${error.at ? ` (${error.at})` : ""}`);
  process.exit(1);
}
