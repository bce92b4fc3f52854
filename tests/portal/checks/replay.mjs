import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startReplay } from "../replay.mjs";
import { TOKEN, ask, fixture, fixtureFolder, form, get, recorded } from "./ask.mjs";

const ALL = "/v2/backpack/assertions?expand=badgeclass&expand=issuer&include_expired=1&include_revoked=1&include_pending=1";

describe("replaying recorded traffic", () => {
  let as;
  let moved;
  let ob3;
  before(async () => {
    as = await startReplay({ folder: fixtureFolder("badgr"), rewrite: false });
    moved = await startReplay({ folder: fixtureFolder("badgr"), rewrite: true, prefer: ["14-collections"] });
    ob3 = await startReplay({ folder: fixtureFolder("badgr-ob3") });
  });
  after(() => Promise.all([as, moved, ob3].map((replay) => replay.close())));

  it("gives back what was recorded, byte for byte", async () => {
    const { response } = recorded("badgr/08-backpack-assertions-expand");
    const given = await get(as, ALL);
    assert.equal(given.text, JSON.stringify(response.json));
    assert.equal(given.bytes.length, Number(response.headers["Content-Length"]), "the length that the server sent");
    assert.equal(given.headers.get("vary"), response.headers.Vary);
    assert.equal(given.headers.get("access-control-expose-headers"), "link");
  });

  it("puts its own origin in bodies and headers when asked", async () => {
    const { json } = await get(moved, ALL);
    assert.ok(json.result.every(({ openBadgeId, image }) => openBadgeId.startsWith(moved.url) && image.startsWith(moved.url)));
    const { headers } = await get(moved, "/v2/issuers/G58_x8tjSoOJXkjhChgKfA/assertions?num=10&include_revoked=1&include_expired=1");
    assert.ok(headers.get("link").startsWith(`<${moved.url}/`), "the order of the query does not matter");
    assert.equal((await get(moved, headers.get("link").slice(1).split(">")[0])).json.result.length, 10);
  });

  it("finds the recording that fits the request", async () => {
    assert.equal((await get(as, "/v2/users/self")).json.result[0].firstName, "Léa");
    assert.equal((await ask(as, "/v2/users/self")).status, 401);
    const assertion = "/public/assertions/03r-pysmRpO5bRd05TFVFw";
    assert.equal((await ask(as, assertion, { headers: { Accept: "text/html" } })).status, 302);
    assert.equal((await ask(as, assertion, { headers: { Accept: "*/*" } })).headers.get("content-type"), "application/ld+json");
    assert.equal((await ask(as, `${assertion}?expand=badge&expand=badge.issuer`)).json.badge.issuer.name, "Acme Learning");
    assert.equal((await ask(as, assertion, { headers: { Origin: "https://other.example" } })).headers.get("access-control-allow-origin"), null);
    assert.equal((await form(as, "/o/token", { grant_type: "refresh_token", refresh_token: "any", client_id: "public" })).status, 200);
    assert.deepEqual((await get(as, "/v2/backpack/collections")).json.result, []);
    assert.equal((await get(moved, "/v2/backpack/collections")).json.result[0].name, "My best");
  });

  it("answers 404 for what was not recorded", async () => {
    const { result } = (await get(as, ALL)).json;
    const unrecorded = result.find(({ entityId }) => entityId === "g5pys1qjSLq-nmq9gJMRNQ");
    const { status, json } = await ask(as, new URL(unrecorded.openBadgeId).pathname);
    assert.equal(status, 404);
    assert.equal(json.status.success, false);
  });

  it("serves recorded pictures, and a baked one for any other award", async () => {
    const picture = (id) => ask(as, `/media/uploads/badges/assertion-${id}.png`);
    assert.deepEqual((await picture("03r-pysmRpO5bRd05TFVFw")).bytes, fixture("badgr/09-media-baked.png"));
    assert.deepEqual((await picture("g5pys1qjSLq-nmq9gJMRNQ")).bytes, fixture("badgr/baked-before.png"));
    assert.equal((await ask(as, "/media/uploads/badges/3f56cdfa-b145-4534-8db0-da36bf712e44.png")).headers.get("content-type"), "image/png");
    const { headers } = await ask(as, "/public/assertions/03r-pysmRpO5bRd05TFVFw/image");
    assert.ok(headers.get("location").startsWith("http://localhost:8000/media/"));
  });

  it("replays the Open Badges 3.0 fork, whose backpack was recorded without the include flags", async () => {
    const { result } = (await get(ob3, ALL)).json;
    assert.equal(result.length, 4);
    const { json } = await ask(ob3, "/public/assertions/jRgFC4CrRn-2kBG6x5X_-w");
    assert.equal(json.proof[0].cryptosuite, "eddsa-rdfc-2022");
    assert.ok(json.id.startsWith(ob3.url));
    assert.deepEqual((await ask(ob3, "/media/uploads/badges/assertion-jRgFC4CrRn-2kBG6x5X_-w.png")).bytes, fixture("badgr-ob3/baked.png"));
  });

  it("answers preflights anywhere", async () => {
    const { headers } = await ask(as, "/v2/anything", { method: "OPTIONS", headers: { ...TOKEN, "Access-Control-Request-Method": "GET" } });
    assert.match(headers.get("access-control-allow-headers"), /authorization/);
  });
});
