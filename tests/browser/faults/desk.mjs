// A learner's page at which things go wrong, and what has to hold whatever does.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, unpack } from "../../learner-archive.mjs";
import { openLearner } from "../learner-page.mjs";
import { startPortal } from "../../portal/server.mjs";
import { openRun } from "../replace-run-page.mjs";
import { machine } from "./machine.mjs";

/** As often a request may be tried. */
const ATTEMPTS = 4;

/** Both pages of a browser, opened once for all classes. */
export async function openDesk(engine) {
  const learner = await openLearner(engine);
  await learner.page.context().addInitScript(machine);
  learner.page.setDefaultTimeout(20_000);
  const desk = new Desk(engine, learner);
  learner.page.on("dialog", (dialog) => desk.dialogs.push(dialog));
  return desk;
}

class Desk {
  #run;
  /** Questions of the browser that wait for an answer. */
  dialogs = [];

  constructor(engine, learner) {
    Object.assign(this, { engine, learner, page: learner.page });
  }

  /** The page that replaces badges, in a browser of its own. */
  async replacing() {
    return (this.#run ??= await openRun(this.engine));
  }

  async close() {
    await Promise.all([this.learner.close(), this.#run?.close()]);
  }

  /**
   * The page with its portal.
   * @param {object} options as of `startPortal`; `badgr` has the portal speak Badgr; `machine` is what machine.mjs is to do from now on
   */
  async open(t, { badgr = false, machine: state = {}, ...options } = {}) {
    const portal = await startPortal({ badges: 6, ...options });
    t.after(() => portal.close());
    const { site } = await this.learner.visit(t, { listed: [{ name: "Demo portal", url: portal.url, demo: { token: "demo" }, ...(badgr && { description: "badgr-v2" }) }] });
    await this.page.evaluate((state) => void Object.assign(globalThis, state), state);
    return { portal, site };
  }

  /** The same, signed in: with the demo account's token, or with a `password`, which gives a refresh token, too. */
  async enter(t, { password = false, ...options } = {}) {
    const opened = await this.open(t, options);
    if (password) {
      await this.learner.signInByPassword("learner@example.org", "demo");
      await this.learner.button("Save ZIP").waitFor();
    } else {
      await this.learner.useDemo();
    }
    return opened;
  }

  /** How many times faster the page's timers run: so that seconds of patience do not last as long, and a busy machine is still in time. */
  haste(times) {
    return this.page.evaluate((times) => (globalThis.haste = times), times);
  }

  /**
   * Exports with these faults from now on, and looks at the archive as far as it is the same for every class.
   * @returns the report, the requests of this export, what the page says, and the archive's folder
   */
  async export(portal, faults, { haste = 10, button = "Save ZIP", file } = {}) {
    portal.faults.set(faults);
    await this.haste(haste);
    const from = portal.requests.length;
    const zip = await this.learner.saved(button, file);
    return { ...(await this.sound(zip)), zip, requests: this.bounded(portal, from), said: await this.said() };
  }

  /** An archive that holds: opened by a program that is not ours, each byte as its checksum says, each record accounted for. */
  async sound(zip) {
    const folder = await unpack(zip);
    await assertChecksumsHold(folder);
    await assertPicturesCarryTheirCredentials(folder);
    const report = await assertReportAddsUp(folder);
    assert.equal(report.complete, report.failed === 0 && report.sections.every(({ state }) => state !== "incomplete"), "complete is said only of what is");
    return { folder, report };
  }

  /** Lets go of what was downloaded, and of the summary. */
  async next() {
    await this.learner.button("Save another").click();
    await this.learner.button("Save ZIP").waitFor(); // what there is was looked at again
    for (const file of await readdir(this.learner.downloads)) await rm(join(this.learner.downloads, file), { recursive: true });
  }

  /** The requests since then; none was tried too often. */
  bounded(portal, from) {
    const requests = portal.requests.slice(from).filter(({ method }) => method !== "OPTIONS");
    const tries = grouped(requests);
    // The picture of a class is asked for once for each of its badges; a list's first page may be read once more at its end.
    for (const [what, all] of tries) if (!what.includes("/media/badges/")) assert.ok(all.length <= ATTEMPTS + 1, `${what}: ${all.length} times`);
    return requests;
  }

  async said() {
    return (await this.page.locator("badge-export section[part~=summary]").innerText()).replace(/\s+/g, " ");
  }

  /** Nothing was kept: neither among the downloads nor in the browser's own storage. */
  async assertNothingKept() {
    assert.deepEqual([await readdir(this.learner.downloads), await this.learner.staged()], [[], []]);
  }
}

function grouped(requests) {
  const tries = new Map();
  for (const one of requests) {
    const what = `${one.method} ${one.path}`;
    tries.set(what, [...(tries.get(what) ?? []), one]);
  }
  return tries;
}

/** How often a path was asked for. */
export const hits = (requests, part) => requests.filter(({ path }) => path.includes(part)).length;

/** What became of one part of a record. */
export const fate = ({ records }, section, id, part) => {
  const { state, code } = records.find((one) => one.section === section && one.id === id && one.part === part) ?? {};
  return code ? `${state}: ${code}` : state;
};

/** What became of a list. */
export const state = ({ sections }, key) => {
  const { state, code } = sections.find((one) => one.key === key);
  return code ? `${state}: ${code}` : state;
};

/** Another origin, which lets everybody in and writes down all that it hears. */
export async function startStranger(t, answer = { status: 404, type: "text/plain", body: "" }) {
  const heard = [];
  const server = createServer((request, response) => {
    heard.push({ method: request.method, url: request.url, headers: request.headers });
    const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*, authorization", "Access-Control-Expose-Headers": "*" };
    response.writeHead(request.method === "OPTIONS" ? 200 : answer.status, { ...cors, "Content-Type": answer.type }).end(answer.body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => server.close(done).closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}`, heard };
}
