import type { Unbaked } from "../target/web/badgepack_core.js";
import { load } from "./engine.js";
import { BadgepackError } from "./error.js";

/** The picture (PNG or SVG) with the credential (JSON, or a signed badge's text) baked in; every other byte as it was. */
export function bake(picture: Uint8Array, credential: string): Promise<Uint8Array> {
  return withEngine((engine) => engine.bake(picture, credential));
}

/** What is baked into the picture; `null` when it carries no badge. Damage is an error. */
export function unbake(picture: Uint8Array): Promise<Unbaked | null> {
  return withEngine((engine) => engine.unbake(picture));
}

/** The picture without its badge; every other byte as it was. */
export function strip(picture: Uint8Array): Promise<Uint8Array> {
  return withEngine((engine) => engine.strip(picture));
}

async function withEngine<T>(work: (engine: Awaited<ReturnType<typeof load>>) => T): Promise<T> {
  const engine = await load();
  try {
    return work(engine);
  } catch (error) {
    throw BadgepackError.from(error);
  }
}
