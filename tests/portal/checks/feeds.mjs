import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startPortal } from "../server.mjs";
import { as, ask, likeRecorded, recorded, sameShape, walk } from "./ask.mjs";

const ISSUER = { headers: as("issuer") };
const ALL = "include_expired=1&include_revoked=1";

describe("the demo portal's changed feeds, groups, pathways and organisations", () => {
  let portal;
  let issuers;
  let classes;
  before(async () => {
    portal = await startPortal();
    issuers = (await get("/v2/issuers")).json.result;
    classes = (await get("/v2/badgeclasses")).json.result;
  });
  after(() => portal.close());
  const get = (path, account = "issuer") => ask(portal, path, { headers: as(account) });
  const like = (name, path) => likeRecorded(portal, name, path, ISSUER);
  /** All pages of a feed. */
  async function follow(path) {
    const found = [];
    for (let next = path; next; ) {
      const { json } = await get(next);
      found.push(...json.result);
      next = json.pagination.nextResults;
    }
    return found;
  }

  it("feeds as recorded: every issuer, class and award, revoked and expired ones too", async () => {
    await like("07-assertions-changed", "/v2/assertions/changed?num=5");
    await like("07-assertions-changed-since", "/v2/assertions/changed?since=2030-01-01T00:00:00Z");
    await like("07-badgeclasses-changed", "/v2/badgeclasses/changed");
    await like("07-issuers-changed", "/v2/issuers/changed");
    const bad = await like("07-assertions-changed-badsince", "/v2/assertions/changed?since=yesterday");
    assert.deepEqual(bad.json.fieldErrors, { since: ["must be ISO-8601 format with time zone"] });
    const first = (await get("/v2/assertions/changed")).json;
    assert.equal(first.result.length, 100, "a hundred unless asked");
    assert.equal((await get("/v2/assertions/changed?num=250")).json.result.length, 240, "and as many as asked");
    const all = await follow("/v2/assertions/changed?num=70");
    assert.equal(new Set(all.map(({ entityId }) => entityId)).size, 240);
    assert.deepEqual(all.map(({ createdAt }) => createdAt), all.map(({ createdAt }) => createdAt).sort());
    assert.ok(all.some(({ revoked }) => revoked) && all.some(({ expires }) => expires?.startsWith("202")));
    const since = all[200].createdAt;
    assert.deepEqual((await follow(`/v2/assertions/changed?since=${since.slice(0, 19)}%2B00:00&num=30`)).length, 40);
    assert.equal((await get("/v2/assertions/changed", "outsider")).json.result.length, 0);
  });

  it("groups with their members, as the open-source server has them", async () => {
    const path = `/v2/issuers/${issuers[0].entityId}/recipient-groups`;
    await like("10-recipient-groups-empty", `/v2/issuers/${issuers[1].entityId}/recipient-groups`);
    const groups = (await like("15-recipient-groups", `${path}?embedRecipients=true`)).json.recipientGroups;
    assert.deepEqual(groups.map(({ member_count: many, active }) => [many, active]), [[7, true], [4, true], [2, false], [0, true]]);
    await like("15-group-subscribe", `${path}/${groups[0].slug}`);
    const v2 = await get(`/v2/issuers/${issuers[0].entityId}/recipientGroups`);
    assert.deepEqual([v2.status, v2.headers.get("content-type")], [404, "text/html; charset=utf-8"]);
  });

  it("a pathway with its steps, and how far each learner is", async () => {
    const path = `/v2/issuers/${issuers[0].entityId}/pathways`;
    await like("11-pathways", `/v2/issuers/${issuers[1].entityId}/pathways`);
    const [{ slug }] = (await like("15-pathways", path)).json.pathways;
    const { elements } = (await like("15-pathway-detail", `${path}/${slug}`)).json;
    await like("15-pathway-elements", `${path}/${slug}/elements`);
    const needed = elements.flatMap(({ requirements }) => requirements?.badges ?? []);
    assert.ok(needed.every((id) => classes.some(({ openBadgeId }) => openBadgeId === id)));
    const groups = (await get(`/v2/issuers/${issuers[0].entityId}/recipient-groups`)).json.recipientGroups;
    const { recipientCompletions } = (await like("15-pathway-completion", `${path}/${slug}/completion/${slug}?recipientGroup[]=${groups[0].slug}`)).json;
    assert.equal(recipientCompletions.length, 7);
    const badges = recipientCompletions.flatMap(({ completions }) => completions).flatMap(({ completedBadges }) => completedBadges ?? []);
    assert.ok(badges.length > 0);
    const { json } = await ask(portal, new URL(badges[0].assertion).pathname);
    assert.equal(json.badge, badges[0]["@id"]);
  });

  it("a fork without groups and pathways, whose records are its own", async () => {
    const fork = await startPortal({ fork: true });
    try {
      const of = (path) => ask(fork, path, ISSUER);
      const [issuer] = (await likeRecorded(fork, "badgr-ob3/issuers", "/v2/issuers", ISSUER)).json.result;
      for (const part of ["recipient-groups", "pathways"]) assert.equal((await of(`/v2/issuers/${issuer.entityId}/${part}`)).status, 404);
      const [badge] = (await of("/v2/badgeclasses")).json.result;
      await likeRecorded(fork, "badgr-ob3/badgeclass-detail", `/v2/badgeclasses/${badge.entityId}`, ISSUER);
      assert.match(badge.image, /\/public\/badges\/[^/]+\/image$/);
      const given = (await of(`/v2/issuers/${issuer.entityId}/assertions?num=20`)).json.result;
      sameShape(given.filter(({ recipient }) => recipient.hashed), recorded("badgr-ob3/issuer-assertions").response.json.result);
      const kinds = await Promise.all(given.map(async ({ openBadgeId }) => (await ask(fork, new URL(openBadgeId).pathname)).json.type));
      assert.ok(kinds.filter((type) => type.includes("OpenBadgeCredential")).length > 6, "most are signed");
    } finally {
      await fork.close();
    }
  });

  it("the hosted service: organisations, its own fields, before and after, and groups as CSV", async () => {
    const { json } = await get("/v2/organizations", "parchment");
    assert.deepEqual(Object.keys(json.organizations[0]), ["id", "name", "profile"]);
    for (const account of ["issuer", "outsider"]) assert.equal((await get("/v2/organizations", account)).status, 404);
    const { records, links } = await walk(portal, `/v2/issuers/${issuers[0].entityId}/assertions?num=60&${ALL}`, as("parchment"));
    assert.equal(records.length, (await get(`/v2/issuers/${issuers[0].entityId}/assertions?${ALL}`)).json.result.length);
    assert.match(links[1].next, /[?&]after=/);
    assert.match(links[1].prev, /[?&]before=/);
    assert.deepEqual(Object.keys(links[1]), ["prev", "next"]);
    assert.match(records[0].id, /^[0-9a-f]{24}$/);
    const shown = (await get("/v2/badgeclasses", "parchment")).json.result;
    const whole = (await get("/v2/badgeclasses?include_archived=true", "parchment")).json.result;
    assert.deepEqual([shown.length, whole.length, whole.filter(({ archived }) => archived).length], [6, 7, 1]);
    const base = `/v2/organizations/${json.organizations[0].id}/group-export/general-data`;
    const head = (text) => text.split("\n")[0];
    assert.equal(head((await get(base, "parchment")).text), "Group ID,Group name,Course/Pathway ID,URL,Learners,Alignment type,Alignment ID,Alignment name,Creation date,Creation method,Expiration date,Expiration method,Staff member name,Staff member ID");
    const bare = (await get(`${base}?includeStaffMembers=false&includeExpirationDateAndMethod=false&includeArchivedGroups=true`, "parchment")).text;
    assert.equal(head(bare), "Group ID,Group name,Course/Pathway ID,URL,Learners,Alignment type,Alignment ID,Alignment name,Creation date,Creation method");
    assert.match(bare, /Winter cohort 2019/);
    assert.equal((await get(`/v2/organizations/000000000000000000000000/group-export/general-data`, "parchment")).status, 404);
    const progress = (await get(`/v2/issuers/${issuers[0].entityId}/group-export/learner-progress`, "parchment")).text;
    assert.equal(head(progress), "Group ID,Group Name,Learner Name,Learner ID,Last Badge Earned,Alignment Type,Alignment ID,Alignment Name,Status,Detailed Progress,Evidence");
    assert.match(progress, /In progress|Completed/);
  });
});
