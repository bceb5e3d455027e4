import { checkClockChange } from "../../../src/checks/stack/clock-change.rule";
import { formatProblem } from "../../../src/problem";
import type { ScheduleConfig } from "../../../src/timetable/model";
import { weekdays } from "../../../src/timetable/time/plain-date-time";
import { rawContext, timetableContext } from "../../support/endpoint-context";

const berlin = "Europe/Berlin";

describe("checkClockChange, for a timetable", () => {
  const daily = (fromMinute: number, lengthMinutes: number, zone = berlin): readonly string[] => {
    const starts = { days: [...weekdays] };
    const night = { starts, fromMinute, lengthMinutes, limits: { min: 4, max: 8 } };
    return checkClockChange(timetableContext({ night }, zone)).map(formatProblem);
  };

  it("warns of a window that begins in a gap and an overlap, with the dates", () =>
    expect(daily(150, 240)).toEqual([
      `warning clock-change at endpoints.fraud.timetable.windows.night
  the change to min 4, max 8 (window night) is at 02:30, a time that Europe/Berlin skips on 2026-03-29, 2027-03-28: it happens at 03:00
  expected: changes at times that occur once every day
  fix: move it out of 02:00-03:00, or leave it if those days do not matter`,
      `warning clock-change at endpoints.fraud.timetable.windows.night
  the change to min 4, max 8 (window night) is at 02:30, a time that Europe/Berlin has twice on 2026-10-25, 2027-10-31: it happens the first time, but may come up to an hour late, because AWS may fire the second time
  expected: changes at times that occur once every day
  fix: move it out of 02:00-03:00, or leave it if those days do not matter`,
    ]));

  it("warns of a window that ends in a gap", () =>
    expect(daily(60, 90)[0]).toContain("the change to min 1, max 2 (window night) is at 02:30"));

  it("warns of a change at the start of a doubled hour", () => {
    expect(daily(120, 240)).toEqual([
      `warning clock-change at endpoints.fraud.timetable.windows.night
  the change to min 4, max 8 (window night) is at 02:00, a time that Europe/Berlin has twice on 2026-10-25, 2027-10-31: it happens the first time, but may come up to an hour late, because AWS may fire the second time
  expected: changes at times that occur once every day
  fix: move it out of 02:00-03:00, or leave it if those days do not matter`,
    ]);
    expect(daily(90, 60, "Australia/Lord_Howe")[0]).toContain("may come up to 30 minutes late");
  });

  it("accepts changes at its end, at the start of a skipped hour, and zones without clock changes", () => {
    expect(daily(180, 60)).toEqual([]);
    expect(daily(120, 60).join()).not.toContain("skips");
    expect(daily(150, 240, "Asia/Kolkata")).toEqual([]);
  });
});

describe("checkClockChange, for schedules", () => {
  const check = (
    schedules: Readonly<Record<string, Partial<ScheduleConfig> & { schedule: string }>>,
  ): readonly string[] =>
    checkClockChange(
      rawContext(
        Object.fromEntries(Object.entries(schedules).map(([name, given]) => [name, { timezone: berlin, ...given }])),
      ),
    ).map(formatProblem);
  const out = { schedule: "cron(0 1 ? * SUN *)", min: 4, max: 8 };
  const baseline = { min: 1, max: 2 };

  it("warns of a firing in a gap, with the next firing", () =>
    expect(check({ out, back: { schedule: "cron(30 2 ? * SUN *)", ...baseline } }).slice(0, 1)).toEqual([
      `warning clock-change at endpoints.fraud.schedules.back.schedule
  "back" fires at 02:30, a time that Europe/Berlin skips on 2026-03-29, 2027-03-28: min 1, max 2 is not set before 2026-04-05T02:30+02:00
  expected: firings at times that occur once every day
  fix: move it out of 02:00-03:00`,
    ]));

  it("accepts it if a firing at the end of the gap replaces it", () =>
    expect(check({ out, back: { schedule: "cron(0/30 2-3 ? 1-9 SUN *)", ...baseline } })).toEqual([]));

  it("warns of two firings in an overlap", () =>
    expect(
      check({
        out: { ...out, schedule: "cron(0 2 25 10 ? 2026)" },
        back: { schedule: "cron(30 2 25 10 ? 2026)", ...baseline },
      }),
    ).toEqual([
      `warning clock-change at endpoints.fraud.schedules.out.schedule
  "out" fires at 02:00, a time that Europe/Berlin has twice on 2026-10-25: AWS does not say whether it fires the first time, the second or both, so it may come up to an hour late
  expected: firings at times that occur once every day
  fix: move it out of 02:00-03:00`,
      `warning clock-change at endpoints.fraud.schedules.back.schedule
  "back" fires at 02:30, a time that Europe/Berlin has twice on 2026-10-25: AWS does not say whether it fires the first time, the second or both, so it may come up to an hour late
  expected: firings at times that occur once every day
  fix: move it out of 02:00-03:00`,
    ]));

  it.each([
    ["02:00", "cron(0 2 25 10 ? 2026)"],
    ["02:30", "cron(30 2 25 10 ? 2026)"],
  ])("warns of one firing there, at %s", (time, schedule) => {
    const [warning, ...more] = check({ out, back: { schedule, ...baseline } });
    expect(warning).toContain(`"back" fires at ${time}, a time that Europe/Berlin has twice on 2026-10-25`);
    expect(warning).toContain("so it may come up to an hour late");
    expect(more).toEqual([]);
  });

  it("accepts a firing there that changes nothing, and one after it", () => {
    expect(check({ out, again: { ...out, schedule: "cron(30 2 25 10 ? 2026)" } })).toEqual([]);
    expect(check({ out, back: { schedule: "cron(0 3 25 10 ? 2026)", ...baseline } })).toEqual([]);
  });
});
