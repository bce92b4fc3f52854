// Bakes a credential (JSON, a signed badge's text, or an address, in a file) into a picture, PNG or SVG:
//
//   node examples/node/bake.mjs picture.png credential.json baked.png
//
// A badge that was in the picture is replaced. Build the package first: ./build.sh
import { readFile, writeFile } from "node:fs/promises";
import { bake } from "badgepack";

const [picture, credential, out, ...more] = process.argv.slice(2);
if (!out || more.length > 0) {
  console.error("usage: node bake.mjs PICTURE CREDENTIAL OUT");
  process.exit(2);
}
try {
  // A text that is not UTF-8 must not be baked as something else.
  const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(credential));
  await writeFile(out, await bake(await readFile(picture), text));
} catch (error) {
  console.error(`${error.message}${error.at ? ` (${error.at})` : ""}`);
  process.exit(1);
}
