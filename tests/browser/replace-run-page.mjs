// The page that replaces a badge, from its confirmation to the account of all awards.
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { strip, unbake } from "../../dist/badgepack.js";
import { waitForFile } from "./browsers.mjs";
import { openReplace, Replacing } from "./replace-page.mjs";

/** A browser for the tests of a file; what the page sends and what it is told is written down. */
export async function openRun(engine, options = {}) {
  const run = await openReplace(engine, options, Run);
  run.page.setDefaultTimeout(20_000);
  await run.page.context().addInitScript(() => {
    globalThis.told = [];
    for (const name of ["badgepack-replaced", "badgepack-done", "badgepack-error", "badgepack-cancel"]) document.addEventListener(name, ({ detail }) => globalThis.told.push([name, detail]));
    globalThis.sent = [];
    const { fetch } = globalThis;
    globalThis.fetch = (request, ...more) => {
      globalThis.sent.push(`${more[0]?.method ?? request.method ?? "GET"} ${request.url ?? request}`);
      return fetch(request, ...more);
    };
  });
  return run;
}

class Run extends Replacing {
  /** The page, signed in. */
  async open(t, options = {}) {
    await this.visit(t, { account: "issuer", awards: 120, ...options });
    this.portal = this.world.portal;
  }

  async class(id) {
    return (await this.world.ask(`/v2/badgeclasses/${id}`))[0];
  }

  /** Every award of a class. */
  async awards(id) {
    const all = [];
    for (let url = `${this.portal.url}/v2/badgeclasses/${id}/assertions?num=500&include_expired=1&include_revoked=1`; url; ) {
      const answer = await fetch(url, { headers: { Authorization: "Bearer issuer" } });
      all.push(...(await answer.json()).result);
      url = /<([^>]+)>; *rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
    }
    return all;
  }

  /** An award's picture of another class. */
  async given(name = "First Responder") {
    return (await this.awardOf(name)).picture;
  }

  /** Goes as far as "Replace for good?", with a file or a text as the new badge; returns the class's id. */
  async reach(target, given, name = "badge.png") {
    await this.pick(target);
    if (typeof given === "string") await this.type(given);
    else await this.choose(given, name);
    await this.compared();
    await this.button("Continue").filter({ visible: true }).click();
    await this.page.getByRole("heading", { name: "Replace for good?" }).waitFor();
    return this.world.class(target)?.entityId;
  }

  check(name) {
    return this.page.getByRole("checkbox", { name: new RegExp(`^\\s*${name}`) });
  }

  get name() {
    return this.page.getByLabel("Type the badge’s name to confirm");
  }

  /** Saves the safety copy and reads it. */
  async copied() {
    await this.button("Save a safety copy").click();
    await this.page.getByText("Read back and checked").waitFor();
    const path = await waitForFile(this.downloads, /^badge-safety-copy-[\d-]+( ?\(\d+\))?\.zip$/);
    const bytes = await readFile(path);
    await rm(path);
    return bytes;
  }

  /** Types the badge's name and replaces it; returns what became of it, as the page was told and as people read it. */
  async replaced(name = "Bicycle Mechanic, Level 1") {
    await this.name.fill(name);
    await this.button("Replace badge").click();
    return this.outcome();
  }

  async outcome() {
    const card = this.page.locator("section[part~=outcome]");
    await card.waitFor({ timeout: 60_000 });
    return { ...(await this.told("badgepack-replaced")).at(-1), text: (await card.innerText()).replace(/\s+/g, " ") };
  }

  /** What the page was told by events of a name. */
  async told(name) {
    return this.page.evaluate((name) => JSON.parse(JSON.stringify(globalThis.told.filter(([one]) => one === name).map(([, detail]) => detail))), name);
  }

  async rebake() {
    await this.button("Continue to re-bake").click();
    await this.button("Start re-baking").click();
  }

  /** Waits for the account, which adds up, and returns it with what people read. */
  async account() {
    const card = this.page.locator("section[part~=account]");
    await card.waitFor({ timeout: 240_000 });
    const { summary } = (await this.told("badgepack-done")).at(-1);
    const rows = await card.locator("table.sums td").allInnerTexts();
    const counts = rows.map((row) => Number(row.replace(/\D/g, "")));
    const sum = counts.pop();
    assert.equal(counts.reduce((all, count) => all + count, 0), sum, "what people read adds up");
    assert.equal(sum, summary.listed);
    assert.equal(summary.server + summary.baked + summary.signed + summary.revoked + summary.failed, summary.listed);
    return { ...summary, text: (await card.innerText()).replace(/\s+/g, " ") };
  }

  /** Saves the ZIP of what was baked here; returns its path. */
  async pictures() {
    await this.button(/^Save the .* pictures? \(ZIP\)/).click();
    return waitForFile(this.downloads, /^badges-rebaked-[\d-]+( ?\(\d+\))?\.zip$/);
  }

  /** PUTs of a path that reached the portal: how many, and how often the same one did. */
  puts(part = "") {
    const times = {};
    for (const { method, path } of this.portal.requests) if (method === "PUT" && path.includes(part)) times[path] = (times[path] ?? 0) + 1;
    const all = Object.values(times);
    return { count: all.reduce((sum, one) => sum + one, 0), mostOfOne: Math.max(0, ...all) };
  }
}

/** A picture shows what the class's picture shows, to the last byte, and carries this award and no other. */
export async function assertCarries(picture, drawing, award) {
  const { payload } = await unbake(picture);
  assert.equal(JSON.parse(payload).id.split("?")[0], award.openBadgeId.split("?")[0]);
  assert.ok(Buffer.from(await strip(picture)).equals(drawing), `${award.entityId} shows another picture`);
}
