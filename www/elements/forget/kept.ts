import { forgetStaged } from "../../save.js";
import { TRIP } from "../../trip.js";
import { isAnythingKept } from "../export/kept/database.js";
import { KeptStore } from "../export/kept/store.js";
import { JOURNALS } from "../replace/journals.js";

/**
 * What badgepack may keep in a browser: interrupted exports, how far re-baking came, files that wait to be saved, a sign-in that was begun,
 * and the site's settings.
 */
export type Kind = "exports" | "rebake" | "files" | "signIn" | "settings";

/** What came of forgetting everything. */
export interface Forgotten {
  /** What there was. */
  kinds: Kind[];
  /** Whether a file stays until it is saved, in this tab or another one. */
  isLeft: boolean;
}

/**
 * Deletes everything of badgepack's in this browser; nothing of the page's own, which may have storage too.
 * @throws when something is there that cannot be deleted
 */
export async function forgetEverything(): Promise<Forgotten> {
  const kinds = new Set<Kind>();
  for (const store of stores()) {
    for (const key of Object.keys(store).filter((key) => key.startsWith("badgepack"))) {
      kinds.add(key.startsWith(JOURNALS) ? "rebake" : key === TRIP ? "signIn" : "settings");
      store.removeItem(key);
    }
  }
  const isKept = await isAnythingKept().catch(() => false); // A browser that keeps nothing has nothing.
  if (isKept && (await KeptStore.forgetAll())) kinds.add("exports");
  const files = await forgetStaged().catch(() => ({ removed: 0, left: 0 }));
  if (files.removed > 0) kinds.add("files");
  return { kinds: [...kinds], isLeft: files.left > 0 };
}

/** The page's two stores of texts, as far as there are such: where storage is switched off, browsers throw, or have nothing in their place. */
function stores(): Storage[] {
  return [(): Storage | null => localStorage, (): Storage | null => sessionStorage].flatMap((store) => {
    try {
      return store() ?? [];
    } catch {
      return [];
    }
  });
}
