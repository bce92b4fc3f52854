import type { Unbaked } from "../target/web/inspector_engine.js";
import { withEngine, type Stoppable } from "./engine.js";

/** The picture (PNG or SVG) with the credential (JSON, or a signed badge's text) baked in; every other byte as it was. */
export function bake(picture: Uint8Array, credential: string, { signal }: Stoppable = {}): Promise<Uint8Array> {
  return withEngine("inspector", (engine) => engine.bake(picture, credential), signal);
}

/** What is baked into the picture; `null` when it carries no badge. Damage is an error. */
export function unbake(picture: Uint8Array, { signal }: Stoppable = {}): Promise<Unbaked | null> {
  return withEngine("inspector", (engine) => engine.unbake(picture), signal);
}

/** The picture without its badge; every other byte as it was. */
export function strip(picture: Uint8Array, { signal }: Stoppable = {}): Promise<Uint8Array> {
  return withEngine("inspector", (engine) => engine.strip(picture), signal);
}
