import fc from "fast-check";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { comparePlans } from "../../../src/report/diff/compare-stacks";
import { describeChanges } from "../../../src/report/diff/describe-changes";
import { formatActionCounts } from "../../../src/report/diff/describe-changes";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import type { Timetable } from "../../../src/timetable/model";
import { toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { toPlainMinute } from "../../../src/timetable/time/time-zone";
import { findSegment } from "../../../src/timetable/timeline";
import { timetablesWith } from "../../support/arbitraries";
import { office, onDays, reported, workdays } from "../../support/reported";
import { runs } from "../../support/runs";

const from = toEpochDay(2026, 11, 30) * 1440;
const to = from + 364 * 1440;
const words = (before: ReportedEndpoint, after: ReportedEndpoint): readonly string[] =>
  describeChanges(comparePlans(before, after, from, to));
const withWindows = (windows: Timetable["windows"]): ReportedEndpoint => reported({ windows });

describe("diffWords", () => {
  it("says which hours change on which weekdays, and from what to what", () => {
    const before = withWindows({ office: onDays(workdays, 9, 18, 4, 12) });
    const after = withWindows({ office: onDays(workdays, 8, 18, 4, 12) });
    expect(words(before, after)).toEqual(["Mon-Fri 08:00-09:00: min 1 -> 4, max 2 -> 12"]);
  });

  it("names only the limit that changes", () => {
    const before = withWindows({ office: onDays(workdays, 8, 9, 4, 12) });
    const after = withWindows({ office: onDays(workdays, 8, 9, 6, 12) });
    expect(words(before, after)).toEqual(["Mon-Fri 08:00-09:00: min 4 -> 6"]);
  });

  it("says nothing where the same limits come from other windows", () => {
    const before = withWindows({ office: onDays(workdays, 8, 18, 4, 12) });
    const after = withWindows({ am: onDays(workdays, 8, 12, 4, 12), pm: onDays(workdays, 12, 18, 4, 12) });
    expect(words(before, after)).toEqual([]);
  });

  it("says always where a flat timetable gets other limits", () => {
    expect(words(reported({}), reported({ baseline: { min: 2, max: 2 } }))).toEqual(["always: min 1 -> 2"]);
  });

  it("tells a changed baseline with nights and weekends as they lie", () => {
    const before = reported({ windows: { office: office.office } });
    const after = reported({ windows: { office: office.office }, baseline: { min: 2, max: 2 } });
    expect(words(before, after)).toEqual([
      "Mon-Thu 18:00-08:00 next day: min 1 -> 2",
      "Fri 18:00-Mon 08:00: min 1 -> 2",
    ]);
  });

  it("tells single dates, and dates that follow each other as one", () => {
    const before = withWindows({ office: office.office });
    const after = reported({
      windows: { office: office.office },
      exceptions: [{ on: { dates: ["2026-12-24", "2027-08-02", "2027-08-03", "2027-08-04"] }, use: "baseline" }],
    });
    expect(words(before, after)).toEqual(["2026-12-24, 2027-08-02 to 2027-08-04 08:00-18:00: min 4 -> 1, max 12 -> 2"]);
  });

  it("names the dates on which a weekly change does not happen", () => {
    const exceptions = [{ on: { dates: ["2026-12-24", "2026-12-25"] }, use: "baseline" as const }];
    const before = reported({ exceptions });
    const after = reported({ exceptions, windows: { office: office.office } });
    expect(words(before, after)).toEqual([
      "Mon-Fri 08:00-18:00: min 1 -> 4, max 2 -> 12 (except 2026-12-24 to 2026-12-25)",
    ]);
  });

  it("says whole days, and an override over several days by its two moments", () => {
    const day = toEpochDay(2026, 12, 5);
    const use = { min: 9, max: 9 };
    const pinned = reported({ override: { from: day * 1440, until: (day + 2) * 1440, use } });
    expect(words(reported({}), pinned)).toEqual(["2026-12-05 to 2026-12-06 all day: min 1 -> 9, max 2 -> 9"]);
    const odd = reported({ override: { from: day * 1440 + 700, until: (day + 2) * 1440 + 5, use } });
    expect(words(reported({}), odd)).toEqual(["2026-12-05 11:40 to 2026-12-07 00:05: min 1 -> 9, max 2 -> 9"]);
  });

  it("shows a changed zone as the hours that move, summer and winter apart", () => {
    const windows = { office: onDays(workdays, 8, 18, 4, 12) };
    expect(words(reported({ windows }, "UTC"), reported({ windows }, "Europe/Berlin"))).toEqual([
      "Mon-Fri 08:00-09:00: min 1 -> 4, max 2 -> 12 (until 2027-03-26)",
      "Mon-Fri 08:00-09:00: min 1 -> 4, max 2 -> 12 (from 2027-11-01)",
      "Mon-Fri 08:00-10:00: min 1 -> 4, max 2 -> 12 (2027-03-29 to 2027-10-29)",
      "Mon-Fri 18:00-19:00: min 4 -> 1, max 12 -> 2 (until 2027-03-26)",
      "Mon-Fri 18:00-19:00: min 4 -> 1, max 12 -> 2 (from 2027-11-01)",
      "Mon-Fri 18:00-20:00: min 4 -> 1, max 12 -> 2 (2027-03-29 to 2027-10-29)",
    ]);
  });

  it("counts the dates that are too many to tell", () => {
    const dates = Array.from({ length: 8 }, (_, n) => `2027-0${n + 1}-1${n % 3}`);
    const busy = reported({
      windows: { sale: { starts: { dates }, fromMinute: 0, lengthMinutes: 60, limits: { min: 9, max: 9 } } },
    });
    expect(words(reported({}), busy)).toEqual([
      "2027-01-10, 2027-02-11, 2027-03-12, 2027-04-10, 2027-05-11, 2027-06-12, and 2 more 00:00-01:00: min 1 -> 9, max 2 -> 9",
    ]);
  });
});

describe("planDiff", () => {
  it("finds exactly the minutes at which the limits differ", () => {
    const timetable = timetablesWith({ maxWindows: 3, dated: true });
    fc.assert(
      fc.property(timetable, timetable, fc.integer({ min: 0, max: 700 }), (a, b, day) => {
        const zone = "Europe/Berlin";
        const [old, now] = [buildTimeline(a.config, a.calendars, zone), buildTimeline(b.config, b.calendars, zone)];
        const start = toEpochDay(2026, 1, 1) * 1440 + day * 1440;
        const end = start + 2 * 1440;
        const { intervals: stretches } = comparePlans(
          { name: "a", timeline: old },
          { name: "a", timeline: now },
          start,
          end,
        );
        for (let at = start; at < end; at += 1) {
          const [was, is] = [findSegment(old, toPlainMinute(zone, at)), findSegment(now, toPlainMinute(zone, at))];
          const found = stretches.find((s) => s.from <= at && at < s.to);
          const differs = was.limits.min !== is.limits.min || was.limits.max !== is.limits.max;
          if ((found !== undefined) !== differs) throw new Error(`minute ${at}`);
          if (found !== undefined && (found.before.min !== was.limits.min || found.after.max !== is.limits.max)) {
            throw new Error(`limits at ${at}`);
          }
        }
      }),
      runs(0.04),
    );
  });

  it("lists and counts scheduled actions that come, change and go", () => {
    const horizon = { from: "2026-01-01", to: "2028-01-01" };
    const action = (name: string, schedule: string) => ({ name, schedule, timezone: "UTC", min: 1, max: 2 });
    const planOf = (...actions: readonly ReturnType<typeof action>[]) => ({
      ...reported({}),
      plan: { actions, registered: { min: 1, max: 2 }, horizon },
    });
    const before = planOf(action("a", "cron(0 8 ? * MON *)"), action("b", "cron(0 9 ? * MON *)"));
    const after = planOf(action("b", "cron(0 10 ? * MON *)"), action("c", "cron(0 8 ? * MON *)"));
    const { actions } = comparePlans(before, after, from, to);
    expect(actions).toEqual({
      added: [action("c", "cron(0 8 ? * MON *)")],
      changed: [{ before: action("b", "cron(0 9 ? * MON *)"), after: action("b", "cron(0 10 ? * MON *)") }],
      removed: [action("a", "cron(0 8 ? * MON *)")],
    });
    expect(formatActionCounts(actions)).toBe("scheduled actions: 1 added, 1 changed, 1 removed");
    expect(formatActionCounts({ ...actions, changed: [] })).toBe("scheduled actions: 1 added, 1 removed");
    expect(formatActionCounts(comparePlans(before, before, from, to).actions)).toBeUndefined();
  });
});
