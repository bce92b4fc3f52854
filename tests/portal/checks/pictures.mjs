import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { crc32 } from "../png.mjs";
import { pythonJson } from "../bake.mjs";
import { startPortal } from "../server.mjs";
import { ask, fixture, get } from "./ask.mjs";

/** The chunks of a PNG; a wrong CRC is an error. */
export function chunks(png) {
  assert.equal(png.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
  const found = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(png.subarray(at + 4, at + 8 + length)), "CRC");
    found.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return found;
}

describe("the demo portal's pictures", () => {
  let portal;
  let backpack;
  before(async () => {
    portal = await startPortal();
    backpack = (await get(portal, "/v2/backpack/assertions?include_expired=1&include_revoked=1&include_pending=1")).json.result.filter(({ image }) => image);
  });
  after(() => portal.close());

  it("are of a real size, and each class has its own", async () => {
    const sizes = new Map();
    for (const { badgeclass } of backpack.slice(0, 12)) {
      const { headers } = await ask(portal, `/public/badges/${badgeclass}/image`);
      const { bytes } = await ask(portal, headers.get("location"));
      sizes.set(bytes.length, headers.get("location"));
      if (headers.get("location").endsWith("png")) assert.ok(bytes.length > 20_000 && bytes.length < 90_000, `${bytes.length}`);
    }
    assert.equal(sizes.size, 12);
  });

  it("carry the award right after IHDR, in Python's JSON, and without the evidence that the served JSON has", async () => {
    let withEvidence = 0;
    for (const { image, openBadgeId } of backpack.slice(0, 20).filter((award) => award.image.endsWith("png") && award.openBadgeId.startsWith(portal.url))) {
      const [first, second, ...rest] = chunks((await ask(portal, image)).bytes);
      assert.deepEqual([first.type, second.type, rest.at(-1).type], ["IHDR", "iTXt", "IEND"]);
      const keyword = second.data.subarray(0, second.data.indexOf(0)).toString();
      const text = second.data.subarray(keyword.length + 5).toString();
      const served = (await ask(portal, openBadgeId)).json;
      assert.equal(keyword, served.proof ? "openbadgecredential" : "openbadges");
      assert.match(text, /^[\x20-\x7e\n]+$/);
      assert.equal(text, pythonJson(JSON.parse(text)));
      if (!served.evidence?.length) continue;
      withEvidence += 1;
      const { evidence, ...bare } = served;
      assert.ok(evidence.length);
      if (!served.proof) assert.deepEqual(JSON.parse(text), bare);
    }
    assert.ok(withEvidence > 3);
  });

  it("in SVG look as Badgr's do", async () => {
    const { image, openBadgeId } = backpack.find((award) => award.image.endsWith("svg"));
    const svg = (await ask(portal, image)).text;
    const shape = /^<\?xml version="1\.0" encoding="utf-8"\?>(?:<!--.*-->)?<svg [^>]*xmlns:openbadges="http:\/\/openbadges\.org"><openbadges:assertion verify="([^"]+)"><!\[CDATA\[\{\n/;
    assert.match(fixture("badgr/12-baked.svg").toString(), shape);
    assert.equal(shape.exec(svg)?.[1], openBadgeId);
  });

  it("Python's JSON is the recorded server's, byte for byte", () => {
    const [, itxt] = chunks(fixture("badgr/baked-before.png"));
    const text = itxt.data.subarray("openbadges".length + 5).toString();
    assert.equal(pythonJson(JSON.parse(text)), text);
  });
});
