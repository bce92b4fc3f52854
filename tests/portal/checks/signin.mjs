import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startPortal } from "../server.mjs";
import { TOKEN, ask, form, get, post, recorded, sameShape } from "./ask.mjs";

const LEARNER = { username: "learner@example.org", password: "demo" };
const VERIFIER = "A".repeat(64);
const PKCE = {
  client_id: "badgepack", response_type: "code", redirect_uri: "http://localhost:4321/callback.html", state: "s1",
  code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"), code_challenge_method: "S256",
};
const bearer = ({ access_token: token }) => ({ Authorization: `Bearer ${token}` });

describe("signing in to the demo portal", () => {
  let portal;
  before(async () => {
    portal = await startPortal();
  });
  after(() => portal.close());
  const like = (given, name) => {
    const { response } = recorded(`badgr/${name}`);
    assert.equal(given.status, response.status, name);
    for (const header of ["content-type", "cache-control", "pragma"]) assert.equal(given.headers.get(header), new Headers(response.headers).get(header), `${name}: ${header}`);
    sameShape(given.json, response.json, name);
  };

  it("Badgr: password, then refresh, as recorded", async () => {
    const signed = await form(portal, "/o/token", LEARNER);
    like(signed, "17-token-code-pkce");
    assert.equal((await get(portal, "/v2/users/self", bearer(signed.json))).status, 200);
    const again = await form(portal, "/o/token", { grant_type: "refresh_token", refresh_token: signed.json.refresh_token, client_id: "public" });
    like(again, "17-token-refresh");
    assert.equal((await get(portal, "/v2/users/self", bearer(again.json))).status, 200);
    assert.equal((await get(portal, "/v2/users/self", { Authorization: "Bearer other" })).status, 401);
  });

  it("Badgr: refusals as recorded", async () => {
    like(await form(portal, "/o/token?username=learner@example.org", { password: "x" }), "17-token-query");
    like(await form(portal, "/o/token", { ...LEARNER, username: "u1@example.org", scope: "rw:everything" }), "17-token-badscope");
    like(await form(portal, "/o/token", { ...LEARNER, username: "u2@example.org", client_id: "nope" }), "17-token-badclient");
    assert.equal((await post(portal, "/o/token", JSON.stringify(LEARNER), { "Content-Type": "application/json" })).status, 400, "a JSON body is not read");
  });

  it("Badgr: a wrong password, and then a wait for that name only", async () => {
    const wrong = { username: "staff@example.org", password: "x" };
    like(await form(portal, "/o/token", wrong), "17-token-badpassword");
    const throttled = await form(portal, "/o/token", wrong);
    like(throttled, "17-token-throttled");
    assert.equal(throttled.json.expires, 2);
    assert.equal((await form(portal, "/o/token", LEARNER)).status, 200);
    await sleep(2100);
    assert.equal((await form(portal, "/o/token", wrong)).status, 400, "the wait is over");
    assert.equal((await form(portal, "/o/token", wrong)).json.expires, 4, "the next wait is longer");
  });

  it("Badgr: PKCE through the JSON that its web page uses", async () => {
    const query = new URLSearchParams({ ...PKCE, scope: "rw:profile rw:issuer rw:backpack" });
    like(await ask(portal, `/o/authorize?${query}`), "17-authorize-get-anon");
    const body = JSON.stringify({ ...PKCE, scopes: ["rw:profile", "rw:backpack"], allow: true });
    assert.equal((await post(portal, "/o/authorize", body)).status, 401);
    const allowed = await post(portal, "/o/authorize", body, TOKEN);
    like(allowed, "17-authorize-post");
    const code = new URL(allowed.json.success_url).searchParams.get("code");
    const fields = { grant_type: "authorization_code", code, redirect_uri: PKCE.redirect_uri, client_id: "badgepack", code_verifier: VERIFIER };
    like(await form(portal, "/o/token", fields), "17-token-code-pkce");
  });

  for (const page of ["/oauth/authorize", "/auth/oauth2/authorize"]) {
    it(`PKCE through the page ${page}: a plain form that sends code and state back`, async () => {
      const shown = await ask(portal, `${page}?${new URLSearchParams(PKCE)}`);
      assert.equal(shown.status, 200);
      assert.ok(!shown.text.includes("<script"));
      const hidden = Object.fromEntries([...shown.text.matchAll(/name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [name, value.replace(/&#(\d+);/g, (_, c) => String.fromCharCode(c))]));
      const back = await form(portal, page, { ...hidden, decision: "allow" });
      assert.equal(back.status, 303);
      const to = new URL(back.headers.get("location"));
      assert.equal(`${to.origin}${to.pathname} ${to.searchParams.get("state")}`, "http://localhost:4321/callback.html s1");
      const fields = { grant_type: "authorization_code", code: to.searchParams.get("code"), redirect_uri: PKCE.redirect_uri, client_id: "badgepack" };
      const token = page === "/oauth/authorize" ? "/oauth/token" : "/o/token";
      assert.equal((await form(portal, token, { ...fields, code_verifier: VERIFIER })).status, 200);
      assert.equal((await form(portal, "/oauth/token", { ...fields, code_verifier: VERIFIER })).json.error, "invalid_grant", "a code works once");
    });
  }

  it("PKCE refuses a wrong verifier, a strange redirect and a person's no", async () => {
    const given = await form(portal, "/oauth/authorize", { ...PKCE, decision: "allow" });
    const code = new URL(given.headers.get("location")).searchParams.get("code");
    assert.equal((await form(portal, "/oauth/token", { grant_type: "authorization_code", code, redirect_uri: PKCE.redirect_uri, client_id: "badgepack", code_verifier: "B".repeat(64) })).status, 400);
    assert.equal((await ask(portal, `/oauth/authorize?${new URLSearchParams({ ...PKCE, redirect_uri: "https://evil.example/" })}`)).status, 400);
    assert.match((await form(portal, "/oauth/authorize", { ...PKCE, decision: "deny" })).headers.get("location"), /error=access_denied&state=s1/);
  });

  it("the learner portal: password as JSON or form, refresh, and either header", async () => {
    for (const given of [await form(portal, "/v1/token", LEARNER), await post(portal, "/v1/token", JSON.stringify(LEARNER), { "Content-Type": "application/json" })]) {
      assert.deepEqual(Object.keys(given.json), ["access_token", "expires_in", "token_type", "refresh_token"]);
      assert.equal((await ask(portal, "/v1/user_detail/0", { headers: { "X-Access-Token": given.json.access_token } })).status, 200);
      assert.equal((await form(portal, "/v1/token", { grant_type: "refresh_token", refresh_token: given.json.refresh_token })).status, 200);
    }
    assert.deepEqual((await form(portal, "/v1/token", { ...LEARNER, password: "x" })).json, { detail: "Incorrect username or password" });
    assert.deepEqual((await form(portal, "/v1/token", { username: "a" })).json.detail[0].loc, ["body", "password"]);
  });

  it("a token that expires mid-run is good again after a refresh", async () => {
    const short = await startPortal({ expireAfter: 3 });
    try {
      const statuses = [];
      for (let i = 0; i < 5; i += 1) statuses.push((await get(short, "/v2/users/self")).status);
      assert.deepEqual(statuses, [200, 200, 200, 401, 401]);
      const fresh = await form(short, "/o/token", { grant_type: "refresh_token", refresh_token: "demo-refresh", client_id: "public" });
      assert.equal((await get(short, "/v2/users/self", bearer(fresh.json))).status, 200);
      assert.equal((await get(short, "/v2/users/self")).status, 200);
    } finally {
      await short.close();
    }
  });
});
