import init, * as core from "../target/web/badgepack_core.js";
import { BadgepackError } from "./error.js";

/** Where the engine's WebAssembly may come from. */
export type EngineSource = URL | string | Response | BufferSource | WebAssembly.Module;

/** The engine's functions; only to be called once `load()` has resolved. */
export type Engine = typeof core;

/** What is used of Node: reached through `process`, so that no bundler goes looking for `node:fs`. */
interface NodeProcess {
  getBuiltinModule?(name: "node:fs"): { promises: { readFile(file: URL): Promise<Uint8Array<ArrayBuffer>> } };
}

let loading: Promise<Engine> | undefined;

/**
 * Loads the engine, once: later calls get the same one, whatever their source, and a load that failed may be tried again.
 * Every function of badgepack does it by itself; call it early to have the engine ready, or to say where its WebAssembly is.
 */
export function load(source?: EngineSource): Promise<Engine> {
  loading ??= start(source ?? new URL("./badgepack.wasm", import.meta.url)).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start(source: EngineSource): Promise<Engine> {
  const found = typeof source === "string" || source instanceof URL ? await read(source) : source;
  const binary = found instanceof Response ? await checked(found) : found;
  try {
    await init({ module_or_path: binary });
  } catch (cause) {
    throw new BadgepackError("engine", "This browser could not start badgepack's engine; a current version of it can.", "badgepack.wasm", cause);
  }
  return core;
}

async function read(source: string | URL): Promise<Response | BufferSource> {
  const where = String(source);
  const node = (globalThis as { process?: NodeProcess }).process;
  try {
    if (where.startsWith("file:") && node?.getBuiltinModule) return await node.getBuiltinModule("node:fs").promises.readFile(new URL(where));
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
    throw new BadgepackError("engine", `${response.url} is not WebAssembly (got ${type || "no type"}): your bundler did not copy badgepack.wasm.`, response.url);
  }
  return bytes;
}
