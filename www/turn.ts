/** How long the page may be kept from its other work, in milliseconds; 50 would be felt. */
const TURN_MS = 10;

let began = 0;

/** Lets the page do its other work where it was kept from it for long: promises alone, one after the other, never do. */
export async function turn(): Promise<void> {
  if (performance.now() - began < TURN_MS) return;
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  await (scheduler?.yield?.() ?? new Promise((go) => setTimeout(go)));
  began = performance.now();
}
