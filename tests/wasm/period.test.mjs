// Whole days in a zone, against the calendar that Intl shows for random moments.
import assert from "node:assert/strict";
import { it } from "node:test";
import { ownZone, periodOfDays } from "../../dist/badgepack.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** The date that a calendar on the wall shows. */
function calendar(timeZone) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return (moment) => format.format(moment);
}

/** 0 to 1, from a seed. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const within = ({ from, until }, moment) => (from === undefined || moment >= Date.parse(from)) && (until === undefined || moment < Date.parse(until));

it("a moment is in a period exactly when the calendar shows one of its days", () => {
  const roll = dice(7);
  const moment = () => Math.floor(roll() * 70 * 365 * DAY);
  let compared = 0;
  for (const zone of zones) {
    const shown = calendar(zone);
    for (let round = 0; round < 12; round += 1) {
      const [first, last] = [moment(), moment()].sort((a, b) => a - b);
      const days = { from: shown(first), to: shown(round % 3 ? first + Math.floor(roll() * 3 * DAY) : last) };
      const period = periodOfDays({ ...days, zone });
      const near = [period.from, period.until].flatMap((bound) => [-1, 0, 1, -HOUR, HOUR, Math.floor((roll() - 0.5) * 2 * DAY)].map((ms) => Date.parse(bound) + ms));
      for (const at of [...near, first, last, moment()]) {
        // A clock that goes back over midnight shows the new day, the old one, and the new one again.
        if (shown(at - 2 * HOUR) > shown(at) || shown(at + 2 * HOUR) < shown(at) || shown(at - HOUR) > shown(at) || shown(at + HOUR) < shown(at)) continue;
        compared += 1;
        assert.equal(within(period, at), shown(at) >= days.from && shown(at) <= days.to, `${zone} ${days.from} to ${days.to}: ${new Date(at).toISOString()}, ${JSON.stringify(period)}`);
      }
    }
  }
  assert.ok(compared > 60_000, `${compared} moments`);
});

it("days that are shorter, longer, or begin late are whole days all the same", () => {
  const hours = (day, zone) => {
    const { from, until } = periodOfDays({ from: day, to: day, zone });
    return [from, (Date.parse(until) - Date.parse(from)) / HOUR];
  };
  assert.deepEqual(hours("2024-02-29", "UTC"), ["2024-02-29T00:00:00.000Z", 24]);
  assert.deepEqual(hours("2024-02-29", "Europe/Berlin"), ["2024-02-28T23:00:00.000Z", 24]);
  assert.deepEqual(hours("2024-03-31", "Europe/Berlin"), ["2024-03-30T23:00:00.000Z", 23]);
  assert.deepEqual(hours("2024-10-27", "Europe/Berlin"), ["2024-10-26T22:00:00.000Z", 25]);
  assert.deepEqual(hours("2018-11-04", "America/Sao_Paulo"), ["2018-11-04T03:00:00.000Z", 23], "midnight is left out");
  assert.deepEqual(hours("2010-11-07", "America/St_Johns"), ["2010-11-07T02:30:00.000Z", 25], "midnight strikes twice");
  assert.deepEqual(hours("2011-12-30", "Pacific/Apia")[1], 0, "a day that was left out");
  assert.deepEqual(hours("2024-10-06", "Australia/Lord_Howe")[1], 23.5);
});

it("a bound that is not given is none", () => {
  assert.deepEqual(periodOfDays({ zone: "UTC" }), {});
  assert.deepEqual(periodOfDays({ from: "2024-01-01", zone: "UTC" }), { from: "2024-01-01T00:00:00.000Z" });
  assert.deepEqual(periodOfDays({ to: "2023-12-31", zone: "UTC" }), { until: "2024-01-01T00:00:00.000Z" });
  assert.deepEqual(periodOfDays({ from: "2024-01-01" }), periodOfDays({ from: "2024-01-01", zone: ownZone() }));
});

it("what is no date, and what is no zone, is said to be none", () => {
  for (const date of ["2023-02-29", "2024-13-01", "2024-1-1", "", "yesterday", "2024-02-29T00:00"]) assert.throws(() => periodOfDays({ from: date, zone: "UTC" }), /is no date/);
  assert.throws(() => periodOfDays({ from: "2024-01-01", zone: "Mars/Olympus" }), RangeError);
});
