/** Where answers of a portal are kept on this device, by people's choice and no longer than they are of use. */
export const DATABASE = "badgepack";

/**
 * Whether anything is kept, without making a place for it.
 * @throws in a browser that keeps nothing for this page
 */
export async function isAnythingKept(): Promise<boolean> {
  // A frame with `sandbox` has no origin to keep anything for; Chromium throws at such a page a second time, where nobody can catch it.
  if (origin === "null") throw new DOMException("This page can keep nothing.", "SecurityError");
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
}
