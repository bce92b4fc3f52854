/** How numbers, sizes and times are written. To translate badgepack, begin here, then go on with `messages.ts` and `messages/`. */
const locale = "en";

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const plural = new Intl.PluralRules(locale);
const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });

/** `1,234` */
export const number = (value: number): string => whole.format(value);

/** `1,200`, for 1,234: what is only known roughly. */
export const rough = (value: number): string => new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(value);

/** `22.4 MB`; sizes count in thousands, as file managers of today do. */
export function bytes(value: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.min(units.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  const digits = power > 0 && scaled < 100 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit: units[power], unitDisplay: power === 0 ? "long" : "short", maximumFractionDigits: digits }).format(scaled);
}

/** `18 seconds`, `3 minutes`: whole, and never zero. */
export function duration(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(Math.max(1, value));
}

/** `1 item`, `1,234 items` */
export const items = (count: number): string => counted(count, "item", "items");

/** A count and its noun, in the number that goes with it. */
export const counted = (count: number, one: string, other: string): string => `${number(count)} ${plural.select(count) === "one" ? one : other}`;

/** `45 %` */
export const percent = (fraction: number): string => share.format(fraction);

/** `14 March 2025`, as the day is called where it is written: in UTC. Anything that is no date stays as it is. */
export function day(written: string): string {
  const seconds = /^\d{9,10}$/.test(written) ? Number(written) * 1000 : Date.parse(written);
  return Number.isNaN(seconds) ? written : new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(seconds);
}

/** `2024`, `Feb 2024`, `29 Feb 2024`, for a year, a month or a day as `2024`, `2024-02`, `2024-02-29`. */
export function span(iso: string): string {
  const parts: Intl.DateTimeFormatOptions = { year: "numeric" };
  if (iso.length > 4) parts.month = "short";
  if (iso.length > 7) parts.day = "numeric";
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" }).format(Date.parse(iso));
}

const and = new Intl.ListFormat(locale, { type: "conjunction" });

/** `name, picture and tags` */
export const list = (words: readonly string[]): string => and.format(words);
