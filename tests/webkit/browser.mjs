// WebKitGTK for the tests: MiniBrowser on a screen of its own, driven over W3C WebDriver, because playwright has no driver for it.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * A fresh browser with one page, and nothing of anybody's.
 * @param {{dark?: boolean, reducedMotion?: boolean, language?: string}} options `language` is a locale of the system, as `ar_EG`
 * @returns {Promise<WebKit>} what it downloads is in `downloads`
 */
export async function openWebKit(options = {}) {
  const home = await mkdtemp(join(tmpdir(), "badgepack-webkit-"));
  const ended = [];
  const end = async () => {
    for (const one of ended.reverse()) await one();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const downloads = await settings(home, options);
    const display = await screen(home, ended);
    const port = await freePort();
    const env = {
      ...process.env, DISPLAY: display, HOME: home, XDG_CONFIG_HOME: join(home, ".config"), XDG_DATA_HOME: join(home, "data"), XDG_CACHE_HOME: join(home, "cache"), XDG_RUNTIME_DIR: home,
      // Screens without a graphics card, root without a sandbox, and no daemons that a test machine has not.
      WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1", GTK_A11Y: "none",
      ...(options.dark && { GTK_THEME: "Adwaita:dark" }), ...(options.language && { LANGUAGE: options.language }),
    };
    start("WebKitWebDriver", ["-p", String(port)], env, ended);
    const driver = `http://127.0.0.1:${port}`;
    await until(() => call(driver, "GET", "/status"), "WebKitWebDriver does not answer");
    const browserOptions = { binary: await miniBrowser(), args: ["--automation"] };
    const { sessionId } = await call(driver, "POST", "/session", { capabilities: { alwaysMatch: { browserName: "MiniBrowser", "webkitgtk:browserOptions": browserOptions } } });
    const session = `${driver}/session/${sessionId}`;
    ended.push(() => call(session, "DELETE", "").catch(() => {}));
    await call(session, "POST", "/timeouts", { script: 60_000, pageLoad: 30_000 });
    return new WebKit(session, downloads, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** One page in WebKit. Elements are found by selectors that reach through shadow trees. */
class WebKit {
  constructor(session, downloads, close) {
    Object.assign(this, { session, downloads, close });
  }

  async goto(url) {
    await call(this.session, "POST", "/url", { url });
    await this.evaluate(() => {
      globalThis.problems = [];
      addEventListener("error", ({ message }) => globalThis.problems.push(`uncaught: ${message}`));
      addEventListener("unhandledrejection", ({ reason }) => globalThis.problems.push(`uncaught: ${reason}`));
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => globalThis.problems.push(`security policy: ${effectiveDirective} forbids ${blockedURI}`));
      // Through every shadow tree, the first that is shown and says so.
      globalThis.found = (selector, text = "") => {
        const within = (root) => {
          for (const element of root.querySelectorAll("*")) {
            if (element.matches(selector) && element.textContent.includes(text) && (element.checkVisibility() || element.matches("input[type=file]"))) return element;
            const inner = element.shadowRoot && within(element.shadowRoot);
            if (inner) return inner;
          }
          return null;
        };
        return within(document);
      };
    });
  }

  /** What went wrong on the page since it was opened. */
  problems() {
    return this.evaluate(() => globalThis.problems);
  }

  /** Runs a function on the page; what it returns, or resolves with, comes back as JSON. */
  async evaluate(work, ...args) {
    const script = `const done = arguments[arguments.length - 1]; Promise.resolve((${work})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error?.stack ?? error) }))`;
    const { value, error } = await call(this.session, "POST", "/execute/async", { script, args });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** Waits for an element with such a text, and returns its reference. */
  async find(selector, text = "", milliseconds = 15_000) {
    return until(
      async () => (await call(this.session, "POST", "/execute/sync", { script: "return globalThis.found(...arguments)", args: [selector, text] }))?.[ELEMENT],
      `no ${selector} with “${text}”`, milliseconds,
    );
  }

  /** The text of an element, once it is there. */
  async text(selector, text, milliseconds) {
    await this.find(selector, text, milliseconds);
    return this.evaluate((selector, text) => globalThis.found(selector, text).textContent.trim().replace(/\s+/g, " "), selector, text ?? "");
  }

  async click(selector, text) {
    await call(this.session, "POST", `/element/${await this.find(selector, text)}/click`);
  }

  /** Types into a field, or gives a file to an input for files. */
  async type(selector, text) {
    await call(this.session, "POST", `/element/${await this.find(selector)}/value`, { text });
  }

  /** A picture of the page, as PNG. */
  async screenshot() {
    return Buffer.from(await call(this.session, "GET", "/screenshot"), "base64");
  }
}

/** Colours, motion and the folder of downloads, as a desktop keeps them. */
async function settings(home, { dark = false, reducedMotion = false }) {
  const downloads = join(home, "downloads");
  await Promise.all([mkdir(downloads), mkdir(join(home, ".config/gtk-3.0"), { recursive: true })]);
  await writeFile(join(home, ".config/user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  await writeFile(join(home, ".config/gtk-3.0/settings.ini"), `[Settings]\ngtk-application-prefer-dark-theme=${Number(dark)}\ngtk-enable-animations=${Number(!reducedMotion)}\n`);
  return downloads;
}

/** A screen that nobody sees, with a window manager: without one there is no focus. The server chooses a free number by itself. */
async function screen(home, ended) {
  const server = start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], process.env, ended, ["ignore", "pipe", "ignore"]);
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

async function call(base, method, path, body) {
  const answer = await fetch(base + path, { method, ...(method === "POST" && { body: JSON.stringify(body ?? {}), headers: { "Content-Type": "application/json" } }) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
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
