// A canary: tokens that are known, and every place where one of them could be left for others to find.
import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { unpack } from "../learner-archive.mjs";

/** A text and what it looks like in Base64 at each of three alignments, and with two bytes for each letter. */
const disguises = (text) => [
  text,
  ...[0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString("base64").slice(shift === 0 ? 0 : 4, -4)),
  Buffer.from(text, "utf16le").toString("latin1"),
];

/** Watches a page and all servers of this process for tokens, from now on. */
export function watchForCanaries(page) {
  const said = [];
  const urls = new Set();
  const tokens = new Set();
  const heard = [];
  const answers = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`${error} ${error.stack}`));
  page.on("request", (request) => urls.add(request.url()));
  // What token endpoints give out.
  page.on("response", (response) => {
    if (response.request().method() === "POST" && /\/token$/.test(new URL(response.url()).pathname)) answers.push(response.json().catch(() => ({})));
  });
  const note = ({ request }) => heard.push({ port: request.socket.localPort, url: request.url, headers: request.rawHeaders });
  subscribe("http.server.request.start", note);

  return {
    add: (token) => tokens.add(token),
    stop: () => unsubscribe("http.server.request.start", note),

    /** Looks everywhere: nothing but the portal may have heard a token, and only in the header for it. */
    async assertNowhere(portal, downloads) {
      for (const { access_token: access, refresh_token: refresh } of await Promise.all(answers)) for (const token of [access, refresh]) if (token) tokens.add(token);
      assert.ok(tokens.size > 0, "there is a token to look for");
      const places = { ...(await page.evaluate(everywhere)), console: said.join("\n"), addresses: [...urls].join("\n") };
      for (const [name, text] of await filesOf(downloads)) places[`the file ${name}`] = text;
      for (const token of tokens) {
        for (const [place, text] of Object.entries(places)) for (const shape of disguises(token)) assert.ok(!text.includes(shape), `${place} holds a token: …${around(text, shape)}…`);
      }
      const port = Number(new URL(portal.url).port);
      const bearing = heard.filter(({ url, headers }) => [...tokens].some((token) => `${url}\n${headers.join("\n")}`.includes(token)));
      assert.ok(bearing.length > 0, "the portal heard it");
      for (const { port: at, url, headers } of bearing) {
        assert.equal(at, port, `${url} is another server`);
        const names = headers.flatMap((text, index) => (index % 2 === 1 && [...tokens].some((token) => text.includes(token)) ? [headers[index - 1].toLowerCase()] : []));
        assert.deepEqual([names, [...tokens].some((token) => url.includes(token))], [["authorization"], false]);
      }
      for (const url of urls) assert.match(new URL(url).host, /^(127\.0\.0\.1|localhost|\[::1\])?(:\d+)?$/, `${url} is no address of this machine`);
    },
  };
}

const around = (text, part) => text.slice(Math.max(0, text.indexOf(part) - 60), text.indexOf(part) + part.length + 20);

/** Runs in the page: what is there to be read, by place. */
async function everywhere() {
  const letters = async (blob) => new TextDecoder("latin1").decode(await blob.arrayBuffer());
  const tree = (root) => {
    let text = root.innerHTML ?? "";
    for (const element of root.querySelectorAll("*")) {
      if ("value" in element) text += ` ${element.value}`;
      if (element.shadowRoot) text += tree(element.shadowRoot);
    }
    return text;
  };
  const folder = async (directory, path = "") => {
    let text = "";
    for await (const [name, handle] of directory.entries()) {
      text += `${path}${name} `;
      text += handle.kind === "file" ? await letters(await handle.getFile()).catch(() => "") : await folder(handle, `${path}${name}/`);
    }
    return text;
  };
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  const kept = await caches.keys();
  if (databases.length + kept.length > 0) throw new Error(`Nobody made these: ${databases} ${kept}`);
  return {
    "local storage": JSON.stringify({ ...localStorage }), "session storage": JSON.stringify({ ...sessionStorage }), cookies: document.cookie, "the tab's name": globalThis.name,
    address: location.href, history: JSON.stringify(history.state), referrer: document.referrer, title: document.title, document: document.documentElement.outerHTML + tree(document),
    "the browser's own files": navigator.storage?.getDirectory ? await folder(await navigator.storage.getDirectory()) : "", events: JSON.stringify(globalThis.canaryEvents), resources: performance.getEntries().map(({ name }) => name).join("\n"),
  };
}

/** Runs in the page before anything else there: keeps all that its events tell. */
export function keepEvents() {
  globalThis.canaryEvents = [];
  const plain = (_, value) => (value instanceof Error ? { ...value, message: value.message, stack: value.stack, cause: String(value.cause) } : value);
  for (const name of ["progress", "done", "error", "cancel", "replaced", "inspected", "signed-in"]) {
    addEventListener(`badgepack-${name}`, ({ detail }) => globalThis.canaryEvents.push(JSON.stringify([name, detail], plain)));
  }
}

/** Every file of a folder with its name, and what is in it where it is an archive; as letters of one byte each. */
async function filesOf(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    found.push([entry.name, entry.name + (await readFile(path)).toString("latin1")]);
    if (entry.name.endsWith(".zip")) found.push(...(await filesOf(await unpack(path))));
  }
  return found;
}
