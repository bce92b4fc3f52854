import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { startPortal } from "../server.mjs";
import { as, ask, dataUri, findClass, fixture, put, read, walk } from "./ask.mjs";

const ALL = "include_expired=1&include_revoked=1";
const NEW = dataUri(fixture("badgr/input-v2.png"));

describe("faults on the issuer's side", () => {
  let portal;
  let badge;
  let list;
  beforeEach(async () => {
    await portal?.close();
    portal = await startPortal();
    badge = await findClass(portal, "Bicycle");
    list = `/v2/badgeclasses/${badge.entityId}/assertions?num=20&${ALL}`;
  });
  after(() => portal.close());
  const ids = ({ records }) => records.map(({ entityId }) => entityId);
  const pages = () => walk(portal, list, as("issuer"));
  const classNow = async () => (await read(portal, `/v2/badgeclasses/${badge.entityId}`))[0];
  const anew = async () => (await pages()).records.filter(({ image }) => /\/media\/assertion-/.test(image ?? "")).length;

  it("award: somebody awards while the list is read; the cursor is a place in time, so only a second walk shows it", async () => {
    const before = ids(await pages());
    portal.faults.set([{ match: "cursor=", times: 2, fault: { award: 3 } }]);
    assert.deepEqual(ids(await pages()), before);
    const after = ids(await pages());
    assert.equal(after.length, before.length + 6);
    assert.deepEqual(after.slice(6), before);
    const fresh = (await read(portal, "/v2/assertions/changed?num=500")).at(-1);
    assert.equal(fresh.entityId, after[0]);
    assert.equal((await ask(portal, fresh.image)).status, 200);
  });

  it("unaward: awards that the next page would have begun with are gone", async () => {
    const before = ids(await pages());
    portal.faults.set([{ match: "cursor=", times: 1, fault: { unaward: 4 } }]);
    assert.deepEqual(ids(await pages()), [...before.slice(0, 20), ...before.slice(24)]);
    assert.equal((await ask(portal, `/v2/assertions/${before[20]}`, { headers: as("issuer") })).status, 404);
    assert.equal((await read(portal, "/v2/assertions/changed?num=500")).length, 236);
  });

  it("repeat: a page begins with awards that were already on the one before; skip: it leaves some out", async () => {
    const before = ids(await pages());
    portal.faults.set([{ match: "cursor=", times: "always", fault: { repeat: 5 } }]);
    const doubled = ids(await pages());
    assert.ok(doubled.length > before.length);
    assert.deepEqual([...new Set(doubled)], before);
    portal.faults.set([{ match: "cursor=", times: 1, fault: { skip: 5 } }]);
    assert.deepEqual(ids(await pages()), [...before.slice(0, 20), ...before.slice(25)]);
  });

  it("lost: the server has done it, and nobody is told", async () => {
    portal.faults.set([{ match: "PUT /v2/badgeclasses/", fault: { lost: true } }]);
    await assert.rejects(put(portal, `/v2/badgeclasses/${badge.entityId}`, { ...badge, name: "Done", image: NEW }));
    assert.equal(portal.requests.at(-1).status, 0);
    assert.equal((await classNow()).name, "Done");
    assert.ok(await anew() > 60);
  });

  it("status: the server refuses, and nothing is done", async () => {
    for (const status of [400, 403, 404, 413, 500, 503]) {
      portal.faults.set([{ match: "PUT /v2/badgeclasses/", fault: { status } }]);
      assert.equal((await put(portal, `/v2/badgeclasses/${badge.entityId}`, { ...badge, name: "Never", image: NEW })).status, status);
    }
    assert.deepEqual([await classNow(), await anew()], [badge, 0]);
  });

  it("meanwhile: between two readings the class is changed by somebody else", async () => {
    portal.faults.set([{ match: `GET /v2/badgeclasses/${badge.entityId}`, times: 1, fault: {} }, { match: `GET /v2/badgeclasses/${badge.entityId}`, times: 1, fault: { meanwhile: { description: "By a colleague.", tags: ["theirs"], image: NEW } } }]);
    assert.deepEqual(await classNow(), badge);
    const after = await classNow();
    assert.deepEqual([after.name, after.description, after.tags], [badge.name, "By a colleague.", ["theirs"]]);
    assert.notEqual(after.image, badge.image);
    assert.deepEqual(await classNow(), after);
  });

  it("rebakeStops: the server breaks half-way through; the class is changed, some pictures are, and asking per award mends the rest", async () => {
    portal.faults.set([{ match: "PUT /v2/badgeclasses/", fault: { rebakeStops: 30 } }]);
    const answer = await put(portal, `/v2/badgeclasses/${badge.entityId}`, { ...badge, name: "Half", image: NEW });
    assert.equal(answer.status, 500);
    assert.match(answer.headers.get("content-type"), /html/);
    assert.equal((await classNow()).name, "Half");
    const { records } = await pages();
    const stale = records.filter(({ image }) => image && !/\/media\/assertion-/.test(image));
    assert.ok(stale.length > 40);
    for (const { entityId } of stale) assert.equal((await put(portal, `/v2/assertions/${entityId}`, {})).status, 200);
    assert.equal(await anew(), records.filter(({ revoked }) => !revoked).length);
  });
});
