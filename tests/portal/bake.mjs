// Baking as the recorded servers do it: PNG straight after IHDR, SVG as the first child, JSON indented by 2, `\u` escapes.
import { chunk } from "./png.mjs";

/** `json.dumps(value, indent=2)` of Python: every character outside ASCII is a `\u` escape. */
export const pythonJson = (value) =>
  JSON.stringify(value, null, 2).replace(/[\u007f-\uffff]/g, (unit) => (unit === "\u007f" ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`));

/** PNG `iTXt` (keyword, not compressed, no language) with the payload in UTF-8, inserted after IHDR. */
export function bakePng(picture, keyword, payload) {
  const text = Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, "latin1"), Buffer.from(payload)]);
  return Buffer.concat([picture.subarray(0, 33), chunk("iTXt", text), picture.subarray(33)]);
}

/** SVG with `<openbadges:assertion verify="URL"><![CDATA[json]]>` as the first child of the root, declaration and all on one line. */
export function bakeSvg(picture, verify, payload) {
  const svg = picture.toString().replace(/^<\?xml[^>]*\?>\s*/, "").replace(/^(<!--.*?-->)\s*/, "$1");
  const cdata = payload.replaceAll("]]>", "]]]]><![CDATA[>");
  const element = `<openbadges:assertion verify="${verify.replaceAll("&", "&amp;")}"><![CDATA[${cdata}]]></openbadges:assertion>`;
  const baked = svg.replace(/<svg([^>]*)>/, (_, attributes) => `<svg${attributes} xmlns:openbadges="http://openbadges.org">${element}`);
  return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>${baked}`);
}
