import fc from "fast-check";
import { listLimitsOnClock } from "../../../src/plan/usage/limits-over-time";
import { averageUsage, computeMonthlyUsage } from "../../../src/plan/usage/monthly-usage";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import type { Window } from "../../../src/timetable/model";
import { toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { toEpochMinute, toPlainMinute } from "../../../src/timetable/time/time-zone";
import { findSegment } from "../../../src/timetable/timeline";
import { timetablesWith } from "../../support/arbitraries";
import { office, onDays, reported, scaledBy } from "../../support/reported";
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

  it("equals a sum over every real minute, in any timetable over both clock changes", () => {
    fc.assert(
      fc.property(
        timetablesWith({ maxWindows: 4, dated: true }),
        fc.constantFrom("Europe/Berlin", "Australia/Lord_Howe", "America/New_York"),
        fc.constantFrom(3, 4, 10),
        ({ config, calendars }, zone, month) => {
          const timeline = buildTimeline(config, calendars, zone);
          const endpoint = { name: "a", timezone: zone, timeline };
          const [from = 0, to = 0] = [month, month + 1].map((at) =>
            toEpochMinute(zone, toEpochDay(2026, at, 1) * 1440, "compatible"),
          );
          let [min, max] = [0, 0];
          for (let at = from; at < to; at++) {
            const { limits } = findSegment(timeline, toPlainMinute(zone, at));
            [min, max] = [min + limits.min, max + limits.max];
          }
          const [usage] = computeMonthlyUsage(endpoint, { year: 2026, month }, 1);
          expect(usage?.instanceHours?.min).toBeCloseTo(min / 60, 3);
          expect(usage?.instanceHours?.max).toBeCloseTo(max / 60, 3);
        },
      ),
      runs(0.01),
    );
  });

  it("counts the instances that a window leaves if nothing scales in, and no others", () => {
    const windows = { office: office.office };
    const kept = scaledBy(undefined, reported({ windows }, "UTC", {}, 2));
    // December 2026 has 23 workdays. Four run in office hours, two at all other times: max of the baseline.
    const hours = 2 * 744 + 23 * 10 * 2;
    expect(computeMonthlyUsage(kept, { year: 2026, month: 12 }, 1)[0]).toMatchObject({
      instanceHours: { min: hours, max: hours },
      costUsd: { min: 2 * hours, max: 2 * hours },
    });
    // One dated window raises the count: it stays, in later months too.
    const launch: Window = {
      starts: { dates: ["2026-12-02"] },
      fromMinute: 0,
      lengthMinutes: 1440,
      limits: { min: 10, max: 20 },
    };
    const wide = scaledBy(undefined, reported({ baseline: { min: 1, max: 20 }, windows: { launch } }, "UTC"));
    const months = computeMonthlyUsage(wide, { year: 2026, month: 11 }, 3);
    expect(months.map(({ instanceHours }) => instanceHours?.min)).toEqual([720, 24 + 30 * 24 * 10, 744 * 10]);
  });
});

describe("averageUsage", () => {
  it("is the mean of the months, cost included", () => {
    const months = computeMonthlyUsage(reported({}, "UTC", {}, 2), { year: 2027, month: 1 }, 2);
    expect(averageUsage(months)).toEqual({ instanceHours: { min: 708, max: 1416 }, costUsd: { min: 1416, max: 2832 } });
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
