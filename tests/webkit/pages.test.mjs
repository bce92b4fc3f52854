// The site in WebKit, as Safari and GNOME Web have it: each page opens, and what people come for ends on disk.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSite } from "../../tools/serve.mjs";
import { unbake } from "../../dist/badgepack.js";
import { axe } from "../browser/access.mjs";
import { waitForFile } from "../browser/browsers.mjs";
import { readCsv } from "../issuer-files.mjs";
import { assertChecksumsHold, assertPicturesCarryTheirCredentials, assertReportAddsUp, unpack } from "../learner-archive.mjs";
import { startPortal } from "../portal/server.mjs";
import { openWebKit } from "./browser.mjs";

const BADGES = 6;
const baked = fileURLToPath(new URL("../fixtures/baked/p01_itxt_ob2_after_ihdr.png", import.meta.url));

describe("WebKit", () => {
  let portal, site, webkit;
  before(async () => {
    portal = await startPortal({ badges: BADGES, awards: 120 });
    site = await startSite({ portals: [{ name: "Demo portal", url: portal.url, demo: { token: "demo", issuer: "issuer" } }], anyPortal: true });
    webkit = await openWebKit({ dark: true, reducedMotion: true });
  });
  after(async () => {
    await webkit?.close();
    await site?.close();
    await portal?.close();
  });

  const open = (path) => webkit.goto(site.url + path);
  const fine = async () => assert.deepEqual(await webkit.problems(), []);

  for (const page of ["", "issuer.html", "replace.html", "inspect.html", "de/", "ar/"]) {
    it(`/${page} opens, dark as the desktop is, without a complaint of axe`, async () => {
      await open(page);
      await webkit.find("[part~=demo-button], [part~=example-button]");
      assert.deepEqual(await webkit.evaluate(() => [matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("(prefers-reduced-motion: reduce)").matches]), [true, true]);
      await webkit.evaluate(new Function(`return () => { ${axe} }`)());
      assert.deepEqual(await webkit.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`))), []);
      await fine();
    });
  }

  it("a learner's account is saved as one ZIP, whole and true, by way of memory", async () => {
    await open("");
    await webkit.evaluate(() => void document.addEventListener("badgepack-done", ({ detail }) => (globalThis.finished = detail.saved.way)));
    await webkit.click("[part~=demo-button]");
    await webkit.click("[part~=save-button]");
    assert.match(await webkit.text("[part~=summary] h2", "", 60_000), /^All \d+ items saved$/);
    assert.equal(await webkit.evaluate(() => globalThis.finished), "memory");
    const folder = await unpack(await waitForFile(webkit.downloads, /^badges-.*\.zip$/));
    await assertChecksumsHold(folder);
    assert.equal(await assertPicturesCarryTheirCredentials(folder), BADGES + 3);
    assert.equal((await assertReportAddsUp(folder)).complete, true);
    await fine();
  });

  it("the same from right to left, with Arabic words", async () => {
    await open("ar/");
    await webkit.click("[part~=demo-button]");
    assert.match(await webkit.text("[part~=choice] h2"), /\p{Script=Arabic}/u);
    assert.equal(await webkit.evaluate(() => getComputedStyle(globalThis.found("[part~=choice]")).direction), "rtl");
    await fine();
  });

  it("a picture is looked into, and its badge taken out", async () => {
    await open("inspect.html");
    await webkit.find("[part~=choose-button]");
    await webkit.type("input[type=file]", baked);
    assert.match(await webkit.text("h2#name"), /\S/);
    await webkit.click("[part~=strip-button]");
    const file = await waitForFile(webkit.downloads, /without-badge\.png$/);
    assert.equal(await unbake(await readFile(file)), null);
    await fine();
  });

  it("an issuer's awards are previewed and saved as CSV", async () => {
    await open("issuer.html");
    await webkit.click("[part~=demo-button]");
    await webkit.find("table[part~=rows] tbody tr");
    await webkit.click("[part~=save-button]");
    const saved = Number(/\d+/.exec(await webkit.text("[part~=summary] h2", "", 60_000))[0]);
    assert.ok(saved > 0);
    assert.equal((await readCsv(await waitForFile(webkit.downloads, /^awards-.*\.csv$/))).length, saved);
    await fine();
  });
});
