// An element in the life of somebody else's page: its user changes, it is moved, taken away and brought back, and people are busy elsewhere.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { can, engines, openBrowser } from "./browsers.mjs";
import { embed, listen, told } from "./package-page.mjs";
import { assertNoneStarts, countStarts } from "./starts.mjs";

const learner = '<badge-export portal="PORTAL" description="badgr-v2" token="demo" save-to="download"></badge-export>';
const many = { badges: 400, slow: 5 };

for (const engine of engines) {
  describe(engine, () => {
    let browser, page;
    before(async () => {
      browser = await openBrowser(engine, { violates: true });
      ({ page } = browser);
      await listen(page);
      await page.addInitScript(listenToTokens);
    });
    after(() => browser.close());

    /** Opens a page with such elements on it. */
    const open = async (t, body, options) => {
      const embedded = await embed(t, { body, ...options });
      await page.goto(embedded.url);
      return embedded;
    };
    const button = (name) => page.getByRole("button", { name });
    const heading = (name) => page.getByRole("heading", { name });
    const nowSaving = async () => {
      await button("Save ZIP").click();
      await page.getByText(/^\d+ of 4\d\d$/).first().waitFor();
    };
    /** Works on the page's first element. */
    const change = (work, given) => page.evaluate(`(${work})(document.querySelector("badge-export, badge-data, badge-replace"), ${JSON.stringify(given)})`);
    /** The tokens that portals were shown since the last time; what was on its way then may have come since. */
    const tokens = () => page.evaluate(() => [...new Set(globalThis.shown.splice(0))]);
    const names = async (count) => (await told(page, count)).map(({ name, code }) => code ?? name);

    describe("whose account it is", () => {
      it("another token is another account: nothing is asked for with the one before any more", async (t) => {
        await open(t, learner);
        await button("Save ZIP").waitFor();
        await change((element) => (element.token = "staff"));
        await heading(/Looking at what/).waitFor();
        await tokens();
        await button("Save ZIP").click();
        await told(page);
        assert.deepEqual(await tokens(), ["staff"]);
      });

      it("no token is nobody's account: nothing is left to be seen or saved", async (t) => {
        await open(t, learner);
        await button("Save ZIP").waitFor();
        await change((element) => (element.token = null));
        await button("Continue").waitFor();
        assert.equal(await button("Save ZIP").count(), 0);
      });

      it("another portal is another account, also while the first one is asked", async (t) => {
        const other = await embed(t, {});
        const { portal } = await open(t, learner, { portal: { slow: 400 } });
        await heading(/Looking at what/).waitFor();
        await change((element, url) => Object.assign(element, { portal: url, token: "staff" }), other.portal.url);
        await button("Save ZIP").click();
        await told(page);
        assert.equal(portal.requests.filter(({ path }) => /\/assertions|\/badges/.test(path)).length, 0);
        assert.ok(other.portal.requests.length > 5);
      });

      it("a token that was given for one portal goes to no other", async (t) => {
        const other = await embed(t, {});
        await open(t, learner);
        await button("Save ZIP").waitFor();
        await change((element, url) => (element.portal = url), other.portal.url);
        await button("Continue").click();
        await page.getByText("Use an access token instead").waitFor();
        assert.equal(await change((element) => element.token), null);
        assert.deepEqual(other.portal.requests.filter(({ authorization }) => authorization), []);
      });

      for (const [what, work] of [["another token", (element) => (element.token = "staff")], ["no token", (element) => (element.token = null)]]) {
        it(`${what} in mid-export cancels it, and the page hears of that once`, async (t) => {
          await open(t, learner, { portal: many });
          await nowSaving();
          await change(work);
          assert.deepEqual(await names(), ["badgepack-cancel"]);
          await heading(what === "no token" ? "Sign in" : "What is in it").waitFor();
          await tokens();
          await page.waitForTimeout(300);
          assert.deepEqual([await tokens(), await names()], [[], ["badgepack-cancel"]]);
        });
      }

      it("the same token once more changes nothing", async (t) => {
        await open(t, learner, { portal: many });
        await nowSaving();
        await change((element) => {
          element.token = "demo";
          element.setAttribute("token", "demo");
          element.portal = `${element.portal}`;
        });
        await page.waitForTimeout(300);
        assert.equal(await button("Cancel").count(), 1);
        assert.deepEqual(await page.evaluate(() => globalThis.told), []);
      });

      for (const name of ["badge-data", "badge-replace"]) {
        it(`${name} goes with the token, too`, async (t) => {
          await open(t, `<${name} portal="PORTAL" token="issuer"></${name}>`);
          await button("Sign out").waitFor();
          await change((element) => (element.token = "outsider"));
          await heading("No issuers").waitFor();
          await change((element) => (element.token = null));
          await button("Continue").waitFor();
        });
      }

      it("the page hears that somebody signed out, and may give the same token again", async (t) => {
        await open(t, learner);
        await button("Sign out").click();
        assert.deepEqual(await names(), ["badgepack-signed-out"]);
        await button("Continue").waitFor();
        assert.equal(await change((element) => element.token), null);
        await change((element) => (element.token = "demo"));
        await button("Save ZIP").waitFor();
      });
    });

    describe("a new token", () => {
      for (const name of ["badge-export", "badge-data", "badge-replace"]) {
        it(`is asked for at once where the portal does not take the first one: ${name}`, async (t) => {
          await open(t, "", {
            script: `import "./elements.js"; globalThis.asked = 0; const element = document.createElement("${name}");
              element.renew = async () => (globalThis.asked += 1, "${name === "badge-export" ? "demo" : "issuer"}");
              Object.assign(element, { portal: "PORTAL", token: "expired" }); document.body.append(element);`,
          });
          await button("Sign out").waitFor();
          assert.deepEqual([await page.evaluate(() => globalThis.asked), await page.evaluate(() => globalThis.told)], [1, []]);
        });
      }

      it("is asked for where there is none, and where the page says only later how to get one", async (t) => {
        await open(t, '<badge-export portal="PORTAL"></badge-export><badge-export portal="PORTAL" token="expired"></badge-export>');
        await heading("Sign in").first().waitFor();
        await page.evaluate(() => document.querySelectorAll("badge-export").forEach((element) => (element.renew = async () => "demo")));
        await page.waitForFunction(() => [...document.querySelectorAll("badge-export")].every((element) => element.shadowRoot.querySelector("badgepack-backpack")));
      });

      it("that there is not lets people sign in", async (t) => {
        await open(t, '<badge-export portal="PORTAL" token="expired"></badge-export>', {
          script: 'import "./elements.js"; document.querySelector("badge-export").renew = async () => null;',
        });
        assert.deepEqual(await names(), ["signed-out"]);
        await heading("Sign in").waitFor();
      });

      it("that the page also sets is no other account: the export goes on", async (t) => {
        await open(t, learner.replace('description="badgr-v2"', ""), {
          portal: { badges: 30, expireAfter: 20 },
          script: `import "./elements.js"; const element = document.querySelector("badge-export");
            element.renew = async () => { const token = await (await fetch("PORTAL/o/token", { method: "POST", body: new URLSearchParams({ grant_type: "password", username: "learner@example.org", password: "demo" }) })).json(); element.token = token.access_token; globalThis.renewed = true; return token.access_token; };`,
        });
        await button("Save ZIP").click();
        assert.deepEqual(await names(), ["badgepack-done"]);
        assert.equal(await page.evaluate(() => globalThis.renewed), true);
      });
    });

    describe("where it stands", () => {
      const moves = {
        "is taken out and put in": (element) => document.querySelector("main").append(element),
        "is moved by moveBefore": (element) => document.querySelector("main").moveBefore(element, null),
      };
      for (const [what, move] of Object.entries(moves)) {
        it(`goes on with its work when it ${what}: an export`, async (t) => {
          await open(t, `${learner}<main></main>`, { portal: { badges: 100, slow: 5 } });
          if (what.endsWith("moveBefore") && !(await page.evaluate(() => "moveBefore" in Element.prototype))) return t.skip("this browser has none");
          await button("Save ZIP").click();
          await page.getByText(/^\d+ of 1\d\d$/).first().waitFor();
          await change(move);
          assert.deepEqual(await names(), ["badgepack-done"]);
        });
      }

      it("goes on looking when it is moved", async (t) => {
        await open(t, `${learner}<main></main>`, { portal: { slow: 300 } });
        await heading(/Looking at what/).waitFor();
        await change(moves["is taken out and put in"]);
        await button("Save ZIP").waitFor();
      });

      for (const name of ["badge-data", "badge-replace"]) {
        it(`stays as it is when it is moved: ${name}`, async (t) => {
          await open(t, `<${name} portal="PORTAL" token="issuer"></${name}><main></main>`);
          await button("Sign out").waitFor();
          const isSame = await change(async (element) => {
            const desk = element.shadowRoot.querySelector("badgepack-desk, badgepack-replace-desk");
            document.querySelector("main").append(element);
            await new Promise((go) => setTimeout(go, 300));
            return desk !== null && desk === element.shadowRoot.querySelector("badgepack-desk, badgepack-replace-desk");
          });
          assert.equal(isSame, true);
        });
      }

      for (const [name, token] of [["badge-export", "demo"], ["badge-data", "issuer"], ["badge-replace", "issuer"]]) {
        it(`goes in again when it is brought back later: ${name}`, async (t) => {
          await open(t, `<${name} portal="PORTAL" token="${token}"></${name}>`);
          await button("Sign out").waitFor();
          await change(async (element) => {
            const { parentNode } = element;
            element.remove();
            await new Promise((go) => setTimeout(go, 100));
            parentNode.append(element);
          });
          await button("Sign out").waitFor();
        });
      }

      it("does not go in while it is nowhere, and then as whom the page says by then", async (t) => {
        await open(t, learner);
        await button("Save ZIP").waitFor();
        await tokens();
        const shown = await change(async (element) => {
          element.remove();
          element.token = "staff";
          await new Promise((go) => setTimeout(go, 200));
          const shown = [...globalThis.shown];
          document.body.append(element);
          return shown;
        });
        await button("Save ZIP").waitFor();
        assert.deepEqual([shown, await tokens()], [[], ["staff"]]);
      });

      it("is heard where it stood when it is taken away in mid-export, by each listener once", async (t) => {
        await open(t, `<main><div>${learner}</div></main>`, { portal: many });
        await page.evaluate(countStarts);
        await nowSaving();
        const heard = await change(async (element) => {
          const heard = [];
          for (const at of [element, element.parentNode, document.querySelector("main"), document]) at.addEventListener("badgepack-cancel", () => heard.push(at.localName ?? "document"));
          element.parentNode.remove();
          await new Promise((go) => setTimeout(go, 300));
          return heard;
        });
        assert.deepEqual([heard, await names()], [["badge-export", "div", "main", "document"], ["badgepack-cancel"]]);
        await assertNoneStarts(page, 300);
      });
    });

    describe("what people are at", () => {
      const elsewhere = () => page.evaluate(() => [document.activeElement.id || document.activeElement.localName, scrollY]);
      const far = (element) => `<input id="mine"><div style="block-size: 3000px"></div>${element}<div style="block-size: 3000px"></div>`;

      for (const [name, token] of [["badge-export", "demo"], ["badge-export", "wrong"], ["badge-data", "issuer"], ["badge-replace", "issuer"], ["badge-data", "outsider"]]) {
        it(`is left to them while ${name} looks for the account of ${token}`, async (t) => {
          await open(t, far(`<${name} portal="PORTAL" token="${token}"></${name}>`), { portal: { slow: 50 } });
          await page.locator("#mine").fill("typing");
          await heading(token === "wrong" ? "Sign in" : token === "outsider" ? "No issuers" : token === "demo" ? "What is in it" : /./).first().waitFor();
          if (token === "issuer") await button("Sign out").waitFor();
          await page.waitForTimeout(300);
          assert.deepEqual(await elsewhere(), ["mine", 0]);
        });
      }

      it("is left to them also where they are at nothing", async (t) => {
        await open(t, far(learner));
        await button("Save ZIP").waitFor();
        await page.waitForTimeout(200);
        assert.deepEqual(await elsewhere(), ["body", 0]);
      });

      it("is left to them when an export ends that they began", async (t) => {
        await open(t, far(learner), { portal: { badges: 100, slow: 5 } });
        await button("Save ZIP").click();
        await page.getByText(/^\d+ of 1\d\d$/).first().waitFor();
        await page.locator("#mine").click();
        const before = await elsewhere();
        assert.equal(before[0], "mine");
        await told(page);
        await heading(/items saved/).waitFor();
        await page.waitForTimeout(200);
        assert.deepEqual(await elsewhere(), before);
      });

      it("leads to the news where they wait for it", async (t) => {
        await open(t, far(learner), { portal: { slow: 20 } });
        await button("Save ZIP").click();
        await told(page);
        await page.waitForFunction(() => /items saved/.test(document.querySelector("badge-export").shadowRoot.querySelector("badgepack-backpack").shadowRoot.activeElement?.textContent));
      });
    });

    describe("what a page may lack", () => {
      it("a list of portals that is still loading", async (t) => {
        browser.problems.length = 0;
        await open(t, "", {
          script: `import "./elements.js"; for (const name of ["badge-export", "badge-data", "badge-replace", "badge-sign-in"]) for (const none of [null, undefined]) document.body.append(Object.assign(document.createElement(name), { portals: none }));`,
        });
        await page.waitForFunction(() => [...document.body.children].every(({ shadowRoot }) => (shadowRoot.querySelector("badge-sign-in")?.shadowRoot ?? shadowRoot).querySelector("#address")));
        assert.deepEqual(browser.problems, []);
        await page.evaluate(() => [...document.body.children].forEach((element) => (element.portals = [{ name: "Ours", url: "https://ours.example" }])));
        await page.waitForFunction(() => [...document.body.children].every(({ shadowRoot }) => (shadowRoot.querySelector("badge-sign-in")?.shadowRoot ?? shadowRoot).querySelector("select")));
      });

      it("storage, as in a frame with sandbox: an export is saved all the same, and the portal's own page is no way to sign in", async (t) => {
        browser.problems.length = 0;
        await open(t, `${learner.replace(/description="[^"]*"/, "")}<badge-data portal="PORTAL" token="issuer"></badge-data><badge-export portal="PORTAL"></badge-export>`, {
          portal: { origins: ["null"] },
          change: ({ headers }) => Object.assign(headers, { "Content-Security-Policy": "sandbox allow-scripts allow-downloads allow-forms", "Access-Control-Allow-Origin": "*" }),
        });
        assert.equal(await page.evaluate(() => { try { return sessionStorage; } catch ({ name }) { return name; } }), "SecurityError");
        await button("Save ZIP").click();
        assert.deepEqual(await names(), ["badgepack-done"]);
        await button("Understood").click();
        await button("Continue").click();
        await button("Sign in at").click();
        await page.getByText("This page can keep nothing in your browser").waitFor();
        assert.deepEqual(browser.problems.filter((problem) => problem.startsWith("uncaught")), []);
      });
    });

    it("whoever began to sign in on the portal's page goes on when people come back", async (t) => {
      const all = '<badge-data portal="PORTAL"></badge-data><badge-export id="one" portal="PORTAL"></badge-export><badge-export id="two" portal="PORTAL"></badge-export>';
      await open(t, all);
      const two = page.locator("#two");
      await two.getByRole("button", { name: "Continue" }).click();
      await two.getByRole("button", { name: "Sign in at" }).click();
      await button("Allow").click();
      await two.getByRole("button", { name: "Save ZIP" }).waitFor();
      assert.deepEqual([await button("Continue").count(), await button("Save ZIP").count()], [2, 1]);
      assert.deepEqual(await page.evaluate(() => [location.search, sessionStorage.length]), ["", 0]);
    });
  });
}

/** To be run in the page: notes each token that a request shows, into `shown`. */
function listenToTokens() {
  const { fetch } = globalThis;
  globalThis.shown = [];
  globalThis.fetch = (...request) => {
    const { headers } = new Request(...request);
    const token = headers.get("authorization")?.replace(/^bearer /i, "") ?? headers.get("x-access-token");
    if (token) globalThis.shown.push(token);
    return fetch(...request);
  };
}
