import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startPortal } from "../server.mjs";
import { ORIGIN, TOKEN, ask, get, post } from "./ask.mjs";
import { chunks } from "./pictures.mjs";

describe("faults on demand", () => {
  let portal;
  before(async () => {
    portal = await startPortal({ faults: [{ match: "/v2/users/self", fault: { status: 503, retryAfter: 7 } }] });
  });
  after(() => portal.close());
  const self = () => get(portal, "/v2/users/self");
  const set = (fault, times = 1, match = "/v2/users/self") => portal.faults.set([{ match, times, fault }]);

  it("given at the start: once, and then all is well", async () => {
    const first = await self();
    assert.equal(first.status, 503);
    assert.equal(first.headers.get("retry-after"), "7");
    assert.equal((await self()).status, 200);
  });

  it("set and cleared at run time, with a log of what was asked", async () => {
    assert.equal((await post(portal, "/__faults", JSON.stringify([{ match: "/v2/users/self", times: "always", fault: { status: 404 } }]))).status, 200);
    assert.deepEqual([(await self()).status, (await self()).status], [404, 404]);
    await ask(portal, "/__faults", { method: "DELETE" });
    assert.equal((await self()).status, 200);
    const log = (await ask(portal, "/__requests")).json;
    const { at, ...last } = log.at(-1);
    assert.ok(at >= log.at(-2).at);
    assert.deepEqual(last, { method: "GET", path: "/v2/users/self", origin: ORIGIN, authorization: true, status: 200, abandoned: false });
    assert.equal(log.at(-2).status, 404);
  });

  it("refused when they make no sense, with the reason", async () => {
    for (const [rules, reason] of [[{}, /list/], [[{ match: "x", fault: { boom: 1 } }], /no fault "boom"/], [[{ match: "x", times: 0, fault: {} }], /times/], [[{ fault: {} }], /match/]]) {
      const { status, json } = await post(portal, "/__faults", JSON.stringify(rules));
      assert.equal(status, 400);
      assert.match(json.error, reason);
    }
  });

  it("matched by a regular expression, counted, in order", async () => {
    portal.faults.set([{ match: "/GET .v2.users.\\w+$/", times: 2, fault: { status: 500 } }, { match: "users", times: 1, fault: { status: 429, body: "slow down" } }]);
    const answers = [await self(), await self(), await self(), await self()];
    assert.deepEqual(answers.map(({ status }) => status), [500, 500, 429, 200]);
    assert.match(answers[0].headers.get("content-type"), /html/);
    assert.equal(answers[2].text, "slow down");
  });

  it("answers in the learner portal's words on its side", async () => {
    set({ status: 403 }, 1, "/v1/");
    assert.deepEqual((await get(portal, "/v1/user_detail/0")).json, { detail: "forbidden" });
  });

  it("html and json in the place of the answer", async () => {
    set({ html: true });
    assert.match((await self()).text, /<h1>/);
    set({ json: { surprise: [1] } });
    assert.deepEqual((await self()).json, { surprise: [1] });
  });

  it("delay, and drip: slow, but whole", async () => {
    for (const fault of [{ delay: 150 }, { drip: 10 }]) {
      set(fault);
      const start = performance.now();
      assert.equal((await self()).json.result.length, 1);
      assert.ok(performance.now() - start > 140, JSON.stringify(fault));
    }
  });

  it("hang and reset: no answer at all", async () => {
    set({ hang: true });
    await assert.rejects(fetch(`${portal.url}/v2/users/self`, { signal: AbortSignal.timeout(200) }), /timeout/);
    const left = portal.requests.at(-1);
    for (let at = 0; at < 80 && !left.abandoned; at++) await new Promise((go) => setTimeout(go, 25));
    assert.deepEqual([left.status, left.abandoned], [0, true]);
    set({ reset: true });
    await assert.rejects(self());
  });

  it("cut: the body ends early, which the length tells; without a length nothing tells", async () => {
    for (const fault of [{ cut: 100 }, { cut: 50, gzip: true }, { cut: 0 }, { cut: 100, chunked: true }, { cut: 100, rst: true }]) {
      set(fault);
      await assert.rejects(self(), undefined, JSON.stringify(fault));
    }
    set({ cut: 100, noLength: true });
    const short = await self();
    assert.equal(short.status, 200);
    assert.equal(short.bytes.length, 100);
    set({ gzip: true });
    assert.equal((await self()).json.result.length, 1, "gzip alone is whole");
  });

  it("redirect, type and next: led elsewhere, named otherwise, and said to go on elsewhere", async () => {
    set({ redirect: "https://evil.example/v2" });
    const sent = await self();
    assert.deepEqual([sent.status, sent.headers.get("location")], [302, "https://evil.example/v2"]);
    set({ type: "image/png", next: "https://evil.example/v2" });
    const relabelled = await self();
    assert.deepEqual([relabelled.headers.get("content-type"), relabelled.headers.get("link")], ["image/png", '<https://evil.example/v2>; rel="next"']);
    assert.equal(relabelled.json.result.length, 1, "the body is the true one");
  });

  it("endless: it never stops until the reader does", async () => {
    set({ endless: true });
    const stop = new AbortController();
    const response = await fetch(`${portal.url}/v2/users/self`, { headers: TOKEN, signal: stop.signal });
    let length = 0;
    for await (const piece of response.body) {
      length += piece.length;
      if (length > 1_000_000) break;
    }
    stop.abort();
    assert.ok(length > 1_000_000);
  });

  it("noCors: also the preflight is refused", async () => {
    set({ noCors: true }, "always");
    assert.equal((await self()).headers.get("access-control-allow-origin"), null);
    const preflight = await ask(portal, "/v2/users/self", { method: "OPTIONS", headers: { "Access-Control-Request-Method": "GET" } });
    assert.equal(preflight.headers.get("access-control-allow-origin"), null);
  });

  it("corrupt: a picture of the same length whose CRC is wrong", async () => {
    portal.faults.clear();
    const path = new URL((await get(portal, "/v1/badge_assertion/?size=1")).json.items[0].image_url_original).pathname;
    const whole = await ask(portal, path);
    chunks(whole.bytes);
    set({ corrupt: true }, 1, path);
    const broken = await ask(portal, path);
    assert.equal(broken.bytes.length, whole.bytes.length);
    assert.throws(() => chunks(broken.bytes), /CRC/);
  });

  it("a slow portal is slow everywhere", async () => {
    const slow = await startPortal({ slow: 80 });
    try {
      const start = performance.now();
      await get(slow, "/v2/users/self");
      assert.ok(performance.now() - start > 75);
    } finally {
      await slow.close();
    }
  });
});
