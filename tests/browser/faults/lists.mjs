// Classes 11 to 14: what lists of records do.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fate, hits, startStranger, state } from "./desk.mjs";

const always = (match, fault) => ({ match, times: "always", fault });
const once = (match, fault) => ({ match, times: 1, fault });

/** What the portal truly says. */
const truth = async (portal, path) => (await fetch(portal.url + path, { headers: { Authorization: "Bearer demo" } })).json();

/** The records of a list, as they stand in the archive. */
const saved = async (folder, entry) => JSON.parse(await readFile(join(folder, entry), "utf8"));

const ATTENDANCES = "/v1/activity_attendance";
const NOTIFICATIONS = "/v1/user_detail/0/notifications";
const BACKPACK = "/v2/backpack/assertions";

export const proofs = {
  async 11(desk, t) {
    const { portal } = await desk.enter(t);
    const { items, ...page } = await truth(portal, `${ATTENDANCES}/?size=100`);
    const changed = { ...items[1], status: "Changed" };
    const { report, folder } = await desk.export(portal, [always(ATTENDANCES, { json: { ...page, items: [...items, items[0], changed], total: items.length + 1 } })]);
    assert.deepEqual(await saved(folder, "activities/attendances.json"), [...items, changed]);
    assert.equal(state(report, "attendances"), "complete");
    assert.equal(report.records.filter(({ section, id }) => section === "attendances" && id === String(items[1].id)).length, 2, "both stand in the report");
  },

  async 12(desk, t) {
    const { portal } = await desk.enter(t, { badgr: true });
    const first = portal.requests.find(({ path }) => path.startsWith(BACKPACK)).path;
    for (const [circle, requests] of [[[always(BACKPACK, { next: portal.url + first })], 1], [[always("again=1", { next: portal.url + first }), always(BACKPACK, { next: `${portal.url}${first}&again=1` })], 2]]) {
      const run = await desk.export(portal, circle);
      assert.deepEqual([state(run.report, "badges"), hits(run.requests, BACKPACK)], ["incomplete: bad-page", requests]);
      assert.equal(run.report.sections.find(({ key }) => key === "badges").records, 6, "each badge once");
      assert.match(run.said, /Incomplete .*next page leads astray, so the list may be incomplete/);
      await desk.next();
    }

    // Pages that are counted: 99 are announced, and each is the first one.
    const counted = await desk.enter(t);
    const page = await truth(counted.portal, `${ATTENDANCES}/?size=100`);
    const { report, requests, folder } = await desk.export(counted.portal, [always(ATTENDANCES, { json: { ...page, pages: 99 } })]);
    assert.ok(hits(requests, ATTENDANCES) <= 99);
    assert.deepEqual([state(report, "attendances"), await saved(folder, "activities/attendances.json")], ["complete", page.items], "as many as were announced");
  },

  async 13(desk, t) {
    const { portal } = await desk.enter(t);
    const [first, second] = await Promise.all([1, 2].map((page) => truth(portal, `${NOTIFICATIONS}?size=100&page=${page}`)));
    const all = [...first.items, ...second.items];
    // Somebody writes while the pages are read: what was last on the first page is first on the second.
    const pushed = await desk.export(portal, [once("page=2", { json: { ...second, items: [first.items.at(-1), ...second.items], total: all.length + 1 } })]);
    assert.deepEqual(await saved(pushed.folder, "profile/notifications.json"), all, "each once");
    // Somebody deletes: what would have been first on the second page is never seen.
    await desk.next();
    const lost = await desk.export(portal, [once("page=2", { json: { ...second, items: second.items.slice(1), total: all.length - 1 } })]);
    assert.equal(state(lost.report, "notifications"), "incomplete: bad-page");
    assert.match(lost.said, /^204 of 205 items saved 1 missing .*Notification history: not read to the end 1 missing .*129 of 130 records/);
  },

  async 14(desk, t) {
    const stranger = await startStranger(t);
    const { portal } = await desk.enter(t, { badgr: true });
    const led = await desk.export(portal, [always(BACKPACK, { next: `${stranger.url}${BACKPACK}?page=2` })]);
    assert.deepEqual([state(led.report, "badges"), stranger.heard], ["incomplete: bad-page", []]);
    assert.match(led.said, /next page leads astray/);

    // What the portal itself sends elsewhere is asked there as a stranger.
    const other = await desk.enter(t);
    const sent = await desk.export(other.portal, [always(ATTENDANCES, { redirect: `${stranger.url}/list` }), always("/media/imports/900", { redirect: `${stranger.url}/picture.png` })]);
    assert.deepEqual([state(sent.report, "attendances"), fate(sent.report, "imported", "900", "picture")], ["incomplete: not-found", "failed: not-found"]);
    assert.ok(stranger.heard.length > 0);
    for (const { headers } of stranger.heard) assert.deepEqual([headers.authorization, headers.cookie, headers.referer], [undefined, undefined, undefined]);
  },
};
