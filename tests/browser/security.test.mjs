// The site's own defences: the headers of every answer, what they stop, and pages under somebody else's page. Nothing of it needs a portal.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSite } from "../../tools/serve.mjs";
import { engines, openBrowser } from "./browsers.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = ["", "issuer.html", "replace.html", "inspect.html", "de/replace.html", "ar/"];

/** The headers that docs/host.md has people send; where the pages may send requests to is each deployment's own. */
async function published() {
  const [, block] = /```http\n([^]+?)```/.exec(await readFile(`${root}docs/host.md`, "utf8"));
  return block.trim().split("\n").map((line) => /^([\w-]+): (.+)$/.exec(line)).map(([, name, value]) => [name.toLowerCase(), anywhere(value)]);
}

const anywhere = (policy) => policy.replace(/connect-src [^;]+/, "connect-src …");

describe("what the tests' server sends", () => {
  let site;
  before(async () => (site = await startSite({ portals: [{ name: "Example", url: "https://badges.example.org" }] })));
  after(() => site.close());

  it("every answer has the headers that docs/host.md names: pages, scripts, engines, and refusals", async () => {
    const headers = await published();
    assert.equal(headers.length, 6);
    const files = (await readdir(`${root}dist/site`, { recursive: true })).filter((name) => /\.\w+$/.test(name));
    assert.ok(files.length > 50);
    for (const [method, path] of [...files.map((name) => ["GET", name]), ["GET", ""], ["GET", "config.json"], ["GET", "nothing-here"], ["GET", "%"], ["POST", ""], ["HEAD", "replace.html"]]) {
      const answer = await fetch(site.url + path, { method });
      await answer.arrayBuffer();
      for (const [name, value] of headers) assert.equal(anywhere(answer.headers.get(name) ?? "none"), value, `${name} of ${method} /${path}`);
    }
  });

  it("a site for certain portals lets its pages reach those alone", async () => {
    const policy = (await fetch(site.url)).headers.get("content-security-policy");
    assert.match(policy, /connect-src 'self' https:\/\/badges\.example\.org;/);
  });

  it("every page that a test opens comes from that server, or with its headers", async () => {
    const tests = `${root}tests/browser/`;
    const servers = [];
    for (const name of await readdir(tests, { recursive: true })) {
      if (name.endsWith(".mjs") && /\bcreateServer\(/.test(await readFile(tests + name, "utf8"))) servers.push(name.replaceAll("\\", "/"));
    }
    // A stranger's, a portal's that answers with pages, and two that serve pages: an embedder's, and those that lack headers on purpose.
    assert.deepEqual(servers.sort(), ["faults/desk.mjs", "learner-bad-input.test.mjs", "package-page.mjs", "security.test.mjs"]);
    assert.match(await readFile(`${tests}package-page.mjs`, "utf8"), /import \{ headers \} from "\.\.\/\.\.\/tools\/serve\.mjs"/);
  });
});

it("nothing listens to other windows' messages, and there is no service worker, in all that is built", async () => {
  for (const name of await readdir(`${root}dist`, { recursive: true })) {
    if (!name.endsWith(".js")) continue;
    const text = await readFile(`${root}dist/${name}`, "utf8");
    assert.doesNotMatch(text, /serviceWorker|addEventListener\(\s*["'`]message|(window|self|globalThis)\.onmessage|innerHTML\s*\+?=(?!=)\s*[^=]*location/, name);
  }
});

for (const engine of engines) {
  describe(engine, () => {
    let site, browser, listened;
    before(async () => {
      site = await startSite({ anyPortal: true });
      browser = await openBrowser(engine, { violates: true });
      browser.page.setDefaultTimeout(20_000);
      await browser.context.addInitScript(() => {
        globalThis.listened = [];
        const { addEventListener } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (name, ...more) {
          if (this === globalThis || this === undefined) globalThis.listened.push(name);
          return addEventListener.call(this ?? globalThis, name, ...more);
        };
      });
    });
    after(() => Promise.all([browser.close(), site.close()]));

    it("every page works under the policy without breaking it, hears no other window, asks nobody else, and keeps nothing", async () => {
      const { page, problems } = browser;
      const asked = [];
      const note = (request) => asked.push(new URL(request.url()));
      page.on("request", note);
      for (const path of PAGES) {
        await page.goto(site.url + path);
        await page.locator("badge-export, badge-data, badge-replace, badge-inspector").getByRole("button").first().waitFor();
        listened = await page.evaluate(async () => [globalThis.onmessage, globalThis.listened.filter((name) => name.startsWith("message")), (await navigator.serviceWorker.getRegistrations()).length, localStorage.length, sessionStorage.length, document.cookie]);
        assert.deepEqual(listened, [null, [], 0, 0, 0, ""], path);
      }
      page.off("request", note);
      assert.deepEqual(problems, []);
      const own = new URL(site.url).origin;
      assert.deepEqual(asked.filter(({ origin, protocol }) => origin !== own && !/^(data|blob):/.test(protocol)).map(String), []);
    });

    it("what the policy is for is stopped: markup as text, inline scripts and handlers, workers, other policies, pictures from elsewhere, another base", async () => {
      const { page, problems } = browser;
      await page.goto(`${site.url}replace.html`);
      // A script of the page itself, as an intruder's would be: what the test evaluates is not held by the policy everywhere.
      const outcome = await page.evaluate(async () => {
        const tried = (work) => {
          try {
            work();
            return "done";
          } catch (error) {
            return error.name;
          }
        };
        const inline = document.createElement("script");
        const seen = {
          markup: tried(() => (document.createElement("div").innerHTML = "<b>bold</b>")),
          script: tried(() => (inline.textContent = "globalThis.hacked = 1")),
          policy: tried(() => trustedTypes.createPolicy("intruder", { createHTML: (text) => text })),
          worker: tried(() => new Worker("data:text/javascript,1")),
        };
        const button = document.createElement("button");
        tried(() => button.setAttribute("onclick", "globalThis.hacked = 2"));
        document.body.append(inline, button);
        button.click();
        const base = document.createElement("base");
        base.href = "https://evil.example/";
        document.head.append(base);
        const image = new Image();
        const blocked = new Promise((resolve) => (image.onerror = () => resolve("blocked")));
        image.src = "https://evil.example/pixel.png";
        return { ...seen, image: await blocked, hacked: globalThis.hacked ?? null, base: document.baseURI };
      }).catch((error) => ({ error: String(error) }));
      assert.equal(outcome.error, undefined);
      assert.deepEqual([outcome.markup, outcome.policy, outcome.image, outcome.hacked], ["TypeError", "TypeError", "blocked", null]);
      assert.ok(outcome.base.startsWith(site.url), outcome.base);
      assert.notEqual(outcome.worker, "done");
      assert.ok(problems.some((problem) => problem.includes("security policy: ")), "and it is told");
    });

    it("no page can be shown inside another one; where the header lacks, the one that replaces says so and does nothing", async (t) => {
      const { page } = browser;
      const bare = await withoutHeaders(t);
      for (const [framed, isBare] of [[`${site.url}replace.html`, false], [site.url, false], [`${bare}replace.html`, true], [`${bare}de/replace.html`, true]]) {
        const outside = await serve(t, () => ({ type: "text/html", body: `<!doctype html><title>Prizes</title><link rel="icon" href="data:,"><iframe src="${framed}"></iframe>` }));
        await page.goto(outside);
        const inside = page.frameLocator("iframe");
        if (isBare) {
          await inside.locator("#framed").filter({ hasText: /in a tab of its own|in einem eigenen Tab/ }).waitFor();
          await page.waitForTimeout(300);
          assert.equal(await inside.getByRole("button").count(), 0, "nothing can be clicked");
        } else {
          await page.waitForTimeout(300);
          assert.equal(await inside.locator("badge-replace, badge-export").count(), 0, "the browser shows nothing of it");
        }
      }
      await page.goto(`${bare}replace.html`);
      await page.getByRole("button", { name: "Continue" }).waitFor();
      assert.equal(await page.locator("#framed").isVisible(), false, "in a tab of its own it works");
    });
  });
}

/** A server of one page or of files, with no header that anybody asked for. */
async function serve(t, give) {
  const server = createServer(async (request, response) => {
    const { type, body } = await give(new URL(request.url, "http://site").pathname);
    response.writeHead(body === undefined ? 404 : 200, { "Content-Type": type }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => new Promise((done) => server.close(done).closeAllConnections()));
  return `http://127.0.0.1:${server.address().port}/`;
}

/** The site on a host that cannot send headers. */
function withoutHeaders(t) {
  const types = { html: "text/html", js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json" };
  return serve(t, async (path) => ({ type: types[path.split(".").at(-1)] ?? "text/plain", body: await readFile(`${root}dist/site${path}`).catch(() => undefined) }));
}
