// What WebKit's inspector cannot do and its W3C WebDriver can: real keys, a real mouse, and the window's size.

/** @param {string} address of WebKitWebDriver @param {object} capabilities what to drive */
export async function startSession(address, capabilities) {
  const { sessionId } = await call(`${address}/session`, "POST", { capabilities: { alwaysMatch: capabilities } });
  return new Session(`${address}/session/${sessionId}`);
}

/** One request of WebDriver's; its errors become errors. */
export async function call(url, method, body) {
  const answer = await fetch(url, { method, ...(body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

class Session {
  constructor(url) {
    this.url = url;
    this.before = Promise.resolve();
  }

  end() {
    return call(this.url, "DELETE");
  }

  /** Sends the page to an address, and waits for nothing. */
  open(url) {
    return call(`${this.url}/url`, "POST", { url });
  }

  /** Gives the page a size, whatever the window has around it. */
  async resizePage({ width, height }) {
    const inner = () => call(`${this.url}/execute/sync`, "POST", { script: "return [innerWidth, innerHeight]", args: [] });
    for (let attempt = 0; attempt < 10; attempt++) {
      const [window, [innerWidth, innerHeight]] = [await call(`${this.url}/window/rect`, "GET"), await inner()];
      if (innerWidth === width && innerHeight === height) return;
      await call(`${this.url}/window/rect`, "POST", { width: window.width + width - innerWidth, height: window.height + height - innerHeight });
    }
    throw new Error(`The page did not become ${width} × ${height}, but ${await inner()}.`);
  }

  /** One step of a key or of the mouse, after those before it: playwright sends several at once. */
  act(type, action) {
    const source = type === "key" ? { type, id: "keyboard" } : { type, id: "mouse", parameters: { pointerType: "mouse" } };
    const done = this.before.then(() => call(`${this.url}/actions`, "POST", { actions: [{ ...source, actions: [action] }] }));
    this.before = done.catch(() => {});
    return done;
  }
}

/** The names of keys that write nothing, as WebDriver has them. */
const keys = {
  Backspace: "\ue003", Tab: "\ue004", Enter: "\ue007", Shift: "\ue008", Control: "\ue009", Alt: "\ue00a", Escape: "\ue00c", PageUp: "\ue00e", PageDown: "\ue00f",
  End: "\ue010", Home: "\ue011", ArrowLeft: "\ue012", ArrowUp: "\ue013", ArrowRight: "\ue014", ArrowDown: "\ue015", Delete: "\ue017", Meta: "\ue03d",
};
const buttons = { left: 0, middle: 1, right: 2 };

/** playwright's keyboard, with this session's keys; a text that is put into the page at once stays the web view's affair. */
export const keyboard = (session, webView) => ({
  keydown: (progress, modifiers, name, { key }) => progress.race(session.act("key", { type: "keyDown", value: keys[key] ?? key })),
  keyup: (progress, modifiers, name, { key }) => progress.race(session.act("key", { type: "keyUp", value: keys[key] ?? key })),
  sendText: (...text) => webView.sendText(...text),
});

/** playwright's mouse, with this session's pointer; its wheel stays the web view's affair. */
export const mouse = (session, webView) => ({
  move: (progress, x, y) => progress.race(session.act("pointer", { type: "pointerMove", x: Math.round(x), y: Math.round(y), origin: "viewport", duration: 0 })),
  down: (progress, x, y, button) => progress.race(session.act("pointer", { type: "pointerDown", button: buttons[button] })),
  up: (progress, x, y, button) => progress.race(session.act("pointer", { type: "pointerUp", button: buttons[button] })),
  wheel: (...turn) => webView.wheel(...turn),
});
