import fc from "fast-check";
import { compileScheduledActions } from "../../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import type { Timetable } from "../../../src/timetable/model";
import { formatPlainTime, toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { timetableArbitrary, type TimetableCase } from "../../support/arbitraries";
import { actionsOf, differences, noDifferences } from "../../support/plan-differences";
import { runs } from "../../support/runs";
import { onDates, weekly } from "../../support/timetables";

const office: Timetable = {
  baseline: { min: 1, max: 2 },
  windows: {
    office: {
      starts: { days: ["mon", "tue", "wed", "thu", "fri"] },
      fromMinute: 8 * 60,
      lengthMinutes: 10 * 60,
      limits: { min: 4, max: 12 },
    },
  },
  exceptions: [],
  readyBeforeMinutes: 0,
  reassertEveryMinutes: 15,
};

function schedulesOf(config: Timetable, dates: readonly string[] = []): readonly string[] {
  const calendars = { days: { dates: dates.map((date) => ({ date })) } };
  return actionsOf({ config, calendars }, "Europe/Berlin").map(({ name, schedule }) => `${name} ${schedule}`);
}

/** Of each pair of limits: when it holds and why, and its actions. */
function byLimits(
  timetable: TimetableCase,
): ReadonlyMap<string, { readonly held: string; readonly actions: readonly string[] }> {
  const { config, calendars } = timetable;
  const { week, dated } = buildTimeline(config, calendars, "UTC");
  const actions = actionsOf(timetable, "UTC");
  const pairs = [...new Set(actions.map(({ min, max }) => `${min}-${max}`))];
  return new Map(
    pairs.map((pair) => [
      pair,
      {
        held: JSON.stringify(
          [week, dated?.segments ?? []].map((segments) =>
            segments.filter(({ limits }) => `${limits.min}-${limits.max}` === pair),
          ),
        ),
        actions: actions
          .filter(({ min, max }) => `${min}-${max}` === pair)
          .map(({ schedule }) => schedule)
          .toSorted(),
      },
    ]),
  );
}

describe("compileScheduledActions", () => {
  it("re-asserts office hours with three actions", () => {
    expect(schedulesOf(office)).toEqual([
      "baseline cron(0/15 0,1,2,3,4,5,6,7,18,19,20,21,22,23 * * ? *)",
      "baseline-reassert cron(0/15 8-17 ? * SUN,SAT *)",
      "office cron(0/15 8-17 ? * MON-FRI *)",
    ]);
  });

  it("fires only at changes if it never re-asserts", () => {
    expect(schedulesOf({ ...office, reassertEveryMinutes: "never" })).toEqual([
      "baseline cron(0 18 * * ? *)",
      "office cron(0 8 ? * MON-FRI *)",
    ]);
  });

  it("uses days of the month for a month with a holiday, and weekdays for the rest", () => {
    const exceptions = [{ on: { calendar: "days" }, use: "baseline" }] as const;
    const config = { ...office, exceptions, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(config, ["2027-01-06"])).toEqual([
      "baseline cron(0 18 * * ? *)",
      "office cron(0 8 ? * MON-FRI 2028-2199)",
      "office-2026 cron(0 8 ? * MON-FRI 2026)",
      "office-2027 cron(0 8 ? 2-12 MON-FRI 2027)",
      "office-2027-01 cron(0 8 1,4,5,7,8,11,12,13,14,15,18,19,20,21,22,25,26,27,28,29 1 ? 2027)",
    ]);
  });

  it("fires nothing in a pause and sets the limits again when it ends", () => {
    const start = toEpochDay(2026, 12, 2) * 1440;
    const override = { from: start + 600, until: start + 900, use: "pause" } as const;
    const config = { ...office, override };
    expect(differences({ config, calendars: {} }, "Europe/Berlin")).toEqual(noDifferences);
  });

  it("sets limits at the end of a missing hour in which they begin, though on other days they end there", () => {
    const windows = {
      night: weekly("mon-sat", "01:00", "03:00", "4-12"),
      sunday: weekly("sun", "02:30", "05:00", "4-12"),
    };
    for (const reassertEveryMinutes of [15, "never"] as const) {
      const config = { ...office, windows, reassertEveryMinutes };
      expect(differences({ config, calendars: {} }, "Europe/Berlin")).toEqual(noDifferences);
    }
  });

  it("separates more parts of the hour than a number has bits", () => {
    const windows = Object.fromEntries(
      Array.from({ length: 22 }, (_, hour) => {
        const [from, to] = [hour * 60 + 2 * hour + 1, hour * 60 + 2 * hour + 18];
        const times = [from, to].map((minute) => formatPlainTime(minute));
        return [`w${hour}`, weekly("mon-fri", times[0] ?? "", times[1] ?? "", "4-12")];
      }),
    );
    const config = { ...office, windows };
    expect(differences({ config, calendars: {} }, "UTC")).toEqual(noDifferences);
  });

  it("joins months of one year that need the same days", () => {
    const launch = onDates(["2027-01-01", "2027-01-06", "2027-02-01", "2027-03-01"], "08:00", "18:00", "4-12");
    const config = { ...office, windows: { launch }, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(config).filter((action) => action.startsWith("launch"))).toEqual([
      "launch-2027-01 cron(0 8 1,6 1 ? 2027)",
      "launch-2027-02 cron(0 8 1 2,3 ? 2027)",
    ]);
  });

  it("joins the same day of two years without the year between them", () => {
    const launch = onDates(["2026-05-01", "2028-05-01"], "08:00", "18:00", "4-12");
    const config = { ...office, windows: { launch }, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(config).filter((action) => action.startsWith("launch"))).toEqual([
      "launch-2026-05 cron(0 8 1 5 ? 2026,2028)",
    ]);
  });

  it("plans no year that is over, and drops what ended with the year", () => {
    const exceptions = [{ on: { calendar: "days" }, use: "baseline" }] as const;
    const calendars = { days: { dates: ["2025-12-24", "2026-11-03", "2027-12-24"].map((date) => ({ date })) } };
    const timeline = buildTimeline({ ...office, exceptions }, calendars, "Europe/Berlin");
    const [now, next, last] = [2026, 2027, 2028].map((firstYear) =>
      compileScheduledActions(timeline, { reassertEveryMinutes: 15, firstYear }).map((action) =>
        JSON.stringify(action),
      ),
    );
    expect(next?.filter((action) => now?.includes(action) !== true)).toEqual([]);
    expect(now?.filter((action) => next?.includes(action) !== true).join()).not.toContain("2027");
    expect(now?.join()).not.toMatch(/1970|2025/);
    expect(last).toHaveLength(3);
  });

  it("fires more often on the dates that it has before it adds an action", () => {
    const launch = onDates(["2026-12-28", "2026-12-29"], "08:00", "18:00", "4-12");
    expect(schedulesOf({ ...office, windows: { launch } })).toEqual([
      "baseline cron(0/15 0,1,2,3,4,5,6,7,18,19,20,21,22,23 * * ? *)",
      "launch-2026-12 cron(0/15 8-17 28,29 12 ? 2026)",
    ]);
  });

  it("adds actions for any date up to maxActions, those that bring most first", () => {
    const exceptions = [{ on: { calendar: "days" }, use: "baseline" }] as const;
    const config = { ...office, exceptions };
    const dates = ["2027-01-06", "2027-03-26", "2027-03-29"];
    const counted = [6, 7, 8, 20].map((maxActions) => schedulesOf({ ...config, maxActions }, dates));
    expect(counted.map(({ length }) => length)).toEqual([6, 7, 8, 9]);
    expect(schedulesOf(config, dates)).toEqual(counted[1]);
    expect(counted[3]?.filter((action) => counted[1]?.includes(action) !== true)).toEqual([
      "baseline-reassert-2027-01 cron(0/15 8-17 6 1 ? 2027)",
      "baseline-reassert-2027-03 cron(0/15 8-17 26,29 3 ? 2027)",
    ]);
  });

  it("changes at most four actions for one more holiday", () => {
    const exceptions = [{ on: { calendar: "days" }, use: "baseline" }] as const;
    const holidays = ["2027-01-01", "2027-01-06", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"];
    const before = schedulesOf({ ...office, exceptions }, holidays);
    for (const date of ["2027-01-04", "2027-02-01", "2027-03-01", "2027-06-25", "2027-05-03"]) {
      const after = schedulesOf({ ...office, exceptions }, [...holidays, date]);
      const names = [...before, ...after].filter((action) => !(before.includes(action) && after.includes(action)));
      expect(new Set(names.map((action) => action.split(" ")[0])).size).toBeLessThanOrEqual(4);
    }
  });

  it("compiles the same timetable to the same bytes", () => {
    fc.assert(
      fc.property(timetableArbitrary, (timetable) => {
        const copy = JSON.parse(JSON.stringify(timetable)) as TimetableCase;
        const [a, b] = [actionsOf(timetable, "UTC"), actionsOf(copy, "UTC")].map((actions) => JSON.stringify(actions));
        return a === b;
      }),
      runs(0.2),
    );
  });

  it("changes only a window's own actions and the baseline's when that window's limits change", () => {
    const night = {
      starts: { days: ["sun"] },
      fromMinute: 22 * 60,
      lengthMinutes: 4 * 60,
      limits: { min: 8, max: 8 },
    } as const;
    const before = schedulesOf({ ...office, windows: { ...office.windows, night } });
    const changed = { ...night, limits: { min: 9, max: 9 }, lengthMinutes: 5 * 60 };
    const after = schedulesOf({ ...office, windows: { ...office.windows, night: changed } });
    const own = (names: readonly string[]): readonly string[] => names.filter((name) => name.startsWith("office"));
    expect(own(after)).toEqual(own(before));
    expect(after).not.toEqual(before);
  });

  it("adds the limits to names if one window has two pairs, except for the simpler pair", () => {
    const night = {
      starts: { days: ["mon"] },
      fromMinute: 0,
      lengthMinutes: 4621,
      limits: { min: 1, max: 3 },
    } as const;
    const config = { ...office, baseline: { min: 2, max: 2 }, windows: { night } };
    const early = { ...config, readyBeforeMinutes: 5, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(early)).toEqual([
      "baseline cron(1 5 ? * SUN,THU,FRI,SAT *)",
      "baseline-2-3 cron(56 4 ? * THU *)",
      "night cron(0 0 ? * MON-THU *)",
      "night-2-3 cron(55 23 ? * SUN *)",
    ]);
  });

  it("adds the time to equal names, then a number", () => {
    const windows = {
      early: weekly("mon-sun", "07:00", "08:10", "4-12"),
      late: weekly("mon-sun", "08:20", "17:25", "4-12"),
      "baseline-0810": weekly("wed", "20:00", "21:00", "6-6"),
    };
    expect(schedulesOf({ ...office, windows, reassertEveryMinutes: "never" })).toEqual([
      "baseline-0810 cron(10 8 * * ? *)",
      "baseline-0810-2 cron(0 20 ? * WED *)",
      "baseline-1725 cron(25 17 * * ? *)",
      "baseline-2100 cron(0 21 * * ? *)",
      "early+late cron(0,20 7,8 * * ? *)",
    ]);
  });

  it("names an action after the layers that begin when it fires", () => {
    const quiet = weekly("mon-fri", "08:00", "10:00", "1-2");
    const windows = { quiet, office: weekly("mon-fri", "10:00", "18:00", "4-12") };
    expect(schedulesOf({ ...office, windows })).toEqual([
      "baseline cron(0/15 0,1,2,3,4,5,6,7,8,9,18,19,20,21,22,23 * * ? *)",
      "baseline-reassert cron(0/15 10-17 ? * SUN,SAT *)",
      "office cron(0/15 10-17 ? * MON-FRI *)",
    ]);
  });

  it("keeps the schedules of all limits whose hours a window's change leaves as they are", () => {
    const limits = { min: 91, max: 95 };
    fc.assert(
      fc.property(timetableArbitrary, fc.nat(), ({ config, calendars }, pick) => {
        const names = Object.keys(config.windows);
        const name = names[pick % Math.max(1, names.length)];
        const window = config.windows[name ?? ""];
        if (name === undefined || window === undefined) return;
        const windows = { ...config.windows, [name]: { ...window, limits } };
        const changesOnly = { ...config, reassertEveryMinutes: "never" } as const;
        const before = byLimits({ config: changesOnly, calendars });
        const after = byLimits({ config: { ...changesOnly, windows }, calendars });
        for (const [pair, { held, actions }] of before) {
          const other = after.get(pair);
          if (other?.held === held) expect(other.actions).toEqual(actions);
        }
      }),
      runs(0.4),
    );
  });

  it("writes only forms of cron that every program reads alike", () => {
    const list = String.raw`\d+(,\d+)*`;
    const field = String.raw`(\*|\d+-\d+|${list})`;
    const minutes = String.raw`(\*|\d+/\d+|\d+-\d+|${list})`;
    const weekdays = String.raw`([A-Z]{3}(,[A-Z]{3})*|[A-Z]{3}-[A-Z]{3})`;
    const days = String.raw`(\? ${field} ${weekdays}|${field} ${field} \?)`;
    const safe = new RegExp(String.raw`^cron\(${minutes} ${field} ${days} ${field}\)$`);
    fc.assert(
      fc.property(timetableArbitrary, (timetable) => {
        for (const { name, schedule } of actionsOf(timetable, "Europe/Berlin")) {
          if (!safe.test(schedule) || schedule.length > 1600) throw new Error(schedule);
          if (name.length > 256 || /[:/|]/.test(name)) throw new Error(name);
        }
      }),
      runs(0.2),
    );
  });

  it("names no action twice", () => {
    fc.assert(
      fc.property(timetableArbitrary, (timetable) => {
        const names = actionsOf(timetable, "UTC").map(({ name }) => name);
        return new Set(names).size === names.length;
      }),
      runs(0.2),
    );
  });
});
