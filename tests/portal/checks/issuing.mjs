import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startPortal } from "../server.mjs";
import { MOMENTS } from "../issuer-awards.mjs";
import { as, ask, likeRecorded, recorded, sameShape, walk } from "./ask.mjs";

const ISSUER = as("issuer");
const ALL = "include_expired=1&include_revoked=1";

describe("the issuer's side of the demo portal", () => {
  let portal;
  let issuers;
  let classes;
  let awards;
  before(async () => {
    portal = await startPortal();
    issuers = (await get("/v2/issuers")).json.result;
    classes = (await get("/v2/badgeclasses")).json.result;
    awards = [];
    for (const { entityId } of issuers) awards.push(...(await walk(portal, `/v2/issuers/${entityId}/assertions?num=50&${ALL}`, ISSUER)).records);
  });
  after(() => portal.close());
  const get = (path, headers = ISSUER) => ask(portal, path, { headers });
  const like = (name, path, headers = ISSUER) => likeRecorded(portal, name, path, { headers });
  const named = (part) => classes.find(({ name }) => name.includes(part));

  it("answers as recorded: issuers, classes, awards, and 404 for all others", async () => {
    await like("05-issuers-list", "/v2/issuers");
    for (const { entityId } of issuers) await like("05-issuer-detail", `/v2/issuers/${entityId}`);
    await like("12-issuer-nostaff", `/v2/issuers/${issuers[0].entityId}?include_staff=false`);
    const full = named("Bicycle");
    await like("05-badgeclass-detail", `/v2/badgeclasses/${full.entityId}`);
    await like("05-badgeclasses-all", "/v2/badgeclasses");
    await like("05-issuer-badgeclasses", `/v2/issuers/${issuers[0].entityId}/badgeclasses`);
    await like("05-issuer-badgeclasses-num1", `/v2/issuers/${issuers[0].entityId}/badgeclasses?num=1`);
    await like("06-issuer-assertions-num10", `/v2/issuers/${issuers[0].entityId}/assertions?num=10&${ALL}`);
    await like("06-badgeclass-assertions", `/v2/badgeclasses/${full.entityId}/assertions?num=5`);
    const whole = recorded("badgr/06-issuer-assertions-all").response.json.result;
    for (const award of awards) sameShape([{ ...award, extensions: {} }], whole, award.entityId);
    for (const path of [`/v2/issuers/${issuers[0].entityId}`, `/v2/issuers/${issuers[0].entityId}/assertions?num=5`, `/v2/badgeclasses/${full.entityId}`, `/v2/badgeclasses/${full.entityId}/assertions`, `/v2/issuers/${issuers[0].entityId}/recipient-groups`]) {
      await like("05-issuer-detail-forbidden", path, as("outsider"));
      await like("05-issuer-detail-forbidden", path, as("demo"));
    }
    await like("05-issuers-list-learner", "/v2/issuers", as("outsider"));
    assert.equal((await get("/v2/backpack/assertions")).json.result.length, 0);
  });

  it("three issuers: one large, one small, one without badge classes; colleagues with their e-mail addresses", async () => {
    const owned = (index) => classes.filter(({ issuer }) => issuer === issuers[index].entityId).length;
    assert.deepEqual([owned(0), owned(1), owned(2)], [5, 2, 0]);
    const last = await get(`/v2/issuers/${issuers[2].entityId}/assertions?num=10`);
    assert.deepEqual([last.status, last.json.result, last.headers.has("link")], [200, [], false]);
    assert.equal(issuers[2].image, null);
    assert.deepEqual(issuers[0].staff.map(({ role, userProfile }) => `${role} ${userProfile.emails[0].email}`), ["owner issuer@example.org", "editor editor@example.org", "staff staff@example.org"]);
  });

  it("badge classes of many kinds", async () => {
    assert.deepEqual(classes.map(({ image }) => image.split(".").at(-1)), ["png", "png", "svg", "png", "png", "png", "png"]);
    assert.equal((await get(`/v2/badgeclasses/${named("Night Bus").entityId}/assertions?${ALL}`)).json.result.length, 0);
    assert.match(named("=HYPERLINK").name, /اضغط هنا.*🧮/u);
    const old = named("Reading Mentor");
    assert.deepEqual([old.criteriaNarrative, old.tags, old.alignments, old.createdAt.slice(0, 4)], [null, [], [], "2013"]);
    assert.ok((await ask(portal, old.image)).bytes.length < 16_384, "a small picture");
  });

  it("240 awards over three years, each in one list of its issuer and one of its class", async () => {
    assert.equal(awards.length, 240);
    assert.equal(new Set(awards.map(({ entityId }) => entityId)).size, 240);
    const byClass = [];
    for (const { entityId } of classes) byClass.push(...(await walk(portal, `/v2/badgeclasses/${entityId}/assertions?num=7&${ALL}`, ISSUER)).records);
    const sorted = (list) => list.map(({ entityId }) => entityId).sort();
    assert.deepEqual(sorted(byClass), sorted(awards));
    assert.deepEqual([...new Set(awards.map(({ issuedOn }) => issuedOn.slice(0, 4)))].sort(), ["2022", "2023", "2024", "2025"]);
  });

  it("awards that make a table hard", () => {
    const some = (test, least = 1) => assert.ok(awards.filter(test).length >= least, `${test}`);
    some(({ revoked, revocationReason, image }) => revoked && revocationReason && image === null, 8);
    some(({ revocationReason }) => revocationReason?.startsWith("="));
    some(({ expires }) => expires && Date.parse(expires) < Date.UTC(2026, 1, 1), 8);
    some(({ expires }) => expires?.startsWith("2040-02-29"), 8);
    for (const type of ["email", "telephone", "url"]) for (const hashed of [true, false]) if (type !== "url" || !hashed) some(({ recipient }) => recipient.type === type && recipient.hashed === hashed, 3);
    some(({ recipient }) => /^[=+]/.test(recipient.plaintextIdentity), 5);
    for (const part of ["\n", "\r\n", "\"", ",", "\t", "🚲"]) some(({ narrative }) => narrative?.includes(part), 5);
    some(({ evidence }) => evidence.length === 3, 5);
    some(({ evidence }) => evidence.some(({ url }) => url === null), 5);
    some(({ extensions }) => extensions["extensions:recipientProfile"]?.name, 20);
    for (const acceptance of ["Accepted", "Unaccepted", "Rejected"]) some((award) => award.acceptance === acceptance, 10);
    const counts = Object.values(awards.reduce((all, { recipient }) => ({ ...all, [recipient.plaintextIdentity]: (all[recipient.plaintextIdentity] ?? 0) + 1 }), {}));
    assert.ok(counts.filter((many) => many >= 2).length > 50, "recipients with several awards");
    const moments = new Set(awards.map(({ issuedOn }) => Date.parse(issuedOn)));
    assert.ok(MOMENTS.filter((moment) => moments.has(moment)).length >= 14, "ends of days, leap days and clock changes");
    some(({ issuedOn }) => issuedOn.startsWith("2024-02-29"), 2);
    some(({ issuedOn }) => /\.\d{6}Z$/.test(issuedOn), 20);
    assert.ok(awards.every(({ createdAt, issuedOn }) => issuedOn.slice(0, 19) <= createdAt.slice(0, 19)), "nothing is awarded in the future");
  });

  it("leaves expired and revoked awards out unless asked, and finds a recipient's", async () => {
    const list = `/v2/issuers/${issuers[0].entityId}/assertions`;
    const lengths = [];
    for (const query of ["", "?include_expired=1", "?include_revoked=1", `?${ALL}`]) lengths.push((await get(list + query)).json.result.length);
    assert.ok(lengths[0] < lengths[1] && lengths[0] < lengths[2] && lengths[1] < lengths[3] && lengths[2] < lengths[3], `${lengths}`);
    const [one, two] = [...new Set(awards.filter(({ issuer }) => issuer === issuers[0].entityId).map(({ recipient }) => recipient.plaintextIdentity))];
    const query = [one, two].map((who) => `recipient=${encodeURIComponent(who)}`).join("&");
    const found = (await get(`${list}?${query}&${ALL}`)).json.result;
    assert.deepEqual(new Set(found.map(({ recipient }) => recipient.plaintextIdentity)), new Set([one, two]));
    assert.equal(found.length, awards.filter(({ issuer, recipient }) => issuer === issuers[0].entityId && [one, two].includes(recipient.plaintextIdentity)).length);
  });

  it("public pages of each class and award, in 1.1 and 2.0, with pictures that carry them", async () => {
    for (const badge of classes) {
      const { json } = await ask(portal, new URL(badge.openBadgeId).pathname);
      assert.equal(json.name, badge.name);
      const old = (await ask(portal, `${new URL(badge.openBadgeId).pathname}?v=1_1`)).json;
      assert.deepEqual(Object.keys(old), ["@context", "type", "id", "name", "description", "issuer", "image", "criteria"]);
      assert.equal(typeof old.criteria, "string");
    }
    for (const award of awards.filter(({ revoked }) => !revoked).slice(0, 24)) {
      const { json, headers } = await ask(portal, new URL(award.openBadgeId).pathname);
      assert.ok(headers.has("access-control-allow-origin"));
      assert.deepEqual([json.recipient?.type ?? "email", json.recipient?.identity ?? award.recipient.identity], [award.recipient.type, award.recipient.identity]);
      const picture = await ask(portal, award.image);
      assert.equal(picture.status, 200);
      assert.ok(picture.text.includes(award.entityId));
    }
    const revoked = awards.find((award) => award.revoked);
    await likeRecorded(portal, "09-public-assertion-revoked", new URL(revoked.openBadgeId).pathname, {});
  });
});
