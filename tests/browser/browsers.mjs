// The browsers of the tests: Debian's Chromium, Firefox ESR and WebKitGTK, which nobody sees, driven by playwright-core.
//
// playwright-core stays at 1.64.1: 1.65 sends Firefox ESR 153 a command that it does not know.
import { spawnSync } from "node:child_process";
import { readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, firefox } from "playwright-core";
import { openWebKit } from "../webkit/browser.mjs";

/** The browsers to test in; `ENGINES=firefox` in the environment leaves the other out, and `ENGINES=webkit` takes the third. */
export const engines = (process.env.ENGINES ?? "chromium,firefox").split(",");

/**
 * What an engine, or what drives it, cannot do for a test, and why. A test that needs it is not defined there: it asks `can` first.
 * docs/browsers.md tells the same.
 */
export const lacks = {
  chromium: {},
  firefox: {
    colours: "it is told its colours once, when it starts: pages are looked at in dark ones",
    clipboard: "it lets no test read or write the clipboard",
    keyboard: "its driver runs ahead of the page with keys: it does not wait until the page has acted on one",
    "long tasks": "it does not tell of them, so how long a page is kept busy is not bounded",
    paste: "it lets no script paste",
    retry: "it remembers a module that could not be loaded until the page is loaded anew",
  },
  webkit: {
    clipboard: "it lets no test read or write the clipboard",
    checksums: "it shows no picture whose pixels have a wrong checksum",
    "long tasks": "it does not tell of them, so how long a page is kept busy is not bounded",
    offline: "its inspector cannot take the network away",
    tabs: "it is driven with one page alone",
    questions: "its inspector leaves a page without the question that the page wants asked",
    "own files": "it has no `navigator.storage.getDirectory`: what is saved is held in memory until it is whole",
  },
};

/** Whether a test can do something in an engine. */
export function can(engine, what) {
  if (!Object.values(lacks).some((table) => what in table)) throw new Error(`No engine lacks “${what}”.`);
  return !(what in lacks[engine]);
}

const located = (...names) => {
  for (const name of names) {
    const { stdout } = spawnSync("sh", ["-c", 'command -v "$0"', name], { encoding: "utf8" });
    if (stdout) return stdout.trim();
  }
  throw new Error(`No browser was found under these names: ${names.join(", ")}. ./build.sh test installs what lacks.`);
};

const launch = {
  chromium: () =>
    chromium.launch({
      executablePath: located("chromium", "chromium-browser", "google-chrome"),
      // Root has no sandbox; the rest keeps the browser from talking to its maker during tests.
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    }),
  firefox: ({ dark, reducedMotion, downloads }) =>
    firefox.launch({
      channel: "moz-firefox",
      executablePath: located("firefox-esr", "firefox"),
      ...(downloads && { downloadsPath: downloads }),
      firefoxUserPrefs: {
        "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1,
        "ui.prefersReducedMotion": reducedMotion ? 1 : 0,
      },
    }),
};

/**
 * A fresh browser with one page.
 * @param {"chromium" | "firefox" | "webkit"} engine
 * @param {{dark?: boolean, width?: number, reducedMotion?: boolean, downloads?: string, violates?: boolean}} options
 *   `width` of the page in CSS pixels, 1280 when left out; `downloads` is the folder that downloads are saved to
 *   `violates`: what breaks the security policy is looked at by the test itself; otherwise `close` fails where anything did
 * @returns `problems`: every uncaught error, console error and violation of the security policy so far, as text
 */
export async function openBrowser(engine, options = {}) {
  const { dark = false, width = 1280, reducedMotion = false, downloads } = options;
  const viewport = { width, height: 800 };
  const media = { colorScheme: dark ? "dark" : "light", reducedMotion: reducedMotion ? "reduce" : "no-preference" };
  const { context, page, close } = engine === "webkit" ? await openWebKit({ viewport, media, downloads }) : await openContext(await launch[engine](options), { viewport, ...media, acceptDownloads: true });
  try {
    const { problems, violations } = await watch(page);
    if (downloads && engine === "chromium") page.on("download", (download) => saveWhole(download, downloads));
    const closeAndTell = async () => {
      await close();
      if (violations.length > 0 && !options.violates) throw new Error(`Pages broke their security policy:\n${violations.join("\n")}`);
    };
    return { browser: context.browser(), context, page, problems, close: closeAndTell };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openContext(browser, options) {
  const close = () => browser.close();
  try {
    const context = await browser.newContext(options);
    return { context, page: await context.newPage(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function watch(page) {
  const [problems, violations] = [[], []];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.text().startsWith("security policy: ")) violations.push(message.text());
    // Browsers ask for an icon of their own accord. WebKit does not know the directive for manifests, and says so on each page.
    if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico") && !/directive 'manifest-src'/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  // Firefox keeps violations out of the page's console.
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`security policy: ${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`),
    ),
  );
  return { problems, violations };
}

/** Chromium's download under its own name, there only once it is whole. */
async function saveWhole(download, folder) {
  const file = join(folder, download.suggestedFilename());
  try {
    await download.saveAs(`${file}.part`);
    await rename(`${file}.part`, file);
  } catch {
    // Cancelled, or the browser was closed: then there is no file, and a test that waits for it says so.
  }
}

/**
 * Waits until a file is in the folder and whole: not growing, and with no `.part` beside it. Firefox reports no download of a
 * blob, so the folder is the only witness that both browsers have.
 * @returns {Promise<string>} the file's path
 */
export async function waitForFile(folder, pattern, milliseconds = 30_000) {
  const end = Date.now() + milliseconds;
  let names = [];
  for (let before = -1; Date.now() < end; await sleep(150)) {
    names = await readdir(folder);
    const name = names.find((name) => pattern.test(name) && !name.endsWith(".part"));
    const size = name && !names.some((name) => name.endsWith(".part")) ? (await stat(join(folder, name))).size : -1;
    if (size > 0 && size === before) return join(folder, name);
    before = size;
  }
  throw new Error(`No whole file like ${pattern} came within ${milliseconds / 1000} s; the folder holds: ${names.join(", ") || "nothing"}.`);
}
