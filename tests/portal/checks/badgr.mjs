import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startPortal } from "../server.mjs";
import { ORIGIN, ask, get, likeRecorded, recorded, sameShape } from "./ask.mjs";

const ALL = "include_expired=1&include_revoked=1&include_pending=1";

describe("the demo portal answers as Badgr did when it was recorded", () => {
  let portal;
  let issuer;
  let badge;
  let issued;
  let backpack;
  before(async () => {
    portal = await startPortal({ badges: 120 });
    [issuer] = (await get(portal, "/v2/issuers")).json.result;
    [badge] = (await get(portal, "/v2/badgeclasses")).json.result.filter(({ alignments, criteriaNarrative }) => alignments.length && criteriaNarrative);
    issued = (await get(portal, `/v2/issuers/${issuer.entityId}/assertions?include_revoked=1`)).json.result;
    backpack = (await get(portal, `/v2/backpack/assertions?expand=badgeclass&expand=issuer&${ALL}`)).json.result;
  });
  after(() => portal.close());

  const like = (name, path, options) => likeRecorded(portal, name, path, options);
  const open = { headers: {} };
  /** An award to the learner with all the features of the recorded one: two pieces of evidence, a narrative, a plain recipient. */
  async function fullAward() {
    for (const { openBadgeId, recipient, revoked } of backpack) {
      if (revoked || recipient.hashed || !openBadgeId.startsWith(portal.url)) continue;
      const { json } = await ask(portal, openBadgeId);
      if (json.evidence?.length === 2 && json.narrative && !json.expires && json["@context"] === "https://w3id.org/openbadges/v2") return new URL(openBadgeId).pathname;
    }
    return assert.fail("no award has everything");
  }

  it("about the user, with and without a token", async () => {
    await like("01-users-self-learner", "/v2/users/self");
    await like("01-users-self-notoken", "/v2/users/self", open);
    await like("01-users-self-badtoken", "/v2/users/self", { headers: { Authorization: "Bearer wrong" } });
  });

  it("in the backpack: unpaged, and without evidence", async () => {
    await like("08-backpack-assertions", "/v2/backpack/assertions");
    await like("08-backpack-assertions", "/v2/backpack/assertions?num=3");
    await like("08-backpack-detail", `/v2/backpack/assertions/${backpack[0].entityId}`);
    await like("06-assertion-notfound", "/v2/backpack/assertions/doesnotexist");
    await like("14-collections", "/v2/backpack/collections");
    const whole = recorded("badgr/08-backpack-assertions-expand").response.json.result.find(({ badgeclass }) => badgeclass.criteria.id);
    for (const record of backpack) {
      assert.ok(!("evidence" in record));
      sameShape(record, { ...whole, recipient: null, badgeclass: { ...whole.badgeclass, issuer: null, criteria: null } });
    }
  });

  it("leaves expired, revoked and pending awards out unless asked", async () => {
    const plain = (await get(portal, "/v2/backpack/assertions")).json.result;
    assert.equal(backpack.length, 120);
    assert.ok(plain.length < 120 && plain.every(({ revoked, pending }) => !revoked && !pending));
    for (const flag of ["include_expired", "include_revoked", "include_pending"]) {
      const more = (await get(portal, `/v2/backpack/assertions?${flag}=1`)).json.result;
      assert.ok(more.length > plain.length, flag);
    }
  });

  it("about issuers and badge classes", async () => {
    await like("05-issuers-list", "/v2/issuers");
    await like("05-issuer-detail", `/v2/issuers/${issuer.entityId}`);
    const others = backpack.find((record) => record.issuer !== issuer.entityId && record.badgeclass.id.startsWith(portal.url));
    await like("05-issuer-detail-forbidden", `/v2/issuers/${others.issuer}`);
    await like("05-badgeclass-detail", `/v2/badgeclasses/${badge.entityId}`);
    await like("05-badgeclasses-all", "/v2/badgeclasses");
    await like("05-issuer-badgeclasses", `/v2/issuers/${issuer.entityId}/badgeclasses`);
    await like("05-issuer-badgeclasses-num1", `/v2/issuers/${issuer.entityId}/badgeclasses?num=1`);
  });

  it("about awards that the issuer gave", async () => {
    await like("06-issuer-assertions", `/v2/issuers/${issuer.entityId}/assertions`);
    await like("06-badgeclass-assertions", `/v2/badgeclasses/${badge.entityId}/assertions?num=5`);
    const plain = issued.find(({ recipient, revoked }) => !recipient.hashed && !revoked);
    const revoked = issued.find((award) => award.revoked && !award.recipient.hashed);
    await like("06-assertion-detail", `/v2/assertions/${plain.entityId}`);
    const gone = await like("06-assertion-detail-revoked", `/v2/assertions/${revoked.entityId}`);
    assert.equal(gone.json.result[0].image, null);
    await like("06-assertion-notfound", "/v2/assertions/doesnotexist");
  });

  it("follows its cursors over every award once, newest first, and back again", async () => {
    const seen = [];
    const pages = [];
    let next = `/v2/issuers/${issuer.entityId}/assertions?num=50&include_expired=1&include_revoked=1`;
    while (next) {
      const { headers, json } = await get(portal, next);
      seen.push(...json.result.map(({ createdAt }) => createdAt));
      const links = Object.fromEntries([...(headers.get("link") ?? "").matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, to, rel]) => [rel, to]));
      pages.push({ ids: json.result.map(({ entityId }) => entityId), links });
      next = links.next;
      if (next) assert.deepEqual([...new URL(next).searchParams.keys()], ["cursor", "include_expired", "include_revoked", "num"]);
    }
    assert.equal(seen.length, 120);
    assert.deepEqual(seen, [...new Set(seen)].sort().reverse());
    assert.deepEqual(pages.map(({ links }) => Object.keys(links)), [["next"], ["next", "prev"], ["prev"]]);
    const back = await get(portal, pages[2].links.prev);
    assert.deepEqual(back.json.result.map(({ entityId }) => entityId), pages[1].ids);
  });

  it("clamps num to 500 and carries the recipient along", async () => {
    const { json } = await get(portal, `/v2/issuers/${issuer.entityId}/assertions?num=9999&recipient=${issued[0].recipient.plaintextIdentity}`);
    assert.ok(json.result.length >= 1 && json.result.every(({ recipient }) => recipient.plaintextIdentity === issued[0].recipient.plaintextIdentity));
  });

  it("on public pages, in each version and with classes expanded", async () => {
    const path = await fullAward();
    const id = path.split("/").at(-1);
    await like("09-public-assertion", path, open);
    await like("09-public-assertion-json-suffix", `${path}.json`, open);
    await like("09-public-assertion-v1_1", `${path}?v=1_1`, open);
    await like("09-public-assertion-ldjson", path, { headers: { Accept: "*/*" } });
    const html = await like("09-public-assertion-html", path, { headers: { Accept: "text/html,*/*" } });
    assert.match(html.headers.get("location"), /\/public\/assertions\//);
    await like("09-public-404", "/public/assertions/nope", open);
    await like("09-public-assertion-image", `/public/assertions/${id}/image`, open);
    await like("09-public-assertion-baked", `/public/assertions/${id}/baked`, open);
    const expanded = (await ask(portal, `${path}?expand=badge&expand=badge.issuer`)).json;
    const whole = recorded("badgr/09-public-assertion-expand").response.json;
    assert.deepEqual(Object.keys(expanded), Object.keys(whole));
    assert.deepEqual(Object.keys(expanded.badge), Object.keys(whole.badge));
    sameShape(expanded.badge.issuer, whole.badge.issuer);
    const issuerPath = new URL(expanded.badge.issuer.id).pathname;
    await like("09-public-issuer", issuerPath, open);
    const all = await ask(portal, `${issuerPath}/badges`);
    assert.deepEqual(Object.keys(all.json[0]), Object.keys(recorded("badgr/09-public-issuer-badges").response.json[0]));
  });

  it("about revoked awards: a stub, and no picture", async () => {
    const revoked = backpack.find((award) => award.revoked);
    assert.equal(revoked.image, null);
    await like("09-public-assertion-revoked", new URL(revoked.openBadgeId).pathname, open);
    assert.equal((await ask(portal, `${revoked.openBadgeId}/image`)).status, 404);
  });

  it("about an imported award: an id of another origin, and a picture here", () => {
    const foreign = backpack.filter(({ openBadgeId }) => !openBadgeId.startsWith(portal.url));
    assert.equal(foreign.length, 1);
    assert.match(foreign[0].openBadgeId, /^https:\/\/badges\.elsewhere\.example\//);
    assert.ok(foreign[0].image.startsWith(portal.url));
  });

  it("as the fork did for signed 3.0 awards, whose proof breaks when the class is expanded", async () => {
    const credential = recorded("badgr-ob3/public-assertion-default").response.json;
    let signed;
    for (const { openBadgeId, revoked } of backpack) {
      if (revoked || !openBadgeId.startsWith(portal.url)) continue;
      const { json } = await ask(portal, openBadgeId);
      if (json.type.includes("OpenBadgeCredential") && json.evidence.some(({ id }) => id) && !json.validUntil) signed = json;
    }
    sameShape({ ...signed, evidence: signed.evidence.slice(0, 1) }, credential);
    assert.equal(signed.proof[0].proofValue.length, credential.proof[0].proofValue.length);
    assert.match(signed.id, /\?v=3_0$/);
    const expanded = (await ask(portal, `${signed.id.replace("?v=3_0", "")}?expand=badge`)).json;
    assert.ok("badge" in expanded && !("image" in signed) && expanded.image.endsWith(".png"));
    const plain = await ask(portal, signed.id.replace("3_0", "2_0"));
    assert.match(plain.json.id, /\?v=2_0$/);
    assert.ok("slug" in plain.json);
    sameShape((await ask(portal, signed.issuer.id)).json, recorded("badgr-ob3/public-issuer-v3_0").response.json);
    sameShape((await ask(portal, signed.credentialSubject.achievement.id)).json, recorded("badgr-ob3/public-badge-v3_0").response.json);
    sameShape((await ask(portal, signed.credentialStatus.id)).json, recorded("badgr-ob3/public-revocations").response.json);
  });

  it("to browsers of other origins: by host, whatever the port", async () => {
    const preflight = (origin) => ({ method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization" } });
    await like("19-preflight", "/v2/users/self", preflight(ORIGIN));
    await like("19-preflight-otherport", "/v2/users/self", preflight("http://localhost:9999"));
    await like("19-preflight-foreign", "/v2/users/self", preflight("https://other.example"));
    await like("09-public-assertion-foreign-origin", await fullAward(), { headers: { Origin: "https://other.example" } });
  });
});
