// What can go wrong between the package and the page that embeds it: one clear event each, and nothing goes on behind it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { can, engines, openBrowser } from "./browsers.mjs";
import { embed, listen, prevents, told, toldError } from "./package-page.mjs";
import { assertNoneStarts, countStarts } from "./starts.mjs";

const element = '<badge-export portal="PORTAL" token="demo" save-to="download"></badge-export>';
const notDrawable = "This page’s security policy does not let badgepack’s elements be drawn: it needs “trusted-types badgepack”, and no other policy of that name.";
const isEngine = ({ path }) => path.endsWith(".wasm");

for (const engine of engines) {
  describe(engine, () => {
    let browser;
    before(async () => {
      browser = await openBrowser(engine, { violates: true }); // one of the pages lacks what its policy has to allow
      await listen(browser.page);
    });
    after(() => browser.close());

    /** Opens a page that is to tell of one error, and gives it. */
    async function faultOf(t, options) {
      const { url } = await embed(t, { body: element, ...options });
      await browser.page.goto(url);
      return { ...(await toldError(browser.page)), url };
    }

    it("the WebAssembly is not where it should be", async (t) => {
      const { code, message, at, url } = await faultOf(t, { change: (answer) => isEngine(answer) && (answer.status = 404) });
      assert.deepEqual([code, message, at], ["engine", "badgepack's engine is not there: the server answered HTTP 404.", `${url}badgepack.wasm`]);
    });

    it("a web page comes instead of the WebAssembly, as bundlers' servers send one", async (t) => {
      const { code, message, at, url } = await faultOf(t, {
        change: (answer) => isEngine(answer) && Object.assign(answer, { headers: { ...answer.headers, "Content-Type": "text/html" }, body: "<!doctype html><title>App</title>" }),
      });
      assert.deepEqual([code, message, at], ["engine", `${url}badgepack.wasm is not WebAssembly (got text/html): your bundler did not copy it.`, `${url}badgepack.wasm`]);
    });

    it("the WebAssembly is cut off", async (t) => {
      const { code, message, at, url } = await faultOf(t, { change: (answer) => isEngine(answer) && (answer.body = answer.body.subarray(0, 5000)) });
      assert.deepEqual([code, at], ["engine", `${url}badgepack.wasm`]);
      assert.match(message, /^badgepack's engine is damaged or not complete/);
    });

    it("the WebAssembly is that of another engine", async (t) => {
      const other = await readFile(new URL("../../dist/badgepack-unzip.wasm", import.meta.url));
      const { code, message } = await faultOf(t, { change: (answer) => isEngine(answer) && (answer.body = other) });
      assert.deepEqual([code, message], ["engine", "This is not the engine that belongs to this version of badgepack: copy dist/*.wasm again, or clear the cache."]);
    });

    it("the connection breaks off while the WebAssembly is read", async (t) => {
      const { url } = await embed(t, { body: element });
      await browser.page.goto(url);
      const failure = await browser.page.evaluate(async () => {
        const { load } = await import("./badgepack.js");
        const headers = { "Content-Type": "application/wasm" };
        const breaking = () => new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])), pull: (controller) => controller.error(new TypeError("network error")) });
        const { code, message } = await load("unzip", new Response(breaking(), { headers })).catch((error) => error);
        return [code, message];
      });
      assert.deepEqual(failure, ["engine", "The connection broke off while badgepack's engine was loaded; check it and try again."]);
    });

    it("what is no stream of bytes, or has no place to go, is not saved, and nothing waits in the browser's storage", async (t) => {
      const { url } = await embed(t, { body: "<p>" });
      await browser.page.goto(url);
      const [codes, left] = await browser.page.evaluate(async () => {
        const { save } = await import("./badgepack.js");
        const streamOf = (chunk) => new ReadableStream({ start: (controller) => (controller.enqueue(chunk), controller.close()) });
        const locked = streamOf(new Uint8Array(1));
        locked.getReader();
        const place = { name: "p.zip", createWritable: () => Promise.reject(new DOMException("No.", "NotAllowedError")), getFile: () => Promise.reject(new DOMException("No.", "NotFoundError")) };
        const codes = [];
        for (const [stream, options] of [[streamOf("text")], [locked], [{}], [streamOf(new Uint8Array(1)), { pick: "dismissed" }], [streamOf(new Uint8Array(1)), { pick: place }]]) {
          codes.push(await save(stream, "p.zip", options).then(() => "saved", ({ code }) => code));
        }
        for (let times = 0; times < 30; times++) await save(streamOf("text"), "p.zip").catch(() => {}); // Chromium left some of them.
        const own = await navigator.storage?.getDirectory?.();
        const folder = await own?.getDirectoryHandle("badgepack").catch(() => undefined);
        const left = [];
        if (folder) for await (const name of folder.keys()) left.push(name);
        return [codes, left];
      });
      assert.deepEqual(codes, ["bad-option", "bad-option", "bad-option", "cancelled", "not-writable"]);
      assert.deepEqual(left, []);
    });

    it("a security policy without wasm-unsafe-eval", async (t) => {
      const { code, message, at, url } = await faultOf(t, {
        change: ({ headers }) => (headers["Content-Security-Policy"] = headers["Content-Security-Policy"].replace(" 'wasm-unsafe-eval'", "")),
      });
      assert.deepEqual([code, message, at], ["engine", "This page's security policy does not let badgepack's engine run: it needs 'wasm-unsafe-eval' in script-src.", `${url}badgepack.wasm`]);
    });

    for (const [policy, change] of [["of another name", "trusted-types other"], ["of no name", "trusted-types 'none'"]]) {
      it(`a security policy that allows trusted types ${policy}`, async (t) => {
        const { code, message } = await faultOf(t, {
          change: ({ headers }) => (headers["Content-Security-Policy"] = headers["Content-Security-Policy"].replace("trusted-types badgepack", change)),
        });
        assert.deepEqual([code, message], ["not-loaded", notDrawable]);
      });
    }

    it("a page that took the name of badgepack's trusted types for itself: no element works on behind the error", async (t) => {
      const script = 'globalThis.trustedTypes?.createPolicy("badgepack", { createHTML: (text) => text }); await import("./elements.js");';
      const { url, portal } = await embed(t, { body: `${element}<badge-inspector></badge-inspector>`, script });
      await browser.page.goto(url);
      const errors = await told(browser.page, 2);
      assert.deepEqual(errors.map(({ code, message }) => [code, message]), [["not-loaded", notDrawable], ["not-loaded", notDrawable]]);
      assert.deepEqual(await browser.page.getByRole("alert").allInnerTexts(), [notDrawable, notDrawable]);
      assert.deepEqual([portal.requests.length, await prevents(browser.page)], [0, false]);
    });

    it("a panel of an element that cannot be loaded, and can be the next time", async (t) => {
      let broken = true;
      const isPanel = ({ path, body }) => path.startsWith("/shared-") && /sign-in-title/.test(body) && /autocomplete="username"/.test(body);
      const { code, message } = await faultOf(t, { body: "<badge-sign-in></badge-sign-in>", change: (answer) => broken && isPanel(answer) && (answer.status = 500) });
      assert.deepEqual([code, message], ["not-loaded", "A part of this page could not be loaded; check the connection, then try again."]);
      broken = false;
      if (can(engine, "retry")) await browser.page.getByRole("button", { name: "Try again" }).click();
      else await browser.page.reload();
      await browser.page.getByLabel("The portal’s web address").waitFor();
    });

    it("an attribute that is no portal description", async (t) => {
      const { code, message } = await faultOf(t, { body: `<badge-export portal="PORTAL" token="demo" description='{"format": "badgepack.portal", "version": 9}'></badge-export>` });
      assert.equal(code, "bad-description", message);
      const half = await faultOf(t, { body: `<badge-export portal="PORTAL" token="demo" description='{"format":'></badge-export>` });
      assert.equal(half.code, "bad-description", half.message);
    });

    for (const lacking of ["ReadableStream", "WritableStream", "ReadableStream.prototype.pipeTo"]) {
      it(`a browser without ${lacking}`, async (t) => {
        const { url } = await embed(t, { body: element, script: `delete globalThis.${lacking}; await import("./elements.js");` });
        await browser.page.goto(url);
        await browser.page.getByRole("button", { name: "Save ZIP" }).click();
        const { code, message } = await toldError(browser.page);
        assert.deepEqual([code, message], ["no-streams", "This browser cannot stream files; a current version of it can."]);
      });
    }

    for (const lacking of ["TransformStream", "ReadableStream.prototype.pipeThrough"]) {
      it(`a browser without ${lacking} exports all the same`, async (t) => {
        const { url } = await embed(t, { body: element, script: `delete globalThis.${lacking}; await import("./elements.js");` });
        await browser.page.goto(url);
        await browser.page.getByRole("button", { name: "Save ZIP" }).click();
        assert.deepEqual((await told(browser.page)).map(({ name }) => name), ["badgepack-done"]);
      });
    }

    it("an element that is removed in mid-export tells that it was cancelled, asks nothing more, and leaves nothing behind", async (t) => {
      const { url } = await embed(t, { body: element, portal: { badges: 400, slow: 5 } });
      await browser.page.goto(url);
      await browser.page.evaluate(countStarts);
      await browser.page.getByRole("button", { name: "Save ZIP" }).click();
      await browser.page.getByText(/^\d+ of 4\d\d$/).waitFor();
      const title = await browser.page.evaluate(async () => {
        const element = document.querySelector("badge-export");
        const heard = new Promise((resolve) => element.addEventListener("badgepack-cancel", resolve));
        element.remove();
        await heard;
        return document.title;
      });
      assert.equal(title, "Embedded", "the tab's title is as it was");
      await assertNoneStarts(browser.page, 400);
      const left = await browser.page.evaluate(async () => {
        const own = await navigator.storage?.getDirectory(); // not every engine has such files
        const folder = await own?.getDirectoryHandle("badgepack").catch(() => undefined);
        const files = [];
        if (folder) for await (const name of folder.keys()) files.push(name);
        const { held } = await navigator.locks.query();
        return [files, held.filter(({ name }) => name.startsWith("badgepack"))];
      });
      assert.deepEqual(left, [[], []]);
    });
  });
}
