/** Under which the browser keeps the language that somebody chose on the site; nothing else is kept without a wish of its own. */
const CHOSEN = "badgepack-language";

/**
 * Leads on to the page in the language that somebody chose here before, else in the first of the browser's that there is; whether it does.
 * Only from the pages without a language in their address: who follows a link to another one gets that.
 */
export function leadToLanguage(): boolean {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) link.addEventListener("click", () => keep(link.hreflang));
  const pages = [...document.querySelectorAll<HTMLLinkElement>("link[rel=alternate][hreflang]")];
  if (pages[0]?.hreflang !== document.documentElement.lang) return false;
  const wanted = [kept(), ...navigator.languages].map((tag) => pages.find(({ hreflang }) => hreflang === tag?.split("-", 1)[0])).find((page) => page !== undefined);
  if (!wanted || wanted === pages[0]) return false;
  const url = new URL(wanted.href);
  [url.search, url.hash] = [location.search, location.hash];
  location.replace(url);
  return true;
}

function keep(language: string): void {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // A browser that keeps nothing asks for the language by its own the next time.
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}
