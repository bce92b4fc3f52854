// The built package in Node: what is elsewhere, over real sockets.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, it } from "node:test";
import { fetchCurrentCopy, compareCopies, followLinks, lookUp, unbake } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";

let portal, from, hosted, signed;
before(async () => {
  portal = await startPortal({ badges: 12 });
  from = portal.url;
  const backpack = await fetch(`${portal.url}/v2/backpack/assertions?include_expired=1`, { headers: { Authorization: "Bearer demo" } });
  const ids = (await backpack.json()).result.map(({ openBadgeId }) => openBadgeId).filter((id) => id.startsWith(portal.url));
  for (const id of ids) {
    const { type, revoked } = await (await fetch(id)).json();
    if (type.includes("OpenBadgeCredential")) signed ??= `${id}?v=3_0`;
    else if (!revoked) hosted ??= id;
  }
});
after(() => portal.close());

const text = (found) => new TextDecoder().decode(found.bytes);

it("a public page as people copy it leads to the badge, and that to its class and issuer", async () => {
  const asked = portal.requests.length;
  const found = await lookUp(`${hosted.replace("http://", "")}?identity__email=me%40example.org#top`);
  assert.deepEqual([found.url, found.file], [hosted, `${hosted.split("/").at(-1)}.json`]);
  assert.equal(JSON.parse(text(found)).id, hosted);
  const { kind, value } = await followLinks(text(found), { from });
  assert.equal(kind, "badge");
  assert.equal(value.class.state, "fetched");
  assert.equal(value.class.url, JSON.parse(text(found)).badge);
  assert.equal(value.class.value.issuer.state, "fetched");
  assert.ok(value.class.value.issuer.value.name[0].text.length > 0);
  const requests = portal.requests.slice(asked);
  assert.equal(requests.length, 3);
  assert.ok(requests.every(({ path, authorization, status }) => !authorization && !path.includes("identity__email") && status === 200));
});

it("a signed credential has its parts in it, and nothing is asked", async () => {
  const found = await lookUp(signed);
  const asked = portal.requests.length;
  const { value } = await followLinks(text(found), { from });
  assert.deepEqual([value.class.state, value.issuer.state], ["inline", "inline"]);
  assert.equal(portal.requests.length, asked);
});

it("a picture comes as a picture, through the server's redirect", async () => {
  const found = await lookUp(`${signed.split("?")[0]}/image`);
  assert.equal((await unbake(found.bytes)).version, "3.0");
});

it("a part added by hand asks nobody for the others", async () => {
  const award = text(await lookUp(hosted));
  const badgeClass = text(await lookUp(JSON.parse(award).badge));
  const asked = portal.requests.length;
  const { value } = await followLinks(award, { given: [badgeClass], from, ask: false });
  assert.deepEqual([value.class.state, value.class.value.issuer.state], ["fetched", "linked"]);
  assert.equal(portal.requests.length, asked);
});

it("what is given by hand is not asked for", async () => {
  const award = text(await lookUp(hosted));
  const badgeClass = text(await lookUp(JSON.parse(award).badge));
  const issuer = text(await lookUp(JSON.parse(badgeClass).issuer));
  const asked = portal.requests.length;
  const { value } = await followLinks(award, { given: [issuer, badgeClass], from });
  assert.deepEqual([value.class.state, value.class.value.issuer.state], ["fetched", "fetched"]);
  assert.equal(portal.requests.length, asked);
});

it("a stale copy is compared with the one that its issuer serves now", async () => {
  const now = await lookUp(hosted);
  const old = JSON.stringify({ ...JSON.parse(text(now)), narrative: "as it was baked" });
  const current = await fetchCurrentCopy(old, { from });
  assert.equal(text(current), text(now));
  const changed = await compareCopies(old, text(current));
  assert.deepEqual(changed.map(({ field, old }) => [field, old]), [["comment", "as it was baked"]]);
});

it("a badge from elsewhere does not lead into this machine's own network", async () => {
  const award = text(await lookUp(hosted));
  const asked = portal.requests.length;
  const { value } = await followLinks(award);
  assert.deepEqual([value.class.state, value.class.error.code], ["failed", "internal"]);
  await assert.rejects(fetchCurrentCopy(award), { name: "BadgepackError", code: "internal" });
  assert.equal(portal.requests.length, asked);
});

it("a link that fails says why, and the badge is there all the same", async () => {
  const award = JSON.parse(text(await lookUp(hosted)));
  for (const [badge, code] of [
    [`${portal.url}/public/badges/nothing`, "not-found"],
    [`${portal.url}/ui/public/badges/x`, "badge-page"],
    [hosted, "unexpected"],
    ["http://127.0.0.1:9/class", "cross-origin"],
    ["javascript:alert(1)", "bad-address"],
  ]) {
    const { value } = await followLinks(JSON.stringify({ ...award, badge }), { from });
    assert.deepEqual([value.id, value.class.state, value.class.error.code], [hosted, "failed", code]);
    assert.match(value.class.error.message, /^[A-Z].*\.$/);
  }
});

it("what cannot be looked up is an error with a code and a sentence", async () => {
  for (const [address, code] of [
    ["a badge", "bad-address"],
    ["file:///etc/passwd", "bad-address"],
    [`${portal.url}/public/assertions/nothing`, "not-found"],
    [`${portal.url}/ui/anything`, "badge-page"],
    ["http://127.0.0.1:9/a", "cross-origin"],
  ]) {
    await assert.rejects(lookUp(address), { name: "BadgepackError", code });
  }
});

it("a fault of the moment is tried again, and an endless answer is not read to its end", async () => {
  portal.faults.set([{ match: "/public/assertions/", times: 1, fault: { status: 503 } }]);
  assert.equal((await lookUp(hosted)).url, hosted);
  portal.faults.set([{ match: "/public/badges/", times: "always", fault: { endless: true } }]);
  const { value } = await followLinks(text(await lookUp(hosted)), { from });
  assert.equal(value.class.error.code, "too-large");
  portal.faults.clear();
});

it("an abort ends a lookup at once, with its reason", async () => {
  portal.faults.set([{ match: "/public/assertions/", times: "always", fault: { hang: true } }]);
  const stop = new AbortController();
  const looking = lookUp(hosted, { signal: stop.signal });
  const reason = new Error("enough");
  setTimeout(() => stop.abort(reason), 50);
  await assert.rejects(looking, reason);
  await assert.rejects(followLinks("{}", { signal: stop.signal }), reason);
  portal.faults.clear();
});

it("a site's page leads to the data that it links, and what is revoked is gone", async () => {
  const badge = JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: "https://a.example/1", badge: "https://a.example/b" });
  const site = createServer((request, response) => {
    const [status, type, body] = {
      "/page": [200, "text/html", '<!doctype html><link rel="alternate" type="application/ld+json" href="data.json">'],
      "/data.json": [200, "application/octet-stream", badge],
      "/old": [410, "application/json", '{"revoked": true}'],
    }[request.url] ?? [404, "text/html", "<h1>no</h1>"];
    assert.doesNotMatch(request.headers.accept, /text\/html/);
    response.writeHead(status, { "Content-Type": type }).end(body);
  });
  await new Promise((ready) => site.listen(0, "127.0.0.1", ready));
  try {
    const url = `http://127.0.0.1:${site.address().port}`;
    assert.deepEqual([(await lookUp(`${url}/page`)).url, text(await lookUp(`${url}/page`))], [`${url}/data.json`, badge]);
    await assert.rejects(lookUp(`${url}/old`), { code: "gone" });
  } finally {
    site.closeAllConnections();
    site.close();
  }
});
