// A page with nothing on it but the package, as somebody embeds it, on a server whose every answer a test can change.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { headers } from "../../tools/serve.mjs";
import { startPortal } from "../portal/server.mjs";

const dist = new URL("../../dist/", import.meta.url);
const types = { ".js": "text/javascript", ".wasm": "application/wasm", ".html": "text/html; charset=utf-8", ".json": "application/json" };
const anywhere = ["https:", "http://127.0.0.1:*"];

/**
 * Serves a page with the package's files beside it, and a demo portal, until the test ends.
 * @param {import("node:test").TestContext} t
 * @param {object} options
 * @param {string} options.body what is on the page; PORTAL stands for the portal's address
 * @param {string} options.script its module
 * @param {object} options.portal as of `startPortal`
 * @param {(answer: {path: string, status: number, headers: object, body: Buffer | string}) => unknown} options.change what an answer is to be instead, perhaps later
 */
export async function embed(t, { body = "", script = 'import "./elements.js";', portal: options = {}, change = () => {} } = {}) {
  const portal = await startPortal({ badges: 6, ...options });
  const own = new Map([
    ["/", `<!doctype html><html lang="en"><title>Embedded</title><link rel="icon" href="data:,"><script type="module" src="page.js"></script>${body.replaceAll("PORTAL", portal.url)}`],
    ["/page.js", script.replaceAll("PORTAL", portal.url)],
  ]);
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://site").pathname;
    const file = own.get(path) ?? (await readFile(new URL(basename(path), dist)).catch(() => undefined));
    const answer = { path, status: file === undefined ? 404 : 200, headers: { ...headers(anywhere), "Content-Type": types[extname(path) || ".html"] ?? "text/plain" }, body: file ?? "There is nothing here." };
    await change(answer);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => Promise.all([portal.close(), new Promise((resolve) => server.close(resolve).closeAllConnections())]));
  return { url: `http://127.0.0.1:${server.address().port}/`, portal };
}

/** Notes each event of badgepack that comes to the page's window, in `told`. */
export const listen = (page) =>
  page.addInitScript(() => {
    globalThis.told = [];
    for (const name of ["badgepack-done", "badgepack-error", "badgepack-cancel", "badgepack-signed-out", "badgepack-inspected", "badgepack-forgotten"]) {
      addEventListener(name, ({ detail }) => globalThis.told.push({ name, code: detail?.code, message: detail?.message, at: detail?.at, saved: detail?.saved?.bytes }));
    }
  });

/** Waits until so many events came, and gives them. */
export async function told(page, count = 1) {
  await page.waitForFunction((count) => globalThis.told.length >= count, count);
  return page.evaluate(() => globalThis.told);
}

/** Waits for the one error that the page is told, after which nothing more comes, and gives it; people read the same. */
export async function toldError(page) {
  await told(page);
  await sleep(300);
  const [error, ...more] = await told(page);
  assert.deepEqual([error.name, more], ["badgepack-error", []]);
  const alert = await page.getByRole("alert").innerText();
  assert.equal(alert.split("\n")[0].trim(), error.message, "people read what the page is told");
  return error;
}

/** Whether anything on the page takes what is dragged over it. */
export const prevents = (page) =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["{}"], "badge.json", { type: "application/json" }));
    return !document.body.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, composed: true, dataTransfer }));
  });
