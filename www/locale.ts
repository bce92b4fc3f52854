import { locale } from "./languages.js";

/** How numbers, sizes and times are written, in the language that the elements speak. */
function formats(): { locale: string; whole: Intl.NumberFormat; plurals: Intl.PluralRules; share: Intl.NumberFormat } {
  const tag = locale();
  if (made?.locale === tag) return made;
  return (made = {
    locale: tag,
    whole: new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }),
    plurals: new Intl.PluralRules(tag),
    share: new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 }),
  });
}

let made: ReturnType<typeof formats> | undefined;

/** `1,234` */
export const number = (value: number): string => formats().whole.format(value);

/** `1,200`, for 1,234: what is only known roughly. */
export const rough = (value: number): string => new Intl.NumberFormat(locale(), { maximumSignificantDigits: 2 }).format(value);

/** `22.4 MB`; sizes count in thousands, as file managers of today do. */
export function bytes(value: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  const digits = power > 0 && scaled < 100 ? 1 : 0;
  return new Intl.NumberFormat(locale(), { style: "unit", unit: units[power], unitDisplay: power === 0 ? "long" : "short", maximumFractionDigits: digits }).format(scaled);
}

/** `18 seconds`, `3 minutes`: whole, and never zero. */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(Math.max(1, value));
}

/** `1 item`, `1,234 items` */
export const items = (count: number): string => counted(count, "item", "items");

/** A count and its noun, in the number that goes with it; for languages of more than two forms there is {@link plural}. */
export const counted = (count: number, one: string, other: string): string => plural(count, { one: `# ${one}`, other: `# ${other}` });

/** What a language says of a number, by its kinds of number; `#` is the number itself, which not every form names. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The form that goes with a count. */
export const plural = (count: number, forms: Forms): string => (forms[formats().plurals.select(count)] ?? forms.other).replace("#", number(count));

/** `45 %` */
export const percent = (fraction: number): string => formats().share.format(fraction);

/** `14 March 2025`, as the day is called where it is written: in UTC. Anything that is no date stays as it is. */
export function day(written: string): string {
  const seconds = /^\d{9,10}$/.test(written) ? Number(written) * 1000 : Date.parse(written);
  return Number.isNaN(seconds) ? written : new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(seconds);
}

/** `2024`, `Feb 2024`, `29 Feb 2024`, for a year, a month or a day as `2024`, `2024-02`, `2024-02-29`. */
export function span(iso: string): string {
  const parts: Intl.DateTimeFormatOptions = { year: "numeric" };
  if (iso.length > 4) parts.month = "short";
  if (iso.length > 7) parts.day = "numeric";
  return new Intl.DateTimeFormat(locale(), { ...parts, timeZone: "UTC" }).format(Date.parse(iso));
}

/** `name, picture and tags` */
export const list = (words: readonly string[]): string => new Intl.ListFormat(locale(), { type: "conjunction" }).format(words);
