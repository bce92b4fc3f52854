/** What a tab keeps as long as it is open; `null` where the page may keep nothing, as in a frame with `sandbox`. */
export function tabStore(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
