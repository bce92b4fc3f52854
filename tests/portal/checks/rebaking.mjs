import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { png } from "../png.mjs";
import { startPortal } from "../server.mjs";
import { as, ask, dataUri, findClass, fixture, likeRecorded, put, read, walk } from "./ask.mjs";
import { chunks } from "./pictures.mjs";

const NEW = fixture("badgr/input-v2.png");
const ALL = "include_expired=1&include_revoked=1";
/** The IDAT of a picture: its pixels, as stored. */
const pixels = (bytes) => Buffer.concat(chunks(bytes).filter(({ type }) => type === "IDAT").map(({ data }) => data)).toString("base64");
const payload = (bytes) => {
  const { data } = chunks(bytes).find(({ type }) => type === "iTXt");
  const end = data.indexOf(0);
  return { keyword: data.toString("latin1", 0, end), json: JSON.parse(data.subarray(end + 5).toString()) };
};

describe("pictures of past awards", () => {
  let portal;
  let badge;
  before(async () => {
    portal = await startPortal();
    badge = await findClass(portal, "Bicycle");
  });
  after(() => portal.close());
  const awardsOf = async (where, { entityId }) => (await walk(where, `/v2/badgeclasses/${entityId}/assertions?num=500&${ALL}`, as("issuer"))).records;
  const replace = (where, { entityId, name, description }, image) => put(where, `/v2/badgeclasses/${entityId}`, { name, description, image });

  it("are baked anew when the class gets another picture: new pixels, new address, the whole credential", async () => {
    const before = await awardsOf(portal, badge);
    assert.equal((await replace(portal, badge, dataUri(NEW))).status, 200);
    const after = await awardsOf(portal, badge);
    assert.equal(after.length, 80);
    let signed = 0;
    for (const [i, award] of after.entries()) {
      assert.deepEqual({ ...award, image: null }, { ...before[i], image: null });
      if (award.revoked) {
        assert.equal(award.image, null);
        continue;
      }
      assert.match(award.image, /\/media\/assertion-[0-9a-f]{32}\.png$/);
      const { bytes, status } = await ask(portal, award.image);
      assert.equal(status, 200);
      assert.equal(pixels(bytes), pixels(NEW));
      const baked = payload(bytes);
      const served = (await ask(portal, new URL(award.openBadgeId).pathname)).json;
      if (served.proof) {
        signed += 1;
        assert.deepEqual([baked.keyword, baked.json["@context"]], ["openbadgecredential", "https://w3id.org/openbadges/v2"], "the fork's mistake");
        continue;
      }
      assert.deepEqual(baked.json, served, "now with evidence");
      assert.equal((await ask(portal, before[i].image)).status, 404, "the old file is gone");
      const redirected = await ask(portal, `${new URL(award.openBadgeId).pathname}/image`);
      assert.equal(redirected.headers.get("location"), award.image);
    }
    assert.ok(signed >= 1 && signed < 12, `${signed} are signed`);
    assert.equal((await ask(portal, "/v2/assertions/changed?num=500", { headers: as("issuer") })).json.result.slice(-80).every((one) => one.badgeclass === badge.entityId), true);
  });

  it("stay as they are when only words change, and when the same picture comes again", async () => {
    const before = await awardsOf(portal, badge);
    await replace(portal, { ...badge, name: "Other words" }, undefined);
    await replace(portal, badge, dataUri(NEW));
    assert.deepEqual(await awardsOf(portal, badge), before);
  });

  it("stay stale when one small picture follows another: until each award is asked for", async () => {
    const small = (shade) => png(40, (x, y) => [x, y, shade, 255]);
    const old = await findClass(portal, "Reading Mentor");
    const before = await awardsOf(portal, old);
    assert.equal((await replace(portal, old, dataUri(small(9)))).status, 200);
    assert.deepEqual(await awardsOf(portal, old), before, "nothing was baked");
    const award = before.find(({ revoked }) => !revoked);
    const again = await likeRecorded(portal, "12-assertion-put", `/v2/assertions/${award.entityId}`, { method: "PUT", headers: { ...as("issuer"), "Content-Type": "application/json" }, body: "{}" });
    const [one] = again.json.result;
    assert.notEqual(one.image, award.image);
    assert.equal(pixels((await ask(portal, one.image)).bytes), pixels(small(9)));
    assert.equal((await ask(portal, award.image)).status, 404);
    const rest = (await awardsOf(portal, old)).filter(({ entityId }) => entityId !== award.entityId);
    assert.deepEqual(rest, before.filter(({ entityId }) => entityId !== award.entityId), "the others are still stale");
    assert.equal((await replace(portal, old, dataUri(NEW))).status, 200);
    assert.ok((await awardsOf(portal, old)).every(({ image }, i) => image === null || image !== before[i].image), "a large picture is noticed");
  });

  it("become SVG when the class becomes one", async () => {
    const map = await findClass(portal, "Map Maker");
    assert.match((await awardsOf(portal, map)).find(({ image }) => image).image, /\.svg$/);
    await replace(portal, map, dataUri(NEW));
    assert.match((await awardsOf(portal, map)).find(({ image }) => image).image, /\.png$/);
    const svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";
    await replace(portal, map, dataUri(svg, "image/svg+xml"));
    const { image, openBadgeId } = (await awardsOf(portal, map)).find((award) => award.image);
    const { text } = await ask(portal, image);
    assert.ok(image.endsWith(".svg") && text.includes(`<openbadges:assertion verify="${openBadgeId}">`) && text.includes("<rect"));
  });

  it("of one award: a PUT changes its words too, and breaks over a revoked one", async () => {
    const [award] = (await awardsOf(portal, badge)).filter(({ revoked, recipient }) => !revoked && recipient.hashed);
    const changed = await put(portal, `/v2/assertions/${award.entityId}`, { narrative: "<b>edited</b>", recipient: { identity: "somebody@example.org", type: "email" }, evidence: [{ narrative: "just words" }] });
    const [now] = changed.json.result;
    assert.deepEqual([now.narrative, now.evidence, now.recipient.plaintextIdentity, now.recipient.hashed], ["edited", [{ url: null, narrative: "just words" }], "somebody@example.org", true]);
    assert.notEqual(now.recipient.identity, award.recipient.identity);
    assert.equal((await put(portal, `/v2/assertions/${award.entityId}`, { issuedOn: "2999-01-01T00:00:00Z" })).status, 400);
    assert.equal((await put(portal, `/v2/assertions/${award.entityId}`, {}, "outsider")).status, 404);
    const gone = (await awardsOf(portal, badge)).find(({ revoked }) => revoked);
    assert.equal((await put(portal, `/v2/assertions/${gone.entityId}`, {})).status, 500);
    assert.equal((await read(portal, "/v2/assertions/changed?num=500")).at(-1).entityId, award.entityId, "it is the last in the feed");
  });

  it("in a queue: the PUT answers at once, and the pictures follow in the order of the awards", async () => {
    const slow = await startPortal({ rebakeMs: 10, rebakeQueued: true });
    try {
      const cls = await findClass(slow, "Bicycle");
      const before = await awardsOf(slow, cls);
      await replace(slow, cls, dataUri(NEW));
      const counts = [];
      do {
        await sleep(60);
        counts.push((await awardsOf(slow, cls)).filter(({ image }, i) => image !== before[i].image).length);
      } while (counts.at(-1) < before.filter(({ revoked }) => !revoked).length && counts.length < 100);
      assert.ok(counts.length > 3 && counts[0] < 40, `${counts}`);
      assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
    } finally {
      await slow.close();
    }
  });

  it("while the PUT waits: it takes as long as all of them", async () => {
    const slow = await startPortal({ rebakeMs: 4 });
    try {
      const start = performance.now();
      const cls = await findClass(slow, "Bicycle");
      await replace(slow, cls, dataUri(NEW));
      assert.ok(performance.now() - start > 80 * 4);
      assert.ok((await awardsOf(slow, cls)).every(({ image }) => image === null || /\/media\/assertion-/.test(image)));
    } finally {
      await slow.close();
    }
  });

  it("of a thousand awards are there at once", async () => {
    const large = await startPortal({ awards: 3000 });
    try {
      const cls = await findClass(large, "Bicycle");
      const start = performance.now();
      await replace(large, cls, dataUri(NEW));
      const after = await awardsOf(large, cls);
      assert.equal(after.length, 1000);
      assert.ok(after.every(({ image }) => image === null || /\/media\/assertion-/.test(image)));
      assert.ok(performance.now() - start < 5000);
    } finally {
      await large.close();
    }
  });
});
