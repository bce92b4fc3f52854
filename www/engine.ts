import type * as Inspector from "../target/web/inspector_engine.js";
import type * as Issuer from "../target/web/issuer_engine.js";
import type * as Learner from "../target/web/learner_engine.js";
import type * as Rebake from "../target/web/rebake_engine.js";
import type * as Replace from "../target/web/replace_engine.js";
import type * as Unzip from "../target/web/unzip_engine.js";
import { BadgepackError } from "./error.js";
import { nodeFiles } from "./node.js";
import { turn } from "./turn.js";

/** Where an engine's WebAssembly may come from. */
export type EngineSource = URL | string | Response | BufferSource | WebAssembly.Module;

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

/** Where somebody said that an engine's WebAssembly is, for when it is to be begun anew. */
const told: { [Name in EngineName]?: Exclude<EngineSource, Response> } = {};
const loading: { [Name in keyof Engines]?: Promise<Engines[Name]> | undefined } = {};

/** The engines: `learner` exports an account, `inspector` reads and bakes badges, `unzip` opens ZIPs, `issuer` exports what issuers have, `replace` and `rebake` change a badge. */
export type EngineName = "learner" | "inspector" | "unzip" | "issuer" | "replace" | "rebake";

/**
 * Loads an engine, once: later calls find it there, whatever their source. A load that failed may be tried again, and one that broke
 * at its work is loaded anew.
 * Every function of badgepack does it by itself; call it early to have an engine ready, or to say where its WebAssembly is.
 */
export async function load(name: EngineName, source?: EngineSource): Promise<void> {
  await engineOf(name, source);
}

/** An engine, loaded. */
export async function engineOf<Name extends EngineName>(name: Name, source?: EngineSource): Promise<Engines[Name]> {
  const before: Promise<Engines[Name]> | undefined = loading[name];
  if (before) return before;
  const started: Promise<Engines[Name]> = start(name, source);
  loading[name] = started as (typeof loading)[Name];
  started.catch(() => forget(name));
  return started;
}

/** How to stop something. */
export interface Stoppable {
  /** Aborting it stops every request; the promise then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Does some work with an engine, unless it was stopped before; whatever it throws is a {@link BadgepackError}. */
export async function withEngine<Name extends EngineName, T>(name: Name, work: (engine: Engines[Name]) => T | Promise<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const engine = await engineOf(name);
  await turn();
  signal?.throwIfAborted();
  try {
    return await work(engine);
  } catch (error) {
    throw BadgepackError.from(error);
  }
}

function forget(name: EngineName): void {
  loading[name] = undefined;
}

async function start<Name extends EngineName>(name: Name, given?: EngineSource): Promise<Engines[Name]> {
  const source = given ?? told[name] ?? makers[name].wasm();
  const [{ make }, found] = await Promise.all([makers[name].glue(), typeof source === "string" || source instanceof URL ? read(source) : source]);
  const binary = found instanceof Response ? await checked(found) : found;
  const engine = make(() => forget(name));
  try {
    await engine.default({ module_or_path: binary });
  } catch (cause) {
    throw new BadgepackError("engine", isForbidden(cause) ? forbidden : tooOld, binary instanceof Response ? binary.url : String(makers[name].wasm()), cause);
  }
  if (given !== undefined && !(given instanceof Response)) told[name] = given;
  return engine;
}

const forbidden = "This page's security policy does not let badgepack's engine run: it needs 'wasm-unsafe-eval' in script-src.";
const tooOld = "This browser could not start badgepack's engine; a current version of it can.";

/** Whether a Content Security Policy kept WebAssembly from being compiled: each browser says so in its own words. */
const isForbidden = (cause: unknown): boolean => cause instanceof Error && /unsafe-eval|\bCSP\b|content security policy/i.test(cause.message);

async function read(source: string | URL): Promise<Response | BufferSource> {
  const where = String(source);
  const files = nodeFiles()?.promises;
  try {
    if (where.startsWith("file:") && files) return await files.readFile(new URL(where));
    return await fetch(source, { credentials: "same-origin" });
  } catch (cause) {
    throw new BadgepackError("engine", "badgepack's engine could not be read; check the connection and try again.", where, cause);
  }
}

/** A response that holds WebAssembly; every other kind of answer is an error that says what came instead. */
async function checked(response: Response): Promise<Response | BufferSource> {
  if (!response.ok) throw new BadgepackError("engine", `badgepack's engine is not there: the server answered HTTP ${response.status}.`, response.url);
  const type = (response.headers.get("content-type") ?? "").split(";", 1)[0]?.trim() ?? "";
  if (type === "application/wasm") return response;
  const bytes = await response.arrayBuffer();
  const magic = new DataView(bytes);
  if (bytes.byteLength < 4 || magic.getUint32(0) !== 0x0061736d) {
    throw new BadgepackError("engine", `${response.url} is not WebAssembly (got ${type || "no type"}): your bundler did not copy it.`, response.url);
  }
  return bytes;
}
