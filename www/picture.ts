import type { Unbaked } from "../target/web/inspector_engine.js";
import { held, optionsOf, tagOf, text } from "./argument.js";
import { bytesOf, type Bytes, type FileBytes } from "./bytes.js";
import { withEngine, type Stoppable } from "./engine.js";
import { jsonOf } from "./json.js";

/** The picture (PNG or SVG) with the credential (JSON as a text or an object, or a signed badge's text) baked in; every other byte as it was. */
export async function bake(picture: FileBytes, credential: string | object, options: Stoppable = {}): Promise<Bytes> {
  const { signal } = optionsOf(options);
  const payload = tagOf(credential) === "Object" ? jsonOf(credential, "credential") : String(held(credential, text, "credential"));
  const bytes = await bytesOf(picture, "picture");
  return withEngine("inspector", (engine) => engine.bake(bytes, payload) as Bytes, signal);
}

/** What is baked into the picture; `null` when it carries no badge. Damage is an error. */
export async function unbake(picture: FileBytes, options: Stoppable = {}): Promise<Unbaked | null> {
  const { signal } = optionsOf(options);
  const bytes = await bytesOf(picture, "picture");
  return withEngine("inspector", (engine) => engine.unbake(bytes), signal);
}

/** The picture without its badge; every other byte as it was. */
export async function strip(picture: FileBytes, options: Stoppable = {}): Promise<Bytes> {
  const { signal } = optionsOf(options);
  const bytes = await bytesOf(picture, "picture");
  return withEngine("inspector", (engine) => engine.strip(bytes) as Bytes, signal);
}
