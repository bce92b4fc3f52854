// The browsers of the tests: Debian's Chromium and Firefox ESR, headless, driven by playwright-core.
//
// playwright-core stays at 1.64.1: 1.65 sends Firefox ESR 153 a command that it does not know.
import { spawnSync } from "node:child_process";
import { readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, firefox } from "playwright-core";

/** The browsers to test in; `ENGINES=firefox` in the environment leaves the other out. */
export const engines = (process.env.ENGINES ?? "chromium,firefox").split(",");

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
 * @param {"chromium" | "firefox"} engine
 * @param {{dark?: boolean, width?: number, reducedMotion?: boolean, downloads?: string}} options
 *   `width` of the page in CSS pixels, 1280 when left out; `downloads` is the folder that downloads are saved to
 * @returns `problems`: every uncaught error, console error and violation of the security policy so far, as text
 */
export async function openBrowser(engine, options = {}) {
  const { dark = false, width = 1280, reducedMotion = false, downloads } = options;
  const browser = await launch[engine](options);
  try {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: dark ? "dark" : "light",
      reducedMotion: reducedMotion ? "reduce" : "no-preference",
      acceptDownloads: true,
    });
    const page = await context.newPage();
    const problems = await watch(page);
    if (downloads && engine === "chromium") page.on("download", (download) => saveWhole(download, downloads));
    return { browser, context, page, problems, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function watch(page) {
  const problems = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error}`));
  page.on("console", (message) => {
    // Browsers ask for an icon of their own accord.
    if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) problems.push(`console: ${message.text()}`);
  });
  // Firefox keeps violations out of the page's console.
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`security policy: ${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`),
    ),
  );
  return problems;
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
