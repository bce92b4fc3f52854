// An engine's WebAssembly, from wherever it is, compiled; whatever keeps it from being there has a sentence of its own.
import { BadgepackError } from "./error.js";
import { node } from "./node.js";

/** Where an engine's WebAssembly may come from. */
export type EngineSource = URL | string | Response | BufferSource | WebAssembly.Module;

/** Compiles it; aborting `signal` stops the request for it. */
export async function compiled(source: EngineSource, signal: AbortSignal): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const at = placeOf(source);
  const found = typeof source === "string" || source instanceof URL ? await read(at, signal) : source;
  const code = found instanceof Response ? await checked(found, at) : found;
  try {
    return await (code instanceof Response ? WebAssembly.compileStreaming(code) : WebAssembly.compile(code));
  } catch (cause) {
    // What comes as a stream fails as it is compiled, too, where the network does.
    const isBroken = code instanceof Response && !(cause instanceof WebAssembly.CompileError);
    throw new BadgepackError("engine", isForbidden(cause) ? forbidden : isBroken ? brokenOff : damaged, at, cause);
  }
}

/** Why compiled code did not start. */
export function notStarted(cause: unknown, source: EngineSource): BadgepackError {
  const isForeign = cause instanceof WebAssembly.LinkError || cause instanceof TypeError;
  return new BadgepackError("engine", isForbidden(cause) ? forbidden : isForeign ? foreign : tooOld, placeOf(source), cause);
}

/** What says that a part of an engine could not be had at all. */
export function notRead(cause: unknown, at = ""): never {
  throw new BadgepackError("engine", "badgepack's engine could not be read; check the connection, and that connect-src of the page's security policy allows where it is.", at, cause);
}

/** Throws a {@link BadgepackError} where it is none, or one that somebody has read already. */
export function assertSource(source: unknown): void {
  const isOne = typeof source === "string" || source instanceof URL || source instanceof Response || source instanceof ArrayBuffer || ArrayBuffer.isView(source) || source instanceof WebAssembly.Module;
  if (!isOne) throw new BadgepackError("bad-option", "An engine's WebAssembly is given by its address (text or URL), or as bytes, Response or WebAssembly.Module; this is none of them.", "source");
  if (source instanceof Response && (source.bodyUsed || source.body?.locked)) {
    throw new BadgepackError("bad-option", "This Response was read already; give one that was not, or its clone() from before.", source.url || "source");
  }
}

/** What was given, as far as it has an address. */
const placeOf = (source: EngineSource): string => (source instanceof Response ? source.url : typeof source === "string" || source instanceof URL ? String(source) : "");

const forbidden = "This page's security policy does not let badgepack's engine run: it needs 'wasm-unsafe-eval' in script-src.";
const tooOld = "This browser could not start badgepack's engine; a current version of it can.";
const brokenOff = "The connection broke off while badgepack's engine was loaded; check it and try again.";
const damaged = "badgepack's engine is damaged or not complete, or this browser is too old for it: copy dist/*.wasm again, clear the cache, or use a current browser.";
const foreign = "This is not the engine that belongs to this version of badgepack: copy dist/*.wasm again, or clear the cache.";

/** Whether a Content Security Policy kept WebAssembly from being compiled: each browser says so in its own words. */
const isForbidden = (cause: unknown): boolean => cause instanceof Error && /unsafe-eval|\bCSP\b|content security policy/i.test(cause.message);

async function read(where: string, signal: AbortSignal): Promise<Response | BufferSource> {
  const files = node()?.fs.promises;
  try {
    if (where.startsWith("file:") && files) return await files.readFile(new URL(where));
    return await fetch(where, { credentials: "same-origin", signal });
  } catch (cause) {
    return notRead(cause, where);
  }
}

/** A response that holds WebAssembly, to be compiled as it comes where that can be; every other kind of answer is an error that says what came instead. */
async function checked(response: Response, at: string): Promise<Response | BufferSource> {
  if (!response.ok) throw new BadgepackError("engine", `badgepack's engine is not there: the server answered HTTP ${response.status}.`, at);
  const type = response.headers.get("content-type") ?? "";
  if (type === "application/wasm") return response;
  const bytes = await response.arrayBuffer().catch((cause: unknown) => {
    throw new BadgepackError("engine", brokenOff, at, cause);
  });
  if (bytes.byteLength < 4 || new DataView(bytes).getUint32(0) !== 0x0061736d) {
    const remedy = at.includes("/.vite/deps/") ? 'Vite moved badgepack without it; put optimizeDeps: { exclude: ["badgepack"] } into vite.config.js.' : "your bundler did not copy it.";
    throw new BadgepackError("engine", `${at || "What was given"} is not WebAssembly (got ${type.split(";", 1)[0]?.trim() || "no type"}): ${remedy}`, at);
  }
  return bytes;
}
