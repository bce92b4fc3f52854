import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { png } from "../png.mjs";
import { startPortal } from "../server.mjs";
import { as, ask, dataUri, findClass, fixture, likeRecorded, put, read } from "./ask.mjs";
import { chunks } from "./pictures.mjs";

const JSON_TYPE = { "Content-Type": "application/json" };

describe("a PUT of a badge class", () => {
  let portal;
  let badge;
  let path;
  before(async () => {
    portal = await startPortal();
    badge = await findClass(portal, "Bicycle");
    path = `/v2/badgeclasses/${badge.entityId}`;
  });
  after(() => portal.close());
  const now = async () => (await read(portal, path))[0];
  const change = async (fields) => {
    const { status, json } = await put(portal, path, { name: "Bicycle", description: "d", ...fields });
    assert.equal(status, 200, JSON.stringify(json));
    return json.result[0];
  };

  it("answers as recorded, when it is done and when it is refused", async () => {
    const send = (name, body, account) => likeRecorded(portal, name, path, { method: "PUT", headers: { ...as(account ?? "issuer"), ...JSON_TYPE }, body: JSON.stringify(body) });
    const missing = await send("12-badgeclass-put-missing", { name: "only name" });
    assert.deepEqual(missing.json.fieldErrors, { description: ["This field is required."] });
    await send("12-badgeclass-put-staff-forbidden", badge, "staff");
    assert.equal((await put(portal, path, badge, "outsider")).status, 404);
    assert.deepEqual(await now(), badge, "nothing has changed");
    await send("12-badgeclass-put-replace", { ...badge, name: "Bicycle Foundations", image: dataUri(fixture("badgr/input-v2.png")) });
    assert.equal((await ask(portal, (await now()).image)).bytes.compare(fixture("badgr/input-v2.png")), 0, "the picture, byte for byte");
    assert.equal((await ask(portal, badge.image)).status, 200, "and the old one is still there");
  });

  it("of a record as it was read changes nothing: the picture's address is passed over", async () => {
    const before = await now();
    await likeRecorded(portal, "12-badgeclass-put-roundtrip-imageurl", path, { method: "PUT", headers: { ...as("issuer"), ...JSON_TYPE }, body: JSON.stringify(before) });
    assert.deepEqual(await now(), before);
    const moved = await put(portal, path, { ...before, entityId: "x", issuer: "elsewhere", createdAt: "2000-01-01T00:00:00Z" });
    assert.deepEqual(moved.json.result[0], before, "what is not settable is ignored");
  });

  it("takes markup out of plain text", async () => {
    const { name, description, tags, criteriaNarrative, alignments } = await change({
      name: "<b>Bicycle</b> 2", description: "2 < 3 <script>alert(1)</script>", tags: ["<i>tag</i>"], criteriaNarrative: "**bold** <img src=x>",
      alignments: [{ targetName: "<u>a</u>", targetUrl: "https://a.example.org" }],
    });
    assert.deepEqual([name, description, tags, criteriaNarrative, alignments[0].targetName], ["Bicycle 2", "2 < 3 alert(1)", ["tag"], "**bold**", "a"]);
  });

  it("leaves what was left out, and clears what is sent empty; only an expiry does not go by null", async () => {
    await change({ tags: ["a", "b"], expires: { amount: 2, duration: "years" }, criteriaUrl: "https://c.example.org/", criteriaNarrative: "n" });
    const left = await change({});
    assert.deepEqual([left.tags, left.expires, left.criteriaUrl, left.alignments.length], [["a", "b"], { amount: 2, duration: "years" }, "https://c.example.org/", 1]);
    const cleared = await change({ tags: [], alignments: [], criteriaUrl: null, expires: null });
    assert.deepEqual([cleared.tags, cleared.alignments, cleared.criteriaUrl, cleared.expires], [[], [], null, { amount: 2, duration: "years" }], "expires: null is ignored, as recorded");
    assert.deepEqual((await change({ expires: { amount: null, duration: null } })).expires, { amount: null, duration: null });
  });

  it("keeps the order of the tags that were there", async () => {
    await change({ tags: ["one", "two", "three"] });
    assert.deepEqual((await change({ tags: ["new", "three", "one"] })).tags, ["one", "three", "new"]);
  });

  it("refuses, with the field that is wrong", async () => {
    const before = await now();
    const wrong = [
      [{ name: "" }, "name"], [{ name: "<b></b>" }, "name"], [{ description: null }, "description"], [{ criteriaUrl: "javascript:alert(1)" }, "criteriaUrl"], [{ criteriaUrl: "no address" }, "criteriaUrl"],
      [{ alignments: [{ targetName: "n" }] }, "alignments"], [{ tags: "a" }, "tags"], [{ expires: { amount: 1, duration: "moons" } }, "expires"], [{ expires: { amount: -1, duration: "days" } }, "expires"],
      [{ image: "aGk=" }, "image"], [{ image: dataUri("GIF89a") }, "image"], [{ image: dataUri(fixture("badgr/input-v2.png").subarray(0, 9000)) }, "image"], [{ image: dataUri("<html></html>", "image/svg+xml") }, "image"],
      [{ image: dataUri(fixture("badgr/input-v2.png"), "image/jpeg") }, "image"],
    ];
    for (const [fields, name] of wrong) {
      const { status, json } = await put(portal, path, { name: "n", description: "d", ...fields });
      assert.equal(status, 400, JSON.stringify(fields).slice(0, 80));
      assert.ok(name in json.fieldErrors, `${name} in ${JSON.stringify(json.fieldErrors)}`);
    }
    const { json } = await put(portal, path, { name: "n", description: "d", criteriaUrl: null, criteriaNarrative: "" });
    assert.match(json.validationErrors[0], /criteria_url and criteria_text blank/);
    const noJson = await ask(portal, path, { method: "PUT", headers: { ...as("issuer"), ...JSON_TYPE }, body: "{" });
    assert.equal(noJson.status, 400);
    assert.deepEqual(await now(), before);
  });

  it("takes script out of an SVG, and shows the new class on its public pages", async () => {
    const svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\" width=\"9\" height=\"9\"><script>alert(2)</script><a href=\"javascript:alert(3)\"><rect width=\"9\" height=\"9\"/></a></svg>";
    const { image, name } = await change({ name: "As SVG", image: dataUri(svg, "image/svg+xml") });
    const served = await ask(portal, image);
    assert.match(image, /\.svg$/);
    assert.equal(served.headers.get("content-type"), "image/svg+xml");
    assert.ok(!/script|onload/.test(served.text) && served.text.includes("<rect"));
    const shown = await ask(portal, new URL(badge.openBadgeId).pathname);
    assert.equal(shown.json.name, name);
    assert.equal((await ask(portal, new URL(shown.json.image).pathname)).headers.get("location"), image);
    assert.equal((await read(portal, "/v2/badgeclasses/changed")).at(-1).entityId, badge.entityId);
  });

  it("for the hosted service needs a picture each time", async () => {
    const { image, ...rest } = await now();
    const refused = await put(portal, path, rest, "parchment");
    assert.deepEqual([refused.status, refused.json.fieldErrors], [400, { image: ["This field is required."] }]);
    assert.equal((await put(portal, path, { ...rest, image }, "parchment")).status, 200);
  });

  it("to a server that makes pictures anew: within 400 by 400, padded, and without chunks", async () => {
    const other = await startPortal({ resize: true });
    try {
      const { entityId } = await findClass(other, "Bicycle");
      const sent = png(600, (x, y) => [x % 256, y % 256, 0, 255]);
      const { json } = await put(other, `/v2/badgeclasses/${entityId}`, { name: "n", description: "d", image: dataUri(sent) });
      const parts = chunks((await ask(other, json.result[0].image)).bytes);
      assert.deepEqual([parts[0].data.readUInt32BE(0), parts[0].data.readUInt32BE(4)], [400, 400]);
      const { json: same } = await put(other, `/v2/badgeclasses/${entityId}`, { name: "n", description: "d", image: dataUri(fixture("badgr/baked-before.png")) });
      assert.deepEqual(chunks((await ask(other, same.result[0].image)).bytes).map(({ type }) => type), ["IHDR", "IDAT", "IEND"]);
    } finally {
      await other.close();
    }
  });

  it("to the fork's older serializer: wipes what is left out, ignores what is empty, and discards the picture unless imageFrame is false", async () => {
    const other = await startPortal({ fork: true, wipes: true });
    try {
      const old = await findClass(other, "Bicycle");
      const at = `/v2/badgeclasses/${old.entityId}`;
      assert.ok(old.tags.length && old.alignments.length && old.expiration === 730);
      const { json } = await put(other, at, { name: "", description: "", image: dataUri(fixture("badgr/input-v2.png")) });
      const [after] = json.result;
      assert.deepEqual([after.name, after.description, after.tags, after.alignments, after.expiration], [old.name, old.description, [], [], null]);
      const shown = async () => (await ask(other, (await ask(other, new URL(after.image).pathname)).headers.get("location"))).bytes;
      assert.notEqual((await shown()).compare(fixture("badgr/input-v2.png")), 0, "the picture that was sent is not there");
      await put(other, at, { ...old, imageFrame: false, image: dataUri(fixture("badgr/input-v2.png")) });
      assert.equal((await shown()).compare(fixture("badgr/input-v2.png")), 0);
    } finally {
      await other.close();
    }
  });
});
