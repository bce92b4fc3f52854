// Classes 1 to 10: what a portal answers, and how it breaks off.
import assert from "node:assert/strict";
import { fate, hits, state } from "./desk.mjs";

const always = (match, fault) => ({ match, times: "always", fault });
const once = (match, fault) => ({ match, times: 1, fault });
const credential = (n) => `/v1/badge_assertion/10000${n}/open_badge`;
const picture = (n) => `/media/imports/90${n}`;

export const proofs = {
  async 1(desk, t) {
    const { portal } = await desk.enter(t, { password: true, expireAfter: 40, badges: 12, slow: 3 });
    const { report, requests } = await desk.export(portal, []);
    assert.equal(report.complete, true);
    assert.equal(requests.filter(({ method, path }) => method === "POST" && path === "/v1/token").length, 1, "one new token");
    assert.ok(requests.some(({ status }) => status === 401));

    const other = await desk.enter(t, { expireAfter: 40, badges: 12 }); // a token without a way to another one
    const first = await desk.export(other.portal, []);
    assert.ok(first.report.exported > 0 && !first.report.complete);
    const reasons = new Set([...first.report.records.filter(({ state }) => state === "failed"), ...first.report.sections.filter(({ state }) => state === "incomplete")].map(({ code }) => code));
    assert.deepEqual([...reasons], ["signed-out"]);
    await desk.learner.button("Sign in again").click();
    await desk.page.getByLabel("Email or user name").fill("learner@example.org");
    await desk.page.getByLabel("Password").fill("demo");
    await desk.page.getByLabel("Password").press("Enter");
    const rest = await desk.export(other.portal, [], { button: "Try again for those", file: /-rest\.zip$/ });
    assert.equal(rest.report.complete, true);
  },

  async 2(desk, t) {
    const { portal } = await desk.enter(t);
    const { report, requests, said } = await desk.export(portal, [always("/v1/survey_response", { status: 403 }), always(picture(1), { status: 403 })]);
    assert.deepEqual([state(report, "survey_responses"), fate(report, "imported", "901", "picture")], ["incomplete: forbidden", "failed: forbidden"]);
    assert.deepEqual([hits(requests, "/v1/survey_response"), hits(requests, picture(1))], [1, 1]);
    assert.match(said, /The portal does not allow this/);
  },

  async 3(desk, t) {
    const { portal } = await desk.enter(t);
    const { report, requests, said } = await desk.export(portal, [always(picture(0), { status: 404 }), always(picture(2), { status: 410 })]);
    for (const id of ["900", "902"]) assert.deepEqual([fate(report, "imported", id, "credential"), fate(report, "imported", id, "picture")], ["exported", "failed: not-found"]);
    assert.deepEqual([hits(requests, picture(0)), hits(requests, picture(2))], [1, 1]);
    assert.match(said, /2 missing .*its picture The portal says that this does not exist/);
  },

  async 4(desk, t) {
    const { portal } = await desk.enter(t, { badges: 12 });
    const told = await desk.export(portal, [once(credential(3), { status: 429, retryAfter: 1 })], { haste: 1 });
    assert.equal(told.report.complete, true);
    const [refused, again] = told.requests.filter(({ path }) => path.includes(credential(3)));
    assert.ok(again.at - refused.at >= 1_000, `${again.at - refused.at} ms`);
    assert.equal(again.status, 200);

    const other = await desk.enter(t, { badges: 12 });
    const blind = await desk.export(other.portal, [once(credential(3), { status: 429 })]);
    assert.equal(blind.report.complete, true);
    const [first, second] = blind.requests.filter(({ path }) => path.includes(credential(3)));
    assert.ok((await desk.page.evaluate(() => globalThis.waits)).some((ms) => ms >= 5_000));
    assert.ok(second.at - first.at >= 5_000 / 10, `${second.at - first.at} ms`);
  },

  async 5(desk, t) {
    const { portal } = await desk.enter(t);
    const flapping = [500, 502, 503, 504].map((status, n) => once(credential(n), { status }));
    const { report, requests, said } = await desk.export(portal, [...flapping, always(picture(2), { status: 500 })]);
    assert.deepEqual(report.records.filter(({ state }) => state !== "exported").map(({ id, part, code }) => [id, part, code]), [["902", "picture", "server-fault"]]);
    assert.equal(hits(requests, picture(2)), 4);
    const pauses = (await desk.page.evaluate(() => globalThis.waits)).filter((ms) => ms >= 500 && ms < 760);
    assert.ok(pauses.length >= 3 && new Set(pauses).size > 1, `uneven: ${pauses}`);
    assert.match(said, /The portal had a fault of its own; try again later/);
  },

  async 6(desk, t) {
    const { portal } = await desk.enter(t);
    const kinds = [{ cut: 300 }, { cut: 300, chunked: true }, { cut: 200, gzip: true }, { cut: 300, noLength: true }, { cut: 300, rst: true }];
    const { report, requests, said } = await desk.export(portal, [
      ...kinds.map((fault, n) => once(credential(n), fault)),
      ...kinds.slice(0, 3).map((fault) => once(picture(1), fault)),
      ...kinds.map((fault, n) => once(["/v1/activity_attendance", "/v1/pathway_progress", "/v1/admin_invitation", "/v1/survey_response", "/v1/outcome_metric"][n], fault)),
      always(picture(0), { cut: 300, noLength: true }), // nothing tells that this is not the whole
    ]);
    assert.deepEqual(report.records.filter(({ state }) => state !== "exported").map(({ id, part }) => [id, part]), [["900", "picture"]]);
    assert.ok(report.sections.every(({ state }) => state !== "incomplete"));
    assert.deepEqual([hits(requests, picture(1)), hits(requests, picture(0))], [4, 4]);
    for (const n of kinds.keys()) assert.equal(hits(requests, credential(n)), 2, JSON.stringify(kinds[n]));
    assert.match(said, /1 missing/);
  },

  async 7(desk, t) {
    const { portal } = await desk.enter(t);
    const { report, requests, said } = await desk.export(portal, [
      always(picture(0), { hang: true }), always(picture(1), { drip: 3_000 }), always(picture(2), { drip: 15 }),
      once("/v1/outcome_metric", { hang: true }), once(credential(1), { hang: true }),
    ], { haste: 20 });
    assert.deepEqual(report.records.filter(({ state }) => state !== "exported").map(({ id, part, code }) => [id, part, code]), [["900", "picture", "timed-out"], ["901", "picture", "timed-out"]]);
    assert.deepEqual([hits(requests, picture(0)), hits(requests, picture(1)), hits(requests, picture(2))], [4, 4, 1]);
    assert.equal(state(report, "outcome_metrics"), "complete");
    assert.ok((await desk.page.evaluate(() => globalThis.waits)).includes(30_000));
    assert.match(said, /The portal did not answer in time; try again later/);
  },

  async 8(desk, t) {
    const { portal } = await desk.enter(t);
    const { report, requests, said } = await desk.export(portal, [always(picture(0), { endless: true }), always(credential(2), { endless: true })]);
    assert.deepEqual([fate(report, "imported", "900", "picture"), fate(report, "badges", "100002", "credential")], ["failed: too-large", "failed: too-large"]);
    assert.deepEqual([hits(requests, picture(0)), hits(requests, credential(2))], [1, 1]);
    const { memory } = (await desk.page.evaluate(() => globalThis.told)).at(-1);
    assert.ok(memory < 32 << 20, `${memory} bytes of memory`);
    assert.match(said, /larger, or nested more deeply, than badgepack accepts/);
  },

  async 9(desk, t) {
    const { portal } = await desk.enter(t);
    const bodies = {
      attendances: ["/v1/activity_attendance", { html: true }], pathways: ["/v1/pathway_progress", { json: { detail: "maintenance" } }],
      invitations: ["/v1/admin_invitation", { status: 204, body: "" }], survey_responses: ["/v1/survey_response", { status: 200, body: '{"items": [{"id": 1' }],
      outcome_metrics: ["/v1/outcome_metric", { status: 200, body: "[[[[" }], notifications: ["/notifications", { status: 200, body: "null" }],
    };
    const { report, requests, said } = await desk.export(portal, Object.values(bodies).map(([match, fault]) => always(match, fault)));
    for (const [key, [match]] of Object.entries(bodies)) {
      assert.match(state(report, key), /^incomplete: (web-page|not-json|unexpected|truncated|empty)$/, key);
      assert.ok(hits(requests, match) <= 4);
    }
    assert.match(said, /^29 of 205 items saved 176 missing /);
    assert.equal(said.match(/: not read to the end \d+ missing /g).length, Object.keys(bodies).length, "each list is named, with what it lacks");

    const badgr = await desk.enter(t, { badgr: true });
    const no = await desk.export(badgr.portal, [always("/v2/backpack/assertions", { json: { status: { success: false, description: "no" }, result: [] } })]);
    assert.match(state(no.report, "badges"), /^incomplete: /);
  },

  async 10(desk, t) {
    const { portal } = await desk.enter(t);
    const { report } = await desk.export(portal, [
      always(picture(1), { type: "text/html" }), always(picture(0), { html: true, type: "image/png" }), always(credential(0), { type: "image/png" }),
    ]);
    assert.deepEqual([fate(report, "imported", "901", "picture"), fate(report, "badges", "100000", "credential")], ["exported", "exported"]);
    assert.match(fate(report, "imported", "900", "picture"), /^failed: /);
  },
};
