// What portals and badges say is shown and never run: on the pages, and in the archive's own page, opened from disk.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { engines } from "./browsers.mjs";
import { openLearner } from "./learner-page.mjs";
import { openReplace } from "./replace-page.mjs";

/** Markup, addresses that run, and a sign that turns what follows it around. */
const RUNS = `<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=2</script><svg onload="globalThis.hacked=3">`;
const NAME = `\u202eFox ${RUNS}`;
const MARKDOWN = `${RUNS}\n\n[run](javascript:globalThis.hacked=4) [too](data:text/html,<script>globalThis.hacked=5</script>) ![seen](https://track.example.org/p.png) <b onclick="globalThis.hacked=6">bold</b> [site](https://example.org/x)`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" onload="parent.hacked=7"><script>parent.hacked=8;globalThis.hacked=8</script>
<a xlink:href="javascript:parent.hacked=9"><rect width="40" height="40"/></a><image href="https://track.example.org/i.png" width="9" height="9"/><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>`;

/** Runs in the page: what ran, where links lead, what is there that must not be, and names that are not kept apart from what stands beside them. */
function looked() {
  const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : []))];
  const all = roots(document).flatMap((root) => [...root.querySelectorAll("*")]);
  const turned = all.flatMap((element) => [...element.childNodes]).filter((node) => node.nodeType === Node.TEXT_NODE && node.data.includes("\u202e"));
  const alone = (node) => {
    for (let element = node.parentElement; element; element = element.parentElement) {
      const { display, unicodeBidi } = getComputedStyle(element);
      if (display.startsWith("inline") && /isolate|plaintext/.test(unicodeBidi)) return true;
      if (!display.startsWith("inline") && display !== "contents") return element.textContent.trim() === node.data.trim();
    }
    return false;
  };
  return {
    hacked: globalThis.hacked ?? null,
    turned: turned.length,
    mixed: turned.filter((node) => !alone(node)).map((node) => node.parentElement.outerHTML.slice(0, 200)),
    links: all.filter(({ localName }) => localName === "a").map(({ href }) => String(href)).filter((href) => !/^(https?|file|blob|mailto):|^$/.test(href)),
    foreign: all.filter((element) => /^(iframe|object|embed)$/.test(element.localName) || element.hasAttribute("onerror") || element.hasAttribute("onclick") || element.hasAttribute("onload")).map(({ outerHTML }) => outerHTML),
    images: all.filter(({ localName }) => localName === "img").map(({ src }) => src).filter((src) => !/^(blob|data|file):/.test(src)),
  };
}

const assertOnlyShown = async (page, what, least = 1) => {
  await page.waitForTimeout(150); // for what would have run
  const { turned, ...seen } = await page.evaluate(looked);
  assert.deepEqual(seen, { hacked: null, mixed: [], links: [], foreign: [], images: [] }, what);
  assert.ok(turned >= least, `${what}: the name is shown`);
};

for (const engine of engines) {
  describe(engine, () => {
    let learner, replace;
    before(async () => ([learner, replace] = await Promise.all([openLearner(engine), openReplace(engine)])));
    after(() => Promise.all([learner.close(), replace.close()]));

    it("a learner's records: on the page, and in the archive's page", async (t) => {
      const asked = [];
      learner.page.on("request", (request) => asked.push(request.url()));
      const { portal } = await learner.visit(t);
      const headers = { Authorization: "Bearer demo" };
      const imports = await (await fetch(`${portal.url}/v1/wallet_import/?size=100`, { headers })).json();
      for (const [at, item] of imports.items.entries()) {
        Object.assign(item, { name: NAME, source_platform: NAME, source_url: "javascript:globalThis.hacked=10", issuer_name: NAME });
        Object.assign(item.original_json, { narrative: MARKDOWN, evidence: [{ id: "javascript:globalThis.hacked=11", narrative: MARKDOWN }] });
        Object.assign(item.original_json.badge, { name: NAME, description: MARKDOWN, criteria: { narrative: MARKDOWN, id: "javascript:globalThis.hacked=12" }, image: "https://track.example.org/c.png", tags: [NAME] });
        Object.assign(item.original_json.badge.issuer, { name: NAME, url: "javascript:globalThis.hacked=13" });
        if (at === 1) item.image_url = `${portal.url}/media/imports/nothing.png`;
      }
      const profile = { ...(await (await fetch(`${portal.url}/v1/user_detail/0`, { headers })).json()), firstname: NAME, lastname: NAME, bio: MARKDOWN, [NAME]: NAME, __proto__: { polluted: 1 } };
      portal.faults.set([
        { match: "/v1/wallet_import", times: "always", fault: { json: imports } }, { match: "/v1/user_detail/0/?", times: "always", fault: {} },
        { match: "/\\/v1\\/user_detail\\/0$/", times: "always", fault: { json: profile } }, { match: "/media/imports/902", times: "always", fault: { status: 200, body: SVG, type: "image/svg+xml" } },
      ]);
      await learner.useDemo();
      const zip = await learner.saved();
      await assertOnlyShown(learner.page, "the summary");
      const folder = await unpack(zip);
      await assertReportAddsUp(folder);
      assert.deepEqual(asked.filter((url) => !/^(https?:\/\/127\.0\.0\.1:|blob:|data:)/.test(url)), []);
      await learner.page.goto(pathToFileURL(join(folder, "index.html")).href);
      await learner.page.evaluate(async () => {
        for (const more of document.querySelectorAll("details")) more.open = true;
        for (const image of document.images) image.loading = "eager";
        await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
      });
      await assertOnlyShown(learner.page, "the archive's page");
      assert.deepEqual(asked.filter((url) => !/^(http:\/\/127\.0\.0\.1:|blob:|data:|file:)/.test(url)), [], "nobody else was asked for anything");
    });

    it("a badge that is to replace another one: in the comparison and the preview of its Markdown; a picture that runs something is cleaned or refused", async (t) => {
      await replace.visit(t, { account: "issuer" });
      await replace.pick("Bicycle Mechanic");
      await replace.type(JSON.stringify({
        type: "BadgeClass", name: NAME, description: MARKDOWN, criteria: { narrative: MARKDOWN, id: "javascript:globalThis.hacked=14" }, tags: [NAME],
        alignment: [{ targetName: NAME, targetUrl: "javascript:globalThis.hacked=15", targetDescription: MARKDOWN }], image: `data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}`,
      }));
      await replace.compared();
      await replace.row("name").getByText(/Signs that nobody sees were taken out of .*: U\+202E\./).waitFor();
      await replace.page.getByText("bold", { exact: false }).first().waitFor();
      await assertOnlyShown(replace.page, "the comparison", 0);
      const said = await replace.row("image").innerText();
      for (const gone of ["onload", "<script>", "javascript:", "loads from elsewhere", "<foreignObject>"]) assert.ok(said.includes(gone), `the picture says that this was taken out: ${gone}\n${said}`);
      replace.assertNoProblems();
    });
  });
}
