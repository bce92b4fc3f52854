import type { EngineSource } from "./engine.js";

/** What importing an engine's file gives depends on the bundler: its address, its bytes, or a compiled module. `load` takes each of them. */
declare const source: EngineSource;
export default source;
