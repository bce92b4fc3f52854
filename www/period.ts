/** Whole days in somebody's zone, both included; without one of them there is no bound on that side. */
export interface Days {
  /** The first day, as `2024-02-29`. */
  from?: string | undefined;
  /** The last day. */
  to?: string | undefined;
  /** An IANA zone such as `Europe/Berlin`, or `UTC`; the zone of this computer when left out. */
  zone?: string | undefined;
}

const DAY = 86_400_000;

/**
 * The moments at which such days begin and end, for the engine, which knows moments only: `from` is the first one, `until` the first
 * one after the last day. Where a zone leaves midnight out, a day begins with the first moment that is there.
 * @throws RangeError for what is no date (`2023-02-29`), or no zone.
 */
export function periodOfDays(days: Days): { from?: string; until?: string } {
  const { from, to, zone } = days;
  const offset = offsetIn(zone);
  return {
    ...(from !== undefined && { from: new Date(begin(dayOf(from), offset)).toISOString() }),
    ...(to !== undefined && { until: new Date(begin(dayOf(to) + DAY, offset)).toISOString() }),
  };
}

/** The zone of this computer. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Midnight of a date, as if it were UTC. */
function dayOf(date: string): number {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) throw new RangeError(`${date} is no date`);
  return ms;
}

/** How far local time is ahead of UTC at a moment, in milliseconds. */
function offsetIn(zone: string | undefined): (moment: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23",
    era: "short", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  return (moment) => {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const number = (name: string): number => Number(parts[name]);
    const year = parts["era"] === "BC" ? 1 - number("year") : number("year");
    const local = new Date(0);
    local.setUTCFullYear(year, number("month") - 1, number("day"));
    local.setUTCHours(number("hour"), number("minute"), number("second"));
    return local.getTime() - Math.floor(moment / 1000) * 1000;
  };
}

/** The first moment of a day: local midnight, the first one where a clock strikes it twice, or else the first moment after it. */
function begin(midnight: number, offset: (moment: number) => number): number {
  // No zone is further from UTC than a day, and none changes its clocks twice in so short a time.
  let [before, after] = [midnight - DAY, midnight + DAY];
  const struck = [midnight - offset(before), midnight - offset(after)].filter((moment) => moment + offset(moment) === midnight);
  if (struck.length) return Math.min(...struck);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offset(middle) > midnight) after = middle;
    else before = middle;
  }
  return after;
}
