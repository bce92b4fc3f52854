/** The machine under the page, as far as a test may change it: runs in the page before anything else there. */
export function machine() {
  // Timers: all of them, as many times faster; what they were asked for is written down.
  globalThis.haste = 1;
  globalThis.waits = [];
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (work, ms = 0, ...more) => {
    if (ms >= 400) globalThis.waits.push(ms);
    return setTimeout(work, ms / globalThis.haste, ...more);
  };

  // The clock, so many milliseconds off.
  globalThis.shift = 0;
  const { now } = Date;
  const Real = Date;
  globalThis.Date = new Proxy(Real, {
    construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now() + globalThis.shift] : given, as),
    get: (target, key) => (key === "now" ? () => now() + globalThis.shift : Reflect.get(target, key)),
  });

  // The disk, full after so many pieces.
  globalThis.pieces = Infinity;
  const handle = globalThis.FileSystemFileHandle?.prototype;
  const { createWritable } = handle ?? {};
  if (createWritable) {
    handle.createWritable = async function () {
      const file = (await createWritable.call(this)).getWriter();
      const write = async (piece) => {
        globalThis.pieces -= 1;
        if (globalThis.pieces >= 0) return file.write(piece);
        await file.abort(); // as the browser's own does
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      };
      return new WritableStream({ write, close: () => file.close(), abort: (reason) => file.abort(reason) });
    };
  }

  // The engine: it traps once it has asked for the time so often; its memory has a most, in pages of 64 KiB above its first.
  globalThis.breath = Infinity;
  globalThis.memory = null;
  globalThis.engines = {};
  const trap = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11))).exports.t;
  const bounded = (bytes, more) => {
    const at = { value: 8 };
    const number = () => {
      let value = 0;
      for (let by = 0; ; by += 7) {
        const byte = bytes[at.value++];
        value |= (byte & 127) << by;
        if (byte < 128) return value >>> 0;
      }
    };
    const five = (value) => [0, 7, 14, 21, 28].map((by) => ((value >>> by) & 127) | (by < 28 ? 128 : 0));
    while (at.value < bytes.length) {
      const start = at.value;
      const section = bytes[at.value++];
      const size = number();
      const end = at.value + size;
      if (section === 5) {
        number(); // how many memories: one
        number(); // its limits' form
        const first = number();
        const body = [1, 1, ...five(first), ...five(first + more)];
        return new Blob([bytes.subarray(0, start), Uint8Array.from([5, ...five(body.length), ...body]), bytes.subarray(end)]).arrayBuffer();
      }
      at.value = end;
    }
    throw new Error("This engine has no memory of its own.");
  };
  const code = new WeakMap();
  WebAssembly.compileStreaming = async (source) => {
    const answer = await source;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const module = await WebAssembly.compile(bytes);
    code.set(module, { name: new URL(answer.url).pathname.split("/").at(-1), bytes });
    return module;
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (module, imports) => {
    const { name, bytes } = code.get(module);
    globalThis.engines[name] = (globalThis.engines[name] ?? 0) + 1;
    for (const functions of Object.values(imports)) {
      for (const [name, one] of Object.entries(functions)) {
        if (!/^__wbg_now_/.test(name)) continue;
        functions[name] = (...values) => {
          globalThis.breath -= 1;
          if (globalThis.breath === 0) trap();
          return one(...values);
        };
      }
    }
    return instantiate(globalThis.memory === null ? module : await WebAssembly.compile(await bounded(bytes, globalThis.memory)), imports);
  };

  // What the page tells.
  globalThis.told = [];
  for (const name of ["badgepack-done", "badgepack-error", "badgepack-cancel"]) {
    document.addEventListener(name, ({ detail }) => globalThis.told.push({ name, code: detail?.code, message: detail?.message, memory: detail?.summary?.memory }));
  }
}
