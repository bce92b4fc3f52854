import type * as Inspector from "../target/web/inspector_engine.js";
import type * as Issuer from "../target/web/issuer_engine.js";
import type * as Learner from "../target/web/learner_engine.js";
import type * as Rebake from "../target/web/rebake_engine.js";
import type * as Replace from "../target/web/replace_engine.js";
import type * as Unzip from "../target/web/unzip_engine.js";
import { assertSource, compiled, notRead, notStarted, type EngineSource } from "./engine-code.js";
import { BadgepackError } from "./error.js";
import { turn } from "./turn.js";
import { unlessStopped } from "./unless-stopped.js";

export type { EngineSource };

/** The engines, each a .wasm of its own: who looks at one badge does not load what exports an account. */
export interface Engines extends Record<EngineName, unknown> {
  learner: typeof Learner;
  inspector: typeof Inspector;
  rebake: typeof Rebake;
  replace: typeof Replace;
  unzip: typeof Unzip;
  issuer: typeof Issuer;
}

/** What tools/engine-maker.mjs makes of an engine's JavaScript side; `broke` is called once, when the engine breaks. */
interface Maker<Engine> {
  make: (broke: () => void) => Engine;
}

const maker = <Engine>(glue: Promise<Engine>): Promise<Maker<Engine>> => glue as unknown as Promise<Maker<Engine>>;

/** An engine's JavaScript side, and where its .wasm lies: as literals, which is the form that every bundler understands. */
const makers: { [Name in keyof Engines]: { glue: () => Promise<Maker<Engines[Name]>>; wasm: () => URL } } = {
  learner: {
    glue: () => maker(import("../target/web/learner_engine.js")),
    wasm: () => new URL("./badgepack.wasm", import.meta.url),
  },
  inspector: {
    glue: () => maker(import("../target/web/inspector_engine.js")),
    wasm: () => new URL("./badgepack-inspector.wasm", import.meta.url),
  },
  rebake: {
    glue: () => maker(import("../target/web/rebake_engine.js")),
    wasm: () => new URL("./badgepack-rebake.wasm", import.meta.url),
  },
  replace: {
    glue: () => maker(import("../target/web/replace_engine.js")),
    wasm: () => new URL("./badgepack-replace.wasm", import.meta.url),
  },
  unzip: {
    glue: () => maker(import("../target/web/unzip_engine.js")),
    wasm: () => new URL("./badgepack-unzip.wasm", import.meta.url),
  },
  issuer: {
    glue: () => maker(import("../target/web/issuer_engine.js")),
    wasm: () => new URL("./badgepack-issuer.wasm", import.meta.url),
  },
};

/** An engine that is being loaded, or is there. */
interface Loaded<Engine> {
  source: EngineSource;
  engine: Promise<Engine>;
  isThere: boolean;
  /** Gives up, for another load. */
  give: AbortController;
}

const loads: { [Name in EngineName]?: Loaded<Engines[Name]> | undefined } = {};
/** The code of engines that have worked: one that broke is begun anew of it, wherever it was from. */
const codes: { [Name in EngineName]?: WebAssembly.Module } = {};

/** The engines: `learner` exports an account, `inspector` reads and bakes badges, `unzip` opens ZIPs, `issuer` exports what issuers have, `replace` and `rebake` change a badge. */
export type EngineName = "learner" | "inspector" | "unzip" | "issuer" | "replace" | "rebake";

/** How to stop something. */
export interface Stoppable {
  /** Aborting it stops every request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * Loads an engine, once: later calls find it there, whatever their source. A load that failed may be tried again, and one that broke
 * at its work is begun anew.
 * Every function of badgepack does it by itself; call it early to have an engine ready, or to say where its WebAssembly is.
 *
 * While an engine is on its way, a call with another `source` takes the place of that load, and who waits for it gets what comes of
 * this one; a call without a source waits with them. Aborting `signal` ends the waiting of this call, and not the load, which is everybody's.
 */
export async function load(name: EngineName, source?: EngineSource, { signal }: Stoppable = {}): Promise<void> {
  if (!Object.hasOwn(makers, name)) throw new BadgepackError("bad-option", `There is no such engine; the engines are ${Object.keys(makers).join(", ")}.`, `name: ${String(name)}`);
  if (source !== undefined) assertSource(source);
  await engineOf(name, { source, signal });
}

/** An engine, loaded as {@link load} does it. */
export async function engineOf<Name extends EngineName>(name: Name, { source, signal }: Stoppable & { source?: EngineSource | undefined } = {}): Promise<Engines[Name]> {
  signal?.throwIfAborted();
  const before: Loaded<Engines[Name]> | undefined = loads[name];
  const given = source instanceof URL ? source.href : source; // so that one address is one source
  const isOther = given !== undefined && before?.isThere === false && given !== before.source;
  const now = before && !isOther ? before : begin(name, given ?? codes[name] ?? makers[name].wasm().href);
  if (isOther) before.give.abort();
  return unlessStopped(now.engine, signal);
}

/** Does some work with an engine, unless it was stopped before; whatever it throws is a {@link BadgepackError}. */
export async function withEngine<Name extends EngineName, T>(name: Name, work: (engine: Engines[Name]) => T | Promise<T>, signal?: AbortSignal): Promise<T> {
  const engine = await engineOf(name, { signal });
  await turn();
  signal?.throwIfAborted();
  try {
    return await work(engine);
  } catch (error) {
    throw BadgepackError.from(error);
  }
}

function begin<Name extends EngineName>(name: Name, source: EngineSource): Loaded<Engines[Name]> {
  const give = new AbortController();
  const forget = (): void => {
    if (loads[name] === now) loads[name] = undefined;
  };
  const started = async (): Promise<Engines[Name]> => {
    try {
      const engine = await unlessStopped(start(name, source, give.signal, forget), give.signal);
      now.isThere = true;
      return engine;
    } catch (error) {
      if (give.signal.aborted) return engineOf(name);
      forget();
      throw error;
    }
  };
  const now: Loaded<Engines[Name]> = { source, isThere: false, give, engine: started() };
  loads[name] = now as (typeof loads)[Name];
  return now;
}

async function start<Name extends EngineName>(name: Name, source: EngineSource, signal: AbortSignal, broke: () => void): Promise<Engines[Name]> {
  const [{ make }, code] = await Promise.all([makers[name].glue().catch((cause: unknown) => notRead(cause)), compiled(source, signal)]);
  const engine = make(broke);
  try {
    await engine.default({ module_or_path: code });
  } catch (cause) {
    throw notStarted(cause, source);
  }
  codes[name] = code;
  return engine;
}
