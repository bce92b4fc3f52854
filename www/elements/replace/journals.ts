import type { RebakeJournal } from "../../badgepack.js";

/**
 * How far re-baking came, kept on this device by people's choice: the numbers of awards and nothing else of them, so that a closed tab
 * loses nothing and nothing is asked of the portal twice.
 */
export interface KeptJournal {
  /** When it was written down, in milliseconds since 1970. */
  at: number;
  /** How many awards there were. */
  awards: number;
  journal: RebakeJournal;
}

/** How the key of every journal begins. */
export const JOURNALS = "badgepack rebake ";
/** Older than this, in milliseconds, it is deleted. */
const WEEK = 7 * 24 * 3600_000;

const keyOf = (portal: string, badgeClass: string): string => `${JOURNALS}${new URL(portal).origin} ${badgeClass}`;

/** How far an earlier run came with a class; `null` where nothing is kept. */
export function keptJournal(portal: string, badgeClass: string): KeptJournal | null {
  removeOld();
  return read(keyOf(portal, badgeClass));
}

/** Writes down how far a run is, at once, also while the tab is being closed. Returns whether this browser lets it. */
export function keepJournal(portal: string, awards: number, journal: RebakeJournal): boolean {
  try {
    localStorage.setItem(keyOf(portal, journal.badgeClass), JSON.stringify({ at: Date.now(), awards, journal } satisfies KeptJournal));
    return true;
  } catch {
    return false; // Storage is switched off, or full.
  }
}

/** Deletes what is kept of a class. */
export function forgetJournal(portal: string, badgeClass: string): void {
  try {
    localStorage.removeItem(keyOf(portal, badgeClass));
  } catch {
    // Storage is switched off: then there is nothing.
  }
}

/** A journal without the awards of `unsaved`: baked here, and nobody has them yet. */
export function withoutUnsaved(journal: RebakeJournal, before: RebakeJournal | undefined): RebakeJournal {
  const done = Object.entries(journal.done).filter(([id, state]) => state !== "baked" || before?.done[id] === "baked");
  return { ...journal, done: Object.fromEntries(done) };
}

function removeOld(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(JOURNALS) && Date.now() - (read(key)?.at ?? 0) > WEEK) localStorage.removeItem(key);
    }
  } catch {
    // Storage is switched off: then there is nothing.
  }
}

function read(key: string): KeptJournal | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as KeptJournal | null;
    return kept?.journal?.format === "badgepack.rebake-journal" && kept.journal.version === 1 ? kept : null;
  } catch {
    return null;
  }
}
