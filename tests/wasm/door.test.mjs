// What a caller or a portal hands in wrong, at the door: it is said, it ends no process, and it hurts no run beside it.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, it } from "node:test";
import { BadgepackError, exportLearner, findPortal, listIssuers, survey } from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";

let portal;
before(async () => (portal = await startPortal({ badges: 3 })));
after(() => portal.close());

const spec = (more) => ({ portal: { url: portal.url, description: "badgr-v2" }, token: "demo", ...more });
const bytesOf = async (stream) => {
  let bytes = 0;
  for await (const { byteLength } of stream) bytes += byteLength;
  return bytes;
};
const refused = (code, at) => (error) => {
  assert.ok(error instanceof BadgepackError, String(error));
  assert.equal(error.code, code);
  assert.match(error.at, at);
  return true;
};

it("a token that no header can carry is refused, and an export beside it goes on", async () => {
  const beside = exportLearner(spec());
  const reader = beside.stream.getReader();
  await reader.read();
  for (const token of ["demo…", "de\nmo", "de\0mo"]) {
    await assert.rejects(survey(spec({ token })), refused("bad-option", /^token/));
    await assert.rejects(listIssuers(spec({ token })), refused("bad-option", /^token/));
    await assert.rejects(bytesOf(exportLearner(spec({ token })).stream), refused("bad-option", /^token/));
  }
  while (!(await reader.read()).done);
  assert.ok((await beside.summary).complete);
});

it("a token is sent without the blanks that were copied with it", async () => {
  const { sections } = await survey(spec({ token: " demo\n" }));
  assert.equal(sections.find(({ key }) => key === "badges").expected, 3);
});

it("a fresh token that no header can carry is as good as none", async () => {
  await assert.rejects(survey(spec({ token: "old", renew: async () => "x\ny" })), refused("signed-out", /./));
});

it("who is asked for a fresh token is asked before anything is listed, too", async () => {
  let asked = 0;
  const fresh = (token) => async () => ((asked += 1), token);
  const { sections } = await survey(spec({ token: "old", renew: fresh("demo") }));
  assert.equal(sections.find(({ key }) => key === "badges").expected, 3);
  const { issuers } = await listIssuers(spec({ token: "old", renew: fresh("issuer") }));
  assert.ok(issuers.length > 0);
  assert.equal(asked, 2);
});

it("a portal is found by the caller's own fetch", async () => {
  const asked = [];
  const found = await findPortal({ url: "https://badges.school.example" }, { fetch: (request) => (asked.push(request.url), fetch(request.url.replace("https://badges.school.example", portal.url))) });
  assert.ok(asked.length > 0 && found.signIn.token, JSON.stringify(found));
});

it("a portal that describes a header which cannot be is refused", async () => {
  for (const token of [{ header: "X Token" }, { header: "" }, { header: "X-Token", scheme: "Be…arer" }]) {
    const description = { format: "badgepack.portal", version: 1, name: "Odd", token, sections: [] };
    const server = createServer((request, response) => {
      response.writeHead(request.url.endsWith("badgepack.json") ? 200 : 404, { "Content-Type": "application/json" });
      response.end(JSON.stringify(description));
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const url = `http://127.0.0.1:${server.address().port}`;
    await assert.rejects(survey({ portal: { url }, token: "demo" }), refused("bad-description", /^token/));
    server.close();
  }
});

it("an answer that somebody has read already is said to be the caller's, and is not asked for again", async () => {
  const used = new Response("{}");
  await used.text();
  for (const give of [() => used, () => ({ ok: true }), () => undefined]) {
    const asked = [];
    const fetch = ({ url }) => (asked.push(url), give());
    await assert.rejects(survey(spec({ fetch })), refused("bad-option", /./));
    assert.equal(new Set(asked).size, asked.length);
  }
});

it("options of a wrong kind are named", async () => {
  for (const [more, at] of [[{ token: 5 }, /token/], [{ sections: "badges" }, /sections/], [{ concurrency: -1 }, /concurrency/], [{ concurrency: "x" }, /concurrency/]]) {
    await assert.rejects(bytesOf(exportLearner(spec(more)).stream), refused("bad-option", at));
  }
});

it("nothing listens any more to a signal that outlives the work", async () => {
  let listening = 0;
  const { signal } = new AbortController();
  const [add, remove] = [signal.addEventListener, signal.removeEventListener];
  signal.addEventListener = (...all) => (listening++, add.apply(signal, all));
  signal.removeEventListener = (...all) => (listening--, remove.apply(signal, all));
  await findPortal({ url: portal.url }, { signal });
  await survey(spec({ signal }));
  await listIssuers({ ...spec({ signal }), token: "staff" });
  await bytesOf(exportLearner(spec({ signal })).stream);
  assert.equal(listening, 0);
});
