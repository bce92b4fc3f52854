// Takes the badge out of a picture, PNG or SVG, as a picture for others must be: an awarded one carries its recipient's data.
//
//   node examples/node/strip.mjs baked.png plain.png
//
// A picture without a badge is written as it is. Build the package first: ./build.sh
import { readFile, writeFile } from "node:fs/promises";
import { strip } from "badgepack";

const [picture, out, ...more] = process.argv.slice(2);
if (!out || more.length > 0) {
  console.error("usage: node strip.mjs PICTURE OUT");
  process.exit(2);
}
try {
  await writeFile(out, await strip(await readFile(picture)));
} catch (error) {
  console.error(`${error.message}${error.at ? ` (${error.at})` : ""}`);
  process.exit(1);
}
