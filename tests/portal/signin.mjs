// Tokens: Badgr's /o/token and /o/authorize as recorded, the learner portal's /v1/token and /oauth/*, and one consent page for people.
import { answer, escapeHtml, html, json, page, readBody, redirect } from "./answer.mjs";
import { PASSWORD } from "./accounts.mjs";
import { KIND, sha256 } from "./seeded.mjs";

const SCOPES = {
  "rw:profile": "Update your own user profile",
  "rw:issuer": "Create and update issuers, create and update badge classes, and award assertions",
  "rw:backpack": "Upload badges into a backpack",
  "r:profile": "See who you are",
  "r:backpack": "List assertions in your backpack",
  "learner.read": "Read everything that the portal holds about you",
};
const CLIENTS = ["public", "badgepack"];
const NO_STORE = { "Cache-Control": "no-store", Pragma: "no-cache" };
const denied = (error, status = 400) => answer(status, "text/html; charset=utf-8", JSON.stringify({ error }));
const refused = (error, description) => json({ error, ...(description && { error_description: description }) }, 400, NO_STORE);

/** `accounts` by name (accounts.mjs). Each has a static token, and a refresh token of that name and `-refresh`. */
export function createSignin({ source, cors, accounts, expireAfter = Infinity, now = Date.now }) {
  const people = Object.values(accounts);
  const { learner } = accounts;
  const alive = new Map(people.map((who) => [who.token, who]));
  const refreshers = new Map(people.map((who) => [`${who.token}-refresh`, who]));
  const codes = new Map();
  const failures = new Map();
  let made = 0;
  let uses = 0;
  let expired = false;

  const secret = () => {
    made += 1;
    return source.hex(KIND.token, made).slice(0, 30);
  };
  const issue = (who, scope) => {
    const access = secret();
    const refresh = secret();
    alive.set(access, who);
    refreshers.set(refresh, who);
    return { access_token: access, expires_in: 86400, token_type: "Bearer", ...(scope && { scope }), refresh_token: refresh };
  };
  const refresh = (token, scope) => {
    const who = refreshers.get(token);
    if (!who) return null;
    if (token !== `${who.token}-refresh`) refreshers.delete(token);
    alive.set(who.token, who);
    return issue(who, scope);
  };
  const byPassword = (username, password) => (password === PASSWORD ? people.find(({ email }) => email === username) : undefined);

  const redirectAllowed = (uri) => URL.canParse(uri ?? "") && cors.allowed(new URL(uri).origin);
  const asked = (parameters) => {
    const { client_id: client, redirect_uri: uri, code_challenge: challenge, code_challenge_method: method } = parameters;
    if (!CLIENTS.includes(client)) return "invalid client_id";
    if (!redirectAllowed(uri)) return "invalid redirect_uri";
    return challenge && method !== "S256" ? "code_challenge_method must be S256" : null;
  };
  const grantCode = ({ client_id: client, redirect_uri: uri, code_challenge: challenge, state, scope }, who) => {
    const code = secret();
    codes.set(code, { client, uri, challenge, scope, who });
    const to = new URL(uri);
    for (const [name, value] of Object.entries({ code, state, scope })) if (value) to.searchParams.set(name, value);
    return to.href;
  };
  const redeem = ({ code, client_id: client, redirect_uri: uri, code_verifier: verifier = "" }) => {
    const grant = codes.get(code);
    codes.delete(code);
    const proven = grant && (!grant.challenge || sha256(verifier).toString("base64url") === grant.challenge);
    return proven && grant.client === client && grant.uri === uri ? grant : null;
  };

  /** Badgr: after the n-th wrong password the next tries wait 2^n seconds, at most an hour. */
  const throttle = (who) => {
    const failed = failures.get(who);
    const wait = failed ? Math.ceil((failed.until - now()) / 1000) : 0;
    return wait > 0 ? wait : 0;
  };
  const fail = (who) => {
    const count = (failures.get(who)?.count ?? 0) + 1;
    failures.set(who, { count, until: now() + Math.min(3600, 2 ** count) * 1000 });
  };

  async function badgrToken({ request, url }) {
    if (url.search) return denied("Token grant parameters must be sent in post body, not query parameters");
    const form = Object.fromEntries(new URLSearchParams(await readBody(request)));
    const { username, password, scope = "rw:profile rw:issuer rw:backpack", client_id: client = "public", grant_type: grant = "password" } = form;
    const who = username ?? request.socket.remoteAddress;
    const wait = throttle(who);
    if (wait) return answer(429, "text/html; charset=utf-8", JSON.stringify({ error_description: "Too many login attempts. Please wait and try again.", error: "login attempts throttled", expires: wait }));
    if (!CLIENTS.includes(client)) return denied("invalid client_id");
    if (!scope.split(" ").every((name) => name in SCOPES)) return denied("invalid scope requested");
    const code = grant === "authorization_code" ? redeem(form) : null;
    const token = grant === "refresh_token" ? refresh(form.refresh_token, scope)
      : code ? issue(code.who, code.scope ?? scope)
      : grant === "password" && byPassword(username, password) ? issue(byPassword(username, password), scope)
      : null;
    if (token) {
      failures.delete(who);
      return json(token, 200, NO_STORE);
    }
    fail(who);
    return grant === "password" ? refused("invalid_grant", "Invalid credentials given.") : refused("invalid_grant");
  }

  function badgrConsent({ url }) {
    const query = Object.fromEntries(url.searchParams);
    const wrong = asked(query);
    if (wrong) return denied(wrong);
    const scopes = (query.scope ?? "r:profile").split(" ");
    return json({
      client_id: query.client_id, redirect_uri: query.redirect_uri, response_type: query.response_type, state: query.state,
      application: { name: "badgepack", image: null, website_url: null, clientId: query.client_id, policyUri: null, termsUri: null },
      scopes, scopes_descriptions: Object.fromEntries(scopes.map((name) => [name, SCOPES[name] ?? name])),
    });
  }

  async function badgrAllow({ request, account }) {
    const body = JSON.parse(await readBody(request));
    const wrong = asked(body);
    if (wrong) return denied(wrong);
    if (!body.allow) return json({ success_url: `${body.redirect_uri}?error=access_denied` });
    return json({ success_url: grantCode({ ...body, scope: (body.scopes ?? []).join(" ") }, account) });
  }

  const whoIsIt = `<label>You are signed in as <select name="account" form="consent">${people.map(({ name, firstName, lastName }) => `<option value="${name}">${firstName} ${lastName} (${name})</option>`).join("")}</select></label>, a made-up person.`;

  /** The page that a person sees; a plain form, no script. On Badgr's side it asks who one would like to be. */
  function consentPage({ url }) {
    const query = Object.fromEntries(url.searchParams);
    const wrong = asked(query) ?? (query.response_type === "code" ? null : "response_type must be code");
    if (wrong) return html(page("This sign-in cannot go on", `<p>The page that sent you here asked in a way that this portal does not accept: ${escapeHtml(wrong)}.</p>`), 400);
    const hidden = Object.entries(query).map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`).join("\n");
    return html(page("Demo portal", `<p>${url.pathname === "/oauth/authorize" ? `You are signed in as <strong>${learner.firstName} ${learner.lastName}</strong> (a made-up person).` : whoIsIt}</p>
<p><strong>${escapeHtml(query.client_id)}</strong> at ${escapeHtml(new URL(query.redirect_uri).origin)} would like to read your badges and data.</p>
<form id="consent" method="post" action="${escapeHtml(url.pathname)}">
${hidden}
<button name="decision" value="allow" autofocus>Allow</button> <button name="decision" value="deny">No, thank you</button>
</form>`));
  }

  async function consentGiven({ request }) {
    const form = Object.fromEntries(new URLSearchParams(await readBody(request)));
    const wrong = asked(form);
    if (wrong) return html(page("This sign-in cannot go on", `<p>${escapeHtml(wrong)}</p>`), 400);
    if (form.decision === "allow") return redirect(grantCode(form, accounts[form.account] ?? learner), 303);
    const to = new URL(form.redirect_uri);
    to.searchParams.set("error", "access_denied");
    if (form.state) to.searchParams.set("state", form.state);
    return redirect(to.href, 303);
  }

  async function learnerOAuth({ request }) {
    const form = Object.fromEntries(new URLSearchParams(await readBody(request)));
    const code = form.grant_type === "authorization_code" ? redeem(form) : null;
    const token = form.grant_type === "refresh_token" ? refresh(form.refresh_token, "learner.read") : code && issue(code.who, code.scope ?? "learner.read");
    if (token) return json(token, 200, NO_STORE);
    const known = ["authorization_code", "refresh_token"].includes(form.grant_type);
    return known ? refused("invalid_grant", "The code or refresh token is wrong, used or expired.") : refused("unsupported_grant_type");
  }

  async function learnerToken({ request }) {
    const text = await readBody(request);
    const form = (request.headers["content-type"] ?? "").includes("json") ? JSON.parse(text || "{}") : Object.fromEntries(new URLSearchParams(text));
    if (form.grant_type === "refresh_token") {
      const token = refresh(form.refresh_token);
      return token ? json(token, 200, NO_STORE) : json({ detail: "Invalid refresh token" }, 401);
    }
    const missing = ["username", "password"].filter((name) => !form[name]);
    if (missing.length) return json({ detail: missing.map((name) => ({ type: "missing", loc: ["body", name], msg: "Field required", input: null })) }, 422);
    if (form.username === learner.email && form.password === PASSWORD) return json(issue(learner), 200, NO_STORE);
    return json({ detail: "Incorrect username or password" }, 401, { "WWW-Authenticate": "Bearer" });
  }

  return {
    /** The account whose token a request carries, if it is good now, or null. Counts uses; after `expireAfter` all tokens so far expire, once. */
    admits(request, toLearner) {
      const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
      const who = alive.get(bearer ?? (toLearner ? request.headers["x-access-token"] : undefined));
      if (!who || (toLearner && who !== learner)) return null;
      uses += 1;
      if (uses > expireAfter && !expired) {
        expired = true;
        alive.clear();
        return null;
      }
      return who;
    },
    routes: [
      ["POST", /^\/o\/token$/, badgrToken],
      ["GET", /^\/o\/authorize$/, badgrConsent],
      ["POST", /^\/o\/authorize$/, badgrAllow, { token: true }],
      ["GET", /^\/(?:oauth\/authorize|auth\/oauth2\/authorize)$/, consentPage],
      ["POST", /^\/(?:oauth\/authorize|auth\/oauth2\/authorize)$/, consentGiven],
      ["POST", /^\/oauth\/token$/, learnerOAuth],
      ["POST", /^\/v1\/token$/, learnerToken],
    ],
  };
}
