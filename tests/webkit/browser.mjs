// WebKitGTK for the tests: MiniBrowser on a screen of its own. playwright drives it over WebKit's own remote inspector, as it drives
// web views; what that lacks (real keys and clicks, sizes, files) comes from WebKitWebDriver, which holds the same page.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { webkit } from "playwright-core";
import { call, keyboard, mouse, startSession } from "./driver.mjs";
import { inspectFirstPage } from "./inspector.mjs";

/**
 * A fresh browser with one page, and nothing of anybody's.
 * @param {{viewport: object, media: object, downloads?: string}} options as playwright has them; `downloads` is the folder that is saved to
 */
export async function openWebKit({ viewport, media, downloads }) {
  const home = await mkdtemp(join(tmpdir(), "badgepack-webkit-"));
  const ended = [() => rm(home, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    while (ended.length > 0) await ended.pop()();
  };
  try {
    await mkdir(join(home, ".config/gtk-3.0"), { recursive: true });
    // MiniBrowser's bar would keep the window wider than a telephone; its list of downloads would take 40 pixels of the page for each.
    await writeFile(join(home, ".config/gtk-3.0/gtk.css"), "* { font-size: 1px; min-width: 0; padding: 0; margin: 0; border: none; -gtk-icon-size: 1px; } infobar > revealer > box { margin-bottom: -9999px; }");
    await writeFile(join(home, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads ?? home}"\n`);
    const display = await screen(home, ended);
    const [inspector, port] = [await freePort(), await freePort()];
    const env = {
      ...process.env, DISPLAY: display, HOME: home, XDG_CONFIG_HOME: join(home, ".config"), XDG_DATA_HOME: join(home, "data"), XDG_CACHE_HOME: join(home, "cache"), XDG_RUNTIME_DIR: home,
      // Screens without a graphics card, root without a sandbox, and no daemons that a test machine has not.
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1", GTK_A11Y: "none",
      WEBKIT_INSPECTOR_SERVER: `127.0.0.1:${inspector}`,
    };
    start(await miniBrowser(), ["--automation"], env, ended);
    start("WebKitWebDriver", ["-p", String(port), "-t", env.WEBKIT_INSPECTOR_SERVER], env, ended);
    const driver = `http://127.0.0.1:${port}`;
    await until(() => call(`${driver}/status`, "GET"), "WebKitWebDriver does not answer");
    const line = await until(() => inspectFirstPage(inspector), "MiniBrowser does not answer");
    const session = await startSession(driver, { pageLoadStrategy: "none" });
    ended.push(() => session.end().catch(() => {}));
    const browser = await webkit.connectOverCDP(line);
    ended.push(() => browser.close());
    const [context] = browser.contexts();
    const [page] = context.pages();
    complete(page, session);
    await page.setViewportSize(viewport);
    await page.emulateMedia(media);
    return { context, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Gives playwright's own object behind a page what a web view has not. It lives in this process, so it can be reached; no other
 * version of playwright-core promises that it is the same.
 */
function complete(page, session) {
  const inner = page._connection.toImpl(page);
  const { delegate } = inner;
  inner.keyboard._raw = keyboard(session, delegate.rawKeyboard);
  inner.mouse._raw = mouse(session, delegate.rawMouse);
  delegate._navigateMainFrame = async (frame, url) => {
    // A page may not send itself to a file.
    const committed = new Promise((resolve) => delegate._pendingMainFrameLoaderResolvers.set(frame._id, resolve));
    await session.open(url);
    return { newDocumentId: await committed };
  };
  // Without a graphics card it needs two to three times as long as the others.
  const patience = page.setDefaultTimeout.bind(page);
  page.setDefaultTimeout = (milliseconds) => patience(3 * milliseconds);
  page.setDefaultTimeout(30_000);
  delegate.updateEmulatedViewportSize = () => session.resizePage(inner.emulatedSize().viewport);
  delegate.setInputFilePaths = async (progress, input, paths) => {
    const files = await Promise.all(paths.map(async (path) => ({ name: basename(path), buffer: (await readFile(path)).toString("base64") })));
    await progress.race(input.evaluateInUtility(([injected, node, files]) => injected.setInputFiles(node, files), files));
  };
}

/** A screen that nobody sees, with a window manager: without one there is no focus. The server chooses a free number by itself. */
async function screen(home, ended) {
  const server = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], process.env, ended, ["ignore", "pipe", "ignore"]);
  const number = await new Promise((resolve, reject) => {
    server.stdout.once("data", (text) => resolve(String(text).trim()));
    server.once("exit", () => reject(new Error("Xvfb could not be started.")));
  });
  start("openbox", [], { ...process.env, DISPLAY: `:${number}`, HOME: home }, ended);
  return `:${number}`;
}

function start(command, args, env, ended, stdio = "ignore") {
  const child = spawn(command, args, { env, stdio });
  child.once("error", () => {}); // What waits for it says that it does not answer.
  ended.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await Promise.race([gone, sleep(2_000)]);
  });
  return child;
}

async function miniBrowser() {
  const found = (await Promise.all((await readdir("/usr/lib")).map(async (machine) => {
    const folder = join("/usr/lib", machine);
    const version = (await readdir(folder).catch(() => [])).find((name) => /^webkit2gtk-4\./.test(name)); // The driver's package brings but one.
    return version && join(folder, version, "MiniBrowser");
  }))).find((path) => path);
  if (!found) throw new Error("No MiniBrowser was found. ./build.sh test webkit installs what lacks.");
  return found;
}

/** Asks until there is an answer. */
async function until(ask, failure, milliseconds = 15_000) {
  let last;
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(100)) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${failure} within ${milliseconds / 1000} s${last ? `: ${last.message}` : ""}.`);
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
