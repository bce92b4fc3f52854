import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startPortal } from "../server.mjs";
import { ask, get } from "./ask.mjs";

/** What a JSON pointer names in a record (RFC 6901). */
const at = (value, pointer) => pointer.split("/").slice(1).reduce((part, key) => part?.[key], value);
/** The pointers in a template such as "{/firstname} {/lastname}". */
const pointers = (template) => [...template.matchAll(/\{([^}]+)\}/g)].map(([, pointer]) => pointer);

describe("the demo learner portal", () => {
  let portal;
  let sections;
  const records = new Map();
  before(async () => {
    portal = await startPortal({ badges: 130, jwt: true });
    ({ sections } = (await ask(portal, "/.well-known/badgepack.json")).json);
    for (const section of sections) {
      const found = [];
      const first = await get(portal, `/${section.url}`);
      assert.equal(first.status, 200, section.key);
      const pages = section.pages ? at(first.json, section.pages.last) : 1;
      for (let page = 1; page <= pages; page += 1) {
        const { json } = page === 1 ? first : await get(portal, `/${section.url}&page=${page}`);
        found.push(...(section.items ? at(json, section.items) : [json]));
      }
      if (section.total) assert.equal(found.length, at(first.json, section.total), section.key);
      records.set(section.key, found);
    }
  });
  after(() => portal.close());
  const badges = () => records.get("badges");

  it("has every section of the portal description that it serves, with every field named there", () => {
    for (const section of sections) {
      const templates = [section.id, section.name, section.issued, section.picture, section.credential?.fetch, section.source?.url, section.source?.platform].filter(Boolean);
      for (const record of records.get(section.key)) {
        for (const pointer of templates.flatMap(pointers)) assert.ok(at(record, pointer) ?? false, `${section.key}: ${pointer}`);
        if (section.credential?.inline) assert.equal(typeof at(record, section.credential.inline), "object");
      }
      const ids = records.get(section.key).map((record) => at(record, pointers(section.id)[0]));
      assert.equal(new Set(ids).size, ids.length, `${section.key}: ids`);
    }
  });

  it("holds as much as a real account", () => {
    const counts = Object.fromEntries([...records].map(([key, found]) => [key, found.length]));
    assert.deepEqual(counts, {
      profile: 1, notifications: 130, picture: 1, special_category: 1, badges: 130, imported: 3, attendances: 25, pathways: 6,
      liked_badges: 4, liked_pathways: 3, liked_activities: 5, liked_providers: 2, liked_communities: 3,
      invitations: 2, survey_responses: 8, outcome_metrics: 5,
    });
  });

  it("names badges in many scripts, and awkwardly", () => {
    const names = badges().map(({ badge }) => badge.name);
    for (const part of ["É", "مقدمة", "中文", "🚲", "]]>", "<b>", "=HYPERLINK", "CON", "../"]) assert.ok(names.some((name) => name.includes(part)), part);
    assert.ok(names.some((name) => name.length > 250));
    assert.equal(new Set(badges().filter(({ badge }) => badge.name === "First Aid").map(({ badge_id: id }) => id)).size, 3);
  });

  it("claimed, pending and revoked: each is there, and a reason only where one belongs", () => {
    assert.deepEqual([...new Set(badges().map(({ status }) => status))].sort(), ["Claimed", "Pending", "Revoked"]);
    for (const { status, revocation_reason: reason } of badges()) assert.equal(reason !== null, status === "Revoked");
  });

  it("serves 2.0 with everything embedded, 3.0 with a proof, 3.0 as a JWT and a stub for the revoked", async () => {
    const kinds = { two: 0, three: 0, jwt: 0, revoked: 0 };
    for (const { id, open_badge_url: url } of badges()) {
      const { json, text, headers } = await get(portal, url);
      if (headers.get("content-type").startsWith("text/plain")) {
        kinds.jwt += 1;
        const [header, payload, signature, ...rest] = text.split(".").map((part) => Buffer.from(part, "base64url"));
        assert.equal(rest.length, 0);
        assert.equal(JSON.parse(header).alg, "RS256");
        assert.equal(signature.length, 256);
        const claims = JSON.parse(payload);
        assert.ok(claims.iss && claims.jti && claims.nbf && claims.type.includes("OpenBadgeCredential") && !claims.proof);
      } else if (json.revoked) {
        kinds.revoked += 1;
        assert.deepEqual(Object.keys(json), ["@context", "type", "id", "revoked", "revocationReason"]);
      } else if (json.proof) {
        kinds.three += 1;
        assert.equal(json.credentialSubject.identifier[0].identityHash.slice(0, 7), "sha256$");
      } else {
        kinds.two += 1;
        assert.ok(json.badge.issuer.name && json.verification.type === "HostedBadge");
        assert.equal((await ask(portal, json.id)).text, text, `${id}: its id is its hosted address`);
      }
    }
    assert.ok(kinds.two > 100 && kinds.three > 2 && kinds.jwt >= 1 && kinds.revoked >= 1, JSON.stringify(kinds));
  });

  it("serves pictures without a token, some by a redirect", async () => {
    const statuses = new Set();
    for (const url of new Set(badges().slice(0, 10).map(({ image_url_original: original }) => original))) {
      const first = await ask(portal, url);
      statuses.add(first.status);
      const last = first.status === 302 ? await ask(portal, first.headers.get("location")) : first;
      assert.match(last.headers.get("content-type"), /^image\/(png|svg\+xml)$/);
    }
    assert.deepEqual([...statuses].sort(), [200, 302]);
    assert.equal((await ask(portal, records.get("profile")[0].avatar_url)).headers.get("content-type"), "image/png");
    for (const { image_url: url } of records.get("imported")) assert.equal((await ask(portal, url)).status, 200);
  });

  it("says so in FastAPI's way when it refuses", async () => {
    assert.deepEqual((await ask(portal, "/v1/user_detail/0")).json, { detail: "Could not validate credentials" });
    assert.deepEqual((await get(portal, "/v1/nothing")).json, { detail: "Not Found" });
    assert.equal((await get(portal, "/v1/user_detail/99")).status, 403);
    assert.equal((await get(portal, "/v1/badge_assertion/999999999/open_badge")).status, 404);
    const large = await get(portal, "/v1/badge_assertion/?size=101");
    assert.equal(large.status, 422);
    assert.deepEqual(large.json.detail[0].loc, ["query", "size"]);
    assert.deepEqual((await get(portal, "/v1/badge_assertion/?page=99")).json.items, []);
  });

  it("lets browsers of allowed hosts read Link and Retry-After, and send its own header", async () => {
    const { headers } = await get(portal, "/v1/user_detail/0");
    assert.equal(headers.get("access-control-expose-headers"), "Link, Retry-After");
    const preflight = await ask(portal, "/v1/user_detail/0", { method: "OPTIONS", headers: { "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-access-token" } });
    assert.match(preflight.headers.get("access-control-allow-headers"), /x-access-token/);
    assert.equal((await get(portal, "/v1/user_detail/0", { Origin: "https://other.example" })).headers.get("access-control-allow-origin"), null);
  });

  it("can be without equality data, without badges, and open to one host only", async () => {
    const bare = await startPortal({ badges: 0, equality: false, origins: ["https://pages.example:8443"] });
    try {
      assert.equal((await get(bare, "/v1/user_detail/0/equality")).status, 204);
      assert.deepEqual((await get(bare, "/v1/badge_assertion/?recipient_id=0")).json, { items: [], page: 1, pages: 0, size: 50, total: 0 });
      assert.deepEqual((await get(bare, "/v2/backpack/assertions")).json.result, []);
      const { headers } = await get(bare, "/v2/users/self", { Origin: "https://pages.example" });
      assert.equal(headers.get("access-control-allow-origin"), "https://pages.example");
      assert.equal((await get(bare, "/v2/users/self")).headers.get("access-control-allow-origin"), null);
    } finally {
      await bare.close();
    }
  });
});
