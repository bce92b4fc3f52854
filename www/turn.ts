/** How long the page may be kept from its other work, in milliseconds; 50 would be felt. */
const TURN_MS = 10;

let began = 0;

/** Lets the page do its other work where it was kept from it for long: promises alone, one after the other, never do. */
export async function turn(): Promise<void> {
  if (performance.now() - began < TURN_MS) return;
  // Timers that call each other wait 4 ms at least, and what `scheduler.yield` gives way to are not the page's own timers.
  const { scheduler } = globalThis as { scheduler?: { postTask?(work: () => void): Promise<void> } };
  await (scheduler?.postTask?.(() => {}) ?? new Promise((go) => setTimeout(go)));
  began = performance.now();
}
