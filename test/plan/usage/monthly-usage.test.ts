import fc from "fast-check";
import { listLimitsOnClock } from "../../../src/plan/usage/limits-over-time";
import { averageUsage, computeMonthlyUsage, computeUsage } from "../../../src/plan/usage/monthly-usage";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { toPlainMinute } from "../../../src/timetable/time/time-zone";
import { findSegment } from "../../../src/timetable/timeline";
import { timetablesWith } from "../../support/arbitraries";
import { office, onDays, reported } from "../../support/reported";
import { runs } from "../../support/runs";

describe("computeMonthlyUsage", () => {
  it("counts the real hours of a month, one more or less if the clock changes", () => {
    const flat = reported({ baseline: { min: 1, max: 3 } });
    const months = computeMonthlyUsage(flat, { year: 2027, month: 1 }, 12);
    expect(months.map((month) => month.hours)).toEqual([744, 672, 743, 720, 744, 720, 744, 744, 720, 745, 720, 744]);
    expect(months[2]).toEqual({ month: "2027-03", hours: 743, instanceHours: { min: 743, max: 2229 } });
  });

  it("adds up windows day by day, with exceptions", () => {
    const open = reported({ windows: { office: office.office } }, "UTC");
    const closed = reported(
      {
        windows: { office: office.office },
        exceptions: [{ on: { dates: ["2026-12-24", "2026-12-26"] }, use: "baseline" }],
      },
      "UTC",
    );
    // December 2026 has 23 workdays; 26 December is a Saturday, where no window starts anyway.
    const ten = 10;
    expect(computeMonthlyUsage(open, { year: 2026, month: 12 }, 1)[0]?.instanceHours).toEqual({
      min: 744 + 23 * ten * 3,
      max: 2 * 744 + 23 * ten * 10,
    });
    expect(computeMonthlyUsage(closed, { year: 2026, month: 12 }, 1)[0]?.instanceHours).toEqual({
      min: 744 + 22 * ten * 3,
      max: 2 * 744 + 22 * ten * 10,
    });
  });

  it("goes over the end of a year", () => {
    const months = computeMonthlyUsage(reported({}), { year: 2026, month: 12 }, 2);
    expect(months.map((month) => month.month)).toEqual(["2026-12", "2027-01"]);
  });

  it("computes a cost only if it knows the price", () => {
    const priced = reported({ baseline: { min: 1, max: 2 } }, "UTC", {}, 1.5);
    expect(computeMonthlyUsage(priced, { year: 2027, month: 1 }, 1)[0]?.costUsd).toEqual({ min: 1116, max: 2232 });
    expect(computeMonthlyUsage(reported({}), { year: 2027, month: 1 }, 1)[0]).not.toHaveProperty("costUsd");
  });
});

describe("averageUsage", () => {
  it("is the mean of the months, cost included", () => {
    const months = computeMonthlyUsage(reported({}, "UTC", {}, 2), { year: 2027, month: 1 }, 2);
    expect(averageUsage(months)).toEqual({ instanceHours: { min: 708, max: 1416 }, costUsd: { min: 1416, max: 2832 } });
  });
});

describe("computeUsage", () => {
  it("equals a sum over every real minute, in any timetable over both clock changes", () => {
    fc.assert(
      fc.property(
        timetablesWith({ maxWindows: 4, dated: true }),
        fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", "America/New_York"),
        fc.constantFrom(toEpochDay(2026, 3, 27), toEpochDay(2026, 10, 23), toEpochDay(2026, 4, 3)),
        ({ config, calendars }, zone, day) => {
          const timeline = buildTimeline(config, calendars, zone);
          const endpoint = { name: "a", timezone: zone, timeline };
          const [from, to] = [day * 1440 + 7, (day + 4) * 1440 + 61];
          let [min, max] = [0, 0];
          for (let at = from; at < to; at++) {
            const { limits } = findSegment(timeline, toPlainMinute(zone, at));
            [min, max] = [min + limits.min, max + limits.max];
          }
          const { instanceHours } = computeUsage(endpoint, from, to);
          if (Math.abs(instanceHours.min * 60 - min) > 0.01) throw new Error(`min ${min}`);
          if (Math.abs(instanceHours.max * 60 - max) > 0.01) throw new Error(`max ${max}`);
        },
      ),
      runs(0.04),
    );
  });
});

describe("listLimitsOnClock", () => {
  it("shows each hour once, also in a gap", () => {
    const night = reported({ windows: { night: onDays(["sun"], 2, 4, 5, 5) } });
    const sunday = toEpochDay(2027, 3, 28);
    expect(
      listLimitsOnClock(night, sunday * 1440, (sunday + 1) * 1440).map((s) => [
        s.from - sunday * 1440,
        s.to - sunday * 1440,
        s.limits.max,
      ]),
    ).toEqual([
      [0, 120, 2],
      [120, 240, 5],
      [240, 1440, 2],
    ]);
  });
});
