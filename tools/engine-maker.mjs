// An engine's JavaScript side, as wasm-bindgen makes it, becomes a function that makes it: one that broke can be begun anew.
import { readFile } from "node:fs/promises";

/**
 * What breaks in WebAssembly (no memory left, a stack that is full, a fault of badgepack) leaves it in the middle of its work, and
 * settles no promise. So whatever leaves an export by an exception breaks the engine: its promises reject with the cause, nothing of
 * it is called again, and who has loaded it is told. A new one shares nothing with it.
 */
const opening = `
  let cause;
  const waiting = new Map();
  const Promise = class extends globalThis.Promise {
    static get [Symbol.species]() { return globalThis.Promise; }
    constructor(work) {
      let give;
      super((yes, no) => {
        give = no;
        const over = (end) => (value) => { waiting.delete(no); end(value); };
        waiting.set(no, undefined);
        work(over(yes), over(no));
      });
      if (waiting.has(give)) waiting.set(give, this);
    }
  };
  const breakBy = (error) => {
    if (cause) return;
    cause = { error };
    for (const [no, promise] of waiting) { promise?.catch(() => {}); no(error); }
    waiting.clear();
    broke();
  };
  const isInner = (name) => /^(__wb|wasm_bindgen__)/.test(name);
  const entered = (name, call) => (...given) => {
    // Timers and answers that were waited for, and what the garbage collector lets go of, come all the same: [] is no error to them.
    if (cause && isInner(name)) return [];
    if (cause) throw cause.error;
    try {
      return call(...given);
    } catch (error) {
      breakBy(error);
      throw error;
    }
  };
  const watched = (all) => Object.fromEntries(Object.entries(all).map(([name, one]) => [name, typeof one === "function" ? entered(name, one) : one]));
`;

/** For esbuild: `make(broke)` in the place of an engine's exports, which it returns; `broke` is called once, when the engine breaks. */
export const engineMaker = {
  name: "makers of engines",
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]target[\\/]web[\\/]\w+_engine\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const names = [];
      const body = text
        .replace(/^export (class|function) (\w+)/gm, (_, kind, name) => {
          names.push(name);
          return `${kind} ${name}`;
        })
        .replace(/^export \{ initSync, __wbg_init as default \};$/m, "")
        .replace("wasm = instance.exports;", "wasm = watched(instance.exports);");
      if (/^(export|import)\b/m.test(body) || !body.includes("watched(instance.exports)")) throw new Error(`${path} is made in a way that tools/engine-maker.mjs does not know.`);
      return { contents: `export function make(broke) {${opening}${body}\nreturn { default: __wbg_init, ${names.join(", ")} };\n}` };
    }),
};
