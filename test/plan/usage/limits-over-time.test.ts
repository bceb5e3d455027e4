import { listLimitsOnClock, listLimitsOverTime } from "../../../src/plan/usage/limits-over-time";
import { formatInstant, parseInstant } from "../../../src/timetable/time/instant";
import { formatPlainMinute, toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { onDays, raw, reported } from "../../support/reported";

const instant = (text: string): number => parseInstant(text) ?? NaN;

describe("listLimitsOverTime", () => {
  const peak = raw({ Out: ["cron(0 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] });

  it("starts with the limits of the last firing, however long ago", () => {
    const segments = listLimitsOverTime(peak, instant("2026-11-22T12:00Z"), instant("2026-11-23T18:00Z"));
    expect(segments.map((s) => [formatInstant(s.from), s.limits.max, ...s.reasons])).toEqual([
      ["2026-11-22T12:00Z", 2, "schedule In"],
      ["2026-11-23T17:00Z", 5, "schedule Out"],
    ]);
    const yearly = raw({ Sale: ["cron(0 0 1 1 ? *)", 9, 9] });
    expect(listLimitsOverTime(yearly, instant("2026-11-22T12:00Z"), instant("2026-11-22T13:00Z"))).toEqual([
      {
        from: instant("2026-11-22T12:00Z"),
        to: instant("2026-11-22T13:00Z"),
        limits: { min: 9, max: 9 },
        reasons: ["schedule Sale"],
      },
    ]);
  });

  it("is the baseline before the first firing", () => {
    const once = raw({ Launch: ["at(2027-01-05T08:00:00)", 9, 9] });
    const segments = listLimitsOverTime(once, instant("2027-01-05T07:00Z"), instant("2027-01-05T09:00Z"));
    expect(segments.map((s) => s.reasons)).toEqual([["baseline"], ["schedule Launch"]]);
  });

  it("counts a firing at the first moment", () => {
    const [first] = listLimitsOverTime(peak, instant("2026-11-23T17:00Z"), instant("2026-11-23T17:01Z"));
    expect(first?.reasons).toEqual(["schedule Out"]);
  });

  it("leaves a missing hour out and has a doubled one twice", () => {
    const night = reported({ windows: { night: onDays(["sun"], 2, 3, 5, 5) } });
    const hoursOfNight = (from: string, to: string): number =>
      listLimitsOverTime(night, instant(from), instant(to))
        .filter((s) => s.limits.max === 5)
        .reduce((sum, s) => sum + s.to - s.from, 0) / 60;
    expect(hoursOfNight("2027-03-28T00:00Z", "2027-03-29T00:00Z")).toBe(0);
    expect(hoursOfNight("2027-10-31T00:00Z", "2027-11-01T00:00Z")).toBe(2);
    expect(hoursOfNight("2027-11-07T00:00Z", "2027-11-08T00:00Z")).toBe(1);
  });

  it("is empty for an endpoint with neither timeline nor plan", () => {
    expect(listLimitsOverTime({ name: "broken" }, 0, 60)).toEqual([]);
  });
});

describe("listLimitsOnClock", () => {
  it("shows the raw form with every hour of a day with a clock change once", () => {
    const hourly = raw({ Odd: ["cron(30 2 * * ? *)", 3, 3], Even: ["cron(0 4 * * ? *)", 1, 2] }, "Europe/Berlin");
    for (const [year, month, day, expected] of [
      [2027, 10, 31, ["00:00 2", "02:30 3", "04:00 2"]],
      [2027, 3, 28, ["00:00 2"]],
      [2027, 3, 29, ["00:00 2", "02:30 3", "04:00 2"]],
    ] as const) {
      const start = toEpochDay(year, month, day) * 1440;
      const segments = listLimitsOnClock(hourly, start, start + 1440);
      expect(segments.map((s) => `${formatPlainMinute(s.from).slice(11)} ${s.limits.max}`)).toEqual(expected);
      expect(segments[0]?.from).toBe(start);
      expect(segments.at(-1)?.to).toBe(start + 1440);
      segments.slice(1).forEach((s, index) => {
        expect(s.from).toBe(segments[index]?.to);
      });
    }
  });

  it("shows in a missing hour what held before it", () => {
    const atGapEnd = raw({ Out: ["cron(0 3 ? * SUN *)", 5, 5], In: ["cron(0 9 ? * SUN *)", 1, 2] }, "Europe/Berlin");
    const sunday = toEpochDay(2027, 3, 28) * 1440;
    expect(
      listLimitsOnClock(atGapEnd, sunday, sunday + 600).map((s) => [s.from - sunday, s.to - sunday, s.limits.max]),
    ).toEqual([
      [0, 180, 2],
      [180, 540, 5],
      [540, 600, 2],
    ]);
  });
});
