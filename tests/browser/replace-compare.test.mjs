// Bringing another badge, in each form that badges have, and comparing it with the class that it shall replace.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { exportSafetyCopy } from "../../dist/badgepack.js";
import { can, engines } from "./browsers.mjs";
import { fixture } from "./inspector-page.mjs";
import { openReplace } from "./replace-page.mjs";

const badgeClass = (more) => JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "BadgeClass", ...more });
const script = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='hacked()'><script>hacked()</script><circle r='4' cx='4' cy='4'/></svg>";
const dataUri = (svg) => `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;

for (const engine of engines) {
  describe(engine, () => {
    let replacing;
    before(async () => (replacing = await openReplace(engine)));
    after(() => replacing.close());

    const begin = async (t, options = {}) => {
      const world = await replacing.visit(t, { account: "issuer", ...options });
      await replacing.pick();
      return world;
    };
    const back = () => replacing.button("Back to step 1").click();

    it("from 1.x, 2.0 and 3.0, as picture, address and JSON: what each says is taken, and what it does not say is absent", async (t) => {
      const { portal } = await begin(t);
      const { award, picture } = await replacing.awardOf("First Responder");
      const svg = await replacing.awardOf("Community Map Maker");
      const full = { name: "changes", description: "changes", criteriaUrl: "changes", criteriaNarrative: "changes", image: "changes", tags: "changes", alignments: "not in the source", expires: "not in the source" };
      const old = { ...full, criteriaNarrative: "not in the source", tags: "not in the source" }; // 1.x has neither
      const json = async (url) => (await fetch(url, { headers: { Accept: "application/json" } })).text();
      const sources = [
        ["PNG", () => replacing.choose(picture, "award.png"), full, "PNG"],
        ["SVG", () => replacing.choose(svg.picture, "award.svg"), { ...full, criteriaUrl: "not in the source" }, "SVG"],
        ["dropped", () => replacing.bring("drop", picture, "award.png"), full, "PNG"],
        ...(!can(engine, "paste") ? [] : [
          ["pasted", () => replacing.bring("paste", picture, "award.png"), full, "PNG"],
          ["pasted as text", async () => replacing.bring("paste", Buffer.from(await json(award.openBadgeId)), ""), full, "PNG"],
        ]),
        ...["1_1", "2_0", "3_0"].flatMap((version) => {
          const url = `${award.openBadgeId}?v=${version}`;
          const expected = version === "1_1" ? old : full;
          return [[`address ${version}`, () => replacing.type(url), expected, "PNG"], [`JSON ${version}`, async () => replacing.type(await json(url)), expected, "PNG"]];
        }),
      ];
      for (const [source, bring, expected, format] of sources) {
        await bring();
        assert.deepEqual(await replacing.compared(), expected, source);
        assert.equal(await replacing.cell("name", "after"), format === "SVG" ? "Community Map Maker" : "First Responder", source);
        assert.match(await replacing.page.locator("badgepack-compare .portrait").nth(1).innerText(), new RegExp(`${format}, .*B\\s+The badge class’s own picture`), source);
        await back();
      }
      assert.ok(portal.requests.every(({ method }) => method === "GET" || method === "OPTIONS"), "nothing is written");
      replacing.assertNoProblems();
    });

    it("parts that stand elsewhere are asked for only if somebody agrees; the picture is the award's then, without its data", async (t) => {
      await begin(t);
      const { page } = replacing;
      const asked = [];
      page.on("request", (request) => asked.push(new URL(request.url()).host));
      await replacing.choose(fixture("baked/s03_ob3_json.svg"));
      await page.getByText("this page would ask example.org").waitFor();
      await replacing.button("Go on without").click();
      assert.equal((await replacing.compared()).name, "changes");
      assert.match(await page.locator("badgepack-compare .portrait").nth(1).innerText(), /somebody’s award; what it said of that person was taken out/);
      assert.match(await page.locator("badgepack-compare .notes").first().innerText(), /that site was not asked/);
      await back();
      for (const file of ["p01_itxt_ob2_after_ihdr.png", "p03_itxt_compressed.png", "p21_ob3_vcjwt.png", "s01_ob2_hosted.svg"]) {
        await replacing.choose(fixture(`baked/${file}`));
        await replacing.button("Go on without").click();
        await replacing.compared();
        assert.equal(await replacing.cell("name", "after"), "Löten für Anfänger €😀", file);
        await back();
      }
      await replacing.button("Try with an example").click();
      await replacing.compared();
      assert.equal(await replacing.cell("name", "after"), "Mountain Guide");
      await back();
      await replacing.choose(fixture("baked/p05_text_url_legacy.png"));
      await replacing.button("Go on without").click();
      assert.match(await replacing.alert(), /that site was not asked; allow it/);
      await replacing.button("Try again").click();
      await page.getByText("this page would ask example.org").waitFor();
      await page.locator("badgepack-bring section").getByRole("button", { name: "Cancel" }).click();
      await page.getByLabel("or its public address").fill("badges.example.net/public/assertions/7");
      await replacing.button("Ask badges.example.net").waitFor();
      assert.ok(!asked.some((host) => /example\.org$/.test(host)) && !asked.includes("badges.example.net"), asked.join(" "));
    });

    it("what is no badge, or a broken or dangerous one, is refused with the reason", async (t) => {
      const { class: classOf } = await begin(t);
      const classPicture = await replacing.bytes(classOf("Bicycle Mechanic").image);
      const fx = (name) => () => replacing.choose(fixture(`baked/${name}`));
      for (const [bring, said] of [
        [() => replacing.choose(classPicture, "class.png"), /carries no badge[^]*looks like a badge class’s picture/],
        [() => replacing.bring("drop", classPicture, "class.png"), /carries no badge/],
        [fx("p15_huge_length.png"), /ends before it is complete[^]*byte 33/],
        [fx("p27_crlf_mangled.png"), /This is no badge/],
        [fx("s11_entity_bomb.svg"), /entities of its own/],
        [() => replacing.choose(Buffer.alloc(13_000_000, " "), "huge.svg"), /larger|no badge/],
        [() => replacing.choose("PK\x03\x04 but no more", "copy.zip"), /no whole safety copy/],
        [() => replacing.type('{"hello": 1}'), /This is no badge/],
        [() => replacing.type("javascript:alert(1)"), /no web address/],
        [() => replacing.type(""), /Enter an address or JSON first/],
        [() => replacing.type(JSON.stringify({ "@context": "https://w3id.org/openbadges/v2", type: "Issuer", id: "https://x.example/", name: "X", url: "https://x.example/" })), /an issuer and not a badge/],
      ]) {
        await bring();
        await replacing.page.getByRole("alert").filter({ hasText: said }).waitFor();
      }
      assert.equal(await replacing.page.locator("badgepack-compare").count(), 0);
      replacing.assertNoProblems();
    });

    it("hidden signs, markup, addresses that run something and scripts are taken out, and that is said at the field", async (t) => {
      await begin(t);
      await replacing.type(badgeClass({
        name: "Fox\u202egnp", description: "Digs <b>deep</b>.", criteria: "javascript:hacked()", tags: ["a\u200bb"], image: dataUri(script),
        alignment: [{ targetName: "Dig", targetUrl: "javascript:hacked()" }, { targetName: "Hide", targetUrl: "http://skills.example.org/hide" }],
      }));
      await replacing.compared();
      const said = async (field, text) => assert.match(await replacing.row(field).innerText(), text);
      await said("name", /Foxgnp[^]*Signs that nobody sees were taken out[^]*U\+202E/);
      await said("description", /has markup in it/);
      await said("criteriaUrl", /“javascript:hacked\(\)” is no web address. It was left out./);
      await said("tags", /U\+200B/);
      await said("alignments", /“javascript:hacked\(\)” is no web address[^]*/);
      await said("image", /Taken out of the SVG[^]*onload[^]*<script>/);
      await replacing.way("criteriaNarrative", "Edit");
      await replacing.row("criteriaNarrative").getByRole("textbox").fill("[run](javascript:hacked()) <img src=x onerror=hacked()> **well**");
      await replacing.page.getByText("Preview").click();
      await replacing.row("criteriaNarrative").locator("strong", { hasText: "well" }).waitFor();
      assert.equal(await replacing.row("criteriaNarrative").locator("a, img").count(), 0);
      await replacing.button("Continue").click();
      await replacing.row("criteriaNarrative").getByText("a link that would run something").waitFor();
      assert.equal(await replacing.page.locator("badgepack-replace-run").count(), 0, "it cannot go on");
      replacing.assertNoProblems();
    });

    it("a badge that is far too long in everything can still be looked at, on a narrow screen, too", async (t) => {
      await begin(t);
      await replacing.type(badgeClass({
        name: "W".repeat(3_000), description: "word ".repeat(4_000), criteria: { narrative: "# x\n\n".repeat(20_000) }, tags: Array.from({ length: 900 }, (_, at) => `tag ${at}`),
        alignment: Array.from({ length: 300 }, (_, at) => ({ targetName: `Skill ${at}`, targetUrl: `https://skills.example.org/${"x".repeat(500)}${at}` })),
      }));
      await replacing.compared();
      await replacing.page.setViewportSize({ width: 360, height: 740 });
      const { scroll, inner, height } = await replacing.page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, inner: innerWidth, height: document.documentElement.scrollHeight }));
      await replacing.page.setViewportSize({ width: 1280, height: 800 });
      assert.ok(scroll <= inner, `${scroll} px wide`);
      assert.ok(height < 60_000, `${height} px high`);
      await replacing.way("description", "Edit");
      const longest = await replacing.page.evaluate(async () => {
        const tasks = [];
        new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: PerformanceObserver.supportedEntryTypes.includes("longtask") ? ["longtask"] : ["mark"] });
        const field = document.querySelector("badge-replace").shadowRoot.querySelector("badgepack-replace-desk").shadowRoot.querySelector("badgepack-compare").shadowRoot.querySelector("[data-field=description] textarea");
        for (const letter of "letters") {
          field.value += letter;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
        return Math.max(0, ...tasks);
      });
      assert.ok(longest < 250, `${longest} ms`);
      replacing.assertNoProblems();
    });

    it("each field can be kept, edited and emptied; nothing is emptied otherwise, and what is chosen is handed on", async (t) => {
      await begin(t);
      const { picture } = await replacing.awardOf("First Responder");
      await replacing.choose(picture, "award.png");
      await replacing.compared();
      const { page } = replacing;
      await replacing.way("name", "Keep present");
      assert.equal(await replacing.cell("name", "after"), "Bicycle Mechanic, Level 1");
      await replacing.way("description", "Edit");
      await replacing.row("description").getByRole("textbox").fill("Trues wheels & sets brakes.");
      await replacing.way("criteriaUrl", "Empty it");
      await replacing.way("tags", "Edit");
      await page.getByRole("textbox", { name: "Another tag" }).fill("bicycle, wheel");
      await page.getByRole("textbox", { name: "Another tag" }).press("Enter");
      await replacing.button("Remove the tag Erste Hilfe").click();
      await replacing.way("alignments", "Edit");
      await replacing.row("alignments").getByRole("button", { name: "Remove it" }).last().click();
      await replacing.row("alignments").getByRole("button", { name: "Add an alignment" }).click();
      await replacing.row("alignments").getByLabel("Name").last().fill("Mend");
      await replacing.button("Continue").click();
      await replacing.row("alignments").getByText("An alignment needs a name and an address").waitFor();
      await replacing.row("alignments").getByLabel("Address").last().fill("https://skills.example.org/mend");
      await replacing.way("expires", "Edit");
      await page.getByLabel("Awards are good for").fill("30");
      await page.getByLabel("Unit").selectOption("months");
      await replacing.button("Continue").click();
      await page.locator("badgepack-replace-run").waitFor();
      const { selection, picture: chosen, step } = await replacing.settled();
      assert.deepEqual([selection.description, selection.criteriaUrl, selection.criteriaNarrative, selection.image, selection.name], [{ edit: "Trues wheels & sets brakes." }, "blank", "take", "take", undefined]);
      assert.deepEqual([selection.tags, selection.expires], [{ edit: ["bicycle", "wheel"] }, { edit: { amount: 30, duration: "months" } }]);
      assert.deepEqual(selection.alignments.edit.map(({ targetName, targetUrl }) => [targetName, targetUrl]), [["Maintain bicycles", "https://skills.example.org/bicycles"], ["Mend", "https://skills.example.org/mend"]]);
      assert.deepEqual([chosen.from, step], ["class", 3]);
      // Back again, everything is as it was.
      await replacing.button("Back").first().click();
      assert.equal(await replacing.row("description").getByRole("textbox").inputValue(), "Trues wheels & sets brakes.");
      replacing.assertNoProblems();
    });

    it("texts are compared word by word; those that have little in common, as a whole", async (t) => {
      await begin(t);
      await replacing.type(badgeClass({
        name: "Bicycle Mechanic, Level 2", description: "Trues wheels & sets all brakes, safely and fast.", tags: ["bicycle", "chain"],
        criteria: { id: "https://other.example.org/elsewhere", narrative: "Come for a week." },
      }));
      await replacing.compared();
      const marked = async (field) => [await replacing.row(field).locator("del").allTextContents(), await replacing.row(field).locator("ins").allTextContents()];
      assert.deepEqual(await marked("name"), [["1"], ["2"]]);
      assert.deepEqual(await marked("description"), [[], ["all ", " and fast"]]);
      assert.deepEqual(await marked("tags"), [["repair"], ["chain"]]);
      assert.deepEqual(await marked("criteriaNarrative"), [["## To earn it\n\n1. true a wheel\n2. set **both** brakes\n3. explain why"], ["Come for a week."]]);
    });

    it("a class that somebody changed meanwhile is read again, and what was chosen and written is kept", async (t) => {
      const { portal, class: classOf } = await begin(t);
      const { picture } = await replacing.awardOf("First Responder");
      await replacing.choose(picture, "award.png");
      await replacing.compared();
      await replacing.way("name", "Edit");
      await replacing.row("name").getByRole("textbox").fill("Bicycle Mechanic, Level 3");
      await replacing.way("tags", "Keep present");
      await replacing.button("Continue").click();
      await replacing.page.locator("badgepack-replace-run").waitFor();
      const { entityId, ...record } = classOf("Bicycle Mechanic");
      const answer = await fetch(`${portal.url}/v2/badgeclasses/${entityId}`, {
        method: "PUT", headers: { Authorization: "Bearer issuer", "Content-Type": "application/json" }, body: JSON.stringify({ ...record, description: "Somebody else wrote this." }),
      });
      assert.equal(answer.status, 200);
      await replacing.page.locator("badgepack-replace-run").evaluate((run) => run.dispatchEvent(new CustomEvent("badge-restart")));
      await replacing.page.getByText("Somebody changed this badge class meanwhile").waitFor();
      await replacing.compared();
      assert.equal(await replacing.cell("description", "now"), "Somebody else wrote this.");
      assert.equal(await replacing.row("name").getByRole("textbox").inputValue(), "Bicycle Mechanic, Level 3");
      assert.equal((await replacing.compared()).tags, "stays");
      replacing.assertNoProblems();
    });

    it("a picture by hand: cleaned, shown with what was taken out, and refused when it is none", async (t) => {
      await begin(t);
      await replacing.type(badgeClass({ name: "Bicycle Mechanic, Level 1", description: "x", criteria: "https://workshops.example.org/criteria/bicycle" }));
      await replacing.compared();
      await replacing.way("image", "Choose another");
      const give = (buffer, name) => replacing.row("image").locator("input[type=file]").setInputFiles({ name, mimeType: "image/svg+xml", buffer });
      await give(Buffer.from("not a picture"), "a.png");
      assert.match(await replacing.alert(), /neither a PNG nor an SVG/);
      await give(Buffer.from(script), "a.svg");
      await replacing.row("image").getByText("Chosen by you").waitFor();
      assert.match(await replacing.row("image").innerText(), /onload[^]*<script>/);
      await replacing.button("Continue").click();
      await replacing.page.locator("badgepack-replace-run").waitFor();
      const { selection, picture } = await replacing.settled();
      assert.deepEqual([selection.image, picture.from], ["take", "given"]);
      replacing.assertNoProblems();
    });

    it("where nothing would change, that is said, and it does not go on", async (t) => {
      await begin(t);
      const { picture } = await replacing.awardOf("Bicycle Mechanic");
      await replacing.choose(picture, "award.png");
      const fields = await replacing.compared();
      assert.deepEqual(Object.keys(fields).filter((field) => fields[field] === "changes"), []);
      await replacing.page.getByText("nothing changes").waitFor();
      await replacing.button("Continue").click();
      assert.match(await replacing.alert(), /Nothing would change/);
      assert.equal(await replacing.page.locator("badgepack-replace-run").count(), 0);
    });

    it("a safety copy is restored: it says what it is, and warns when it is another class's", async (t) => {
      const { portal, class: classOf } = await begin(t);
      const zip = async (name) => Buffer.from(await new Response(exportSafetyCopy({ portal: { url: portal.url }, token: "issuer", badgeClass: classOf(name).entityId }).stream).arrayBuffer());
      await replacing.choose(await zip("Bicycle Mechanic"), "copy.zip");
      await replacing.page.getByRole("heading", { name: /^Restore/ }).waitFor();
      assert.match(await replacing.page.locator("badgepack-compare [part=rights]").innerText(), /safety copy of “Bicycle Mechanic, Level 1” with \d+ awards, saved/);
      assert.ok(Object.values(await replacing.compared()).every((state) => state === "same"));
      await back();
      await replacing.choose(await zip("Community Map Maker"), "copy.zip");
      await replacing.page.getByText("is of another badge class").waitFor();
      const { criteriaUrl, expires, others } = await replacing.compared();
      assert.deepEqual([criteriaUrl, expires, others], ["changes", "changes", undefined], "what was empty shall be empty again, and what the portal adds stays");
      assert.deepEqual([await replacing.cell("criteriaUrl", "after"), await replacing.cell("expires", "after")], ["empty", "never expires"]);
      assert.match(await replacing.page.locator("badgepack-compare .portrait").nth(1).innerText(), /From the safety copy/);
    });

    it("says how many awards there are, whose badge it is, and what editing means; Cancel goes back to the class", async (t) => {
      await begin(t);
      const { picture } = await replacing.awardOf("First Responder");
      await replacing.page.getByLabel("or its public address").fill("half a thought");
      await replacing.choose(picture, "award.png");
      await replacing.compared();
      const effects = await replacing.page.locator("badgepack-compare aside").innerText();
      assert.match(effects, /78 \(2 revoked are skipped\)[^]*Nobody is e-mailed[^]*changes what the badges mean that people already hold/);
      assert.match(await replacing.page.locator("badgepack-compare [part=rights]").innerText(), /by “Akademie für Übermorgen”[^]*Open Badges 2.0[^]*names no licence/);
      await back();
      assert.equal(await replacing.page.getByLabel("or its public address").inputValue(), "half a thought");
      await replacing.choose(picture, "award.png");
      await replacing.compared();
      await replacing.page.locator("badgepack-compare").getByRole("button", { name: "Cancel" }).click();
      await replacing.page.getByRole("heading", { name: "Bring the new badge" }).waitFor();
      assert.equal(await replacing.page.getByLabel("or its public address").inputValue(), "");
      await replacing.page.getByRole("heading", { name: "Replace “Bicycle Mechanic, Level 1”" }).waitFor();
      assert.equal(await replacing.page.locator("badgepack-compare").count(), 0);
      await replacing.button("Choose another badge").click();
      await replacing.pick("Community Map Maker");
    });

    it("a sign-in that ended keeps what was typed; faults of the portal can be tried again", async (t) => {
      const { portal } = await replacing.visit(t, { account: "issuer" });
      const { page } = replacing;
      portal.faults.set([{ match: "GET /v2/badgeclasses/", times: 9, fault: { status: 500 } }]);
      await replacing.button("Night Bus Driver").click();
      await replacing.alert();
      portal.faults.clear();
      await replacing.button("Try again").click();
      await page.getByRole("heading", { name: "Bring the new badge" }).waitFor();
      await replacing.button("Choose another badge").click();
      portal.faults.set([{ match: "GET /v2/badgeclasses/", times: "always", fault: { status: 401, delay: 1_500 } }]);
      await replacing.button("Community Map Maker").click();
      await page.getByLabel("or its public address").fill("typed meanwhile");
      await page.getByText("Nothing that you brought or entered is lost").waitFor();
      portal.faults.clear();
      await replacing.button("Use the demo account").click();
      await page.getByText("You are signed in again").waitFor();
      assert.equal(await page.getByLabel("or its public address").inputValue(), "typed meanwhile");
      await page.locator("badgepack-replace-desk dl.effects b").waitFor(); // the awards are counted now
      await page.getByRole("heading", { name: "Replace “Community Map Maker”" }).waitFor();
      assert.deepEqual(await page.evaluate(() => globalThis.errors.at(-1)), "signed-out");
    });

    it("goes straight to the class of the attribute badge-class", async (t) => {
      const { site, portal, class: classOf } = await replacing.visit(t);
      await replacing.page.goto(site.url + "replace.html");
      await replacing.page.evaluate(([url, id]) => {
        const element = document.createElement("badge-replace");
        element.setAttribute("badge-class", id);
        element.setAttribute("token", "issuer");
        element.setAttribute("portal", url);
        document.querySelector("badge-replace").replaceWith(element);
      }, [portal.url, classOf("First Responder").entityId]);
      await replacing.page.getByRole("heading", { name: "Replace “First Responder”" }).waitFor();
      await replacing.page.getByText("Akademie für Übermorgen").first().waitFor();
      assert.equal(await replacing.page.evaluate(() => document.querySelector("badge-replace").hasAttribute("token")), false);
      await replacing.button("Choose another badge").click();
      await replacing.button("Reading Mentor").waitFor();
    });
  });
}
