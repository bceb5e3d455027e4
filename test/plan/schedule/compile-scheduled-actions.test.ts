import fc from "fast-check";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import type { Timetable } from "../../../src/timetable/model";
import { formatPlainTime, toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { timetableArbitrary, type TimetableCase } from "../../support/arbitraries";
import { actionsOf, differences, noDifferences } from "../../support/plan-differences";
import { runs } from "../../support/runs";
import { limits, onDates, weekly } from "../../support/timetables";

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
      "baseline-sat+sun cron(0/15 8-17 ? * SUN,SAT *)",
      "office-mon-fri cron(0/15 8-17 ? * MON-FRI *)",
    ]);
  });

  it("fires only at changes if it never re-asserts", () => {
    expect(schedulesOf({ ...office, reassertEveryMinutes: "never" })).toEqual([
      "baseline-mon-fri cron(0 18 ? * MON-FRI *)",
      "office-mon-fri cron(0 8 ? * MON-FRI *)",
    ]);
  });

  it("uses days of the month for a month with a holiday, and weekdays for the rest", () => {
    const exceptions = [{ on: { calendar: "days" }, use: "baseline" }] as const;
    const config = { ...office, exceptions, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(config, ["2027-01-06"])).toEqual([
      "baseline-mon-fri cron(0 18 ? * MON-FRI *)",
      "office-2027-jan cron(0 8 1,4,5,7,8,11,12,13,14,15,18,19,20,21,22,25,26,27,28,29 1 ? 2027)",
      "office-mon-fri-feb-dec cron(0 8 ? 2-12 MON-FRI *)",
      "office-mon-fri-from-2028-jan cron(0 8 ? 1 MON-FRI 2028-2199)",
      "office-mon-fri-until-2026-jan cron(0 8 ? 1 MON-FRI 1970-2026)",
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

  it("joins months by the days that they share", () => {
    const launch = onDates(["2027-01-01", "2027-01-06", "2027-02-01", "2027-03-06"], "08:00", "18:00", "4-12");
    const config = { ...office, windows: { launch }, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(config).filter((action) => action.startsWith("launch"))).toEqual([
      "launch-2027-jan+feb cron(0 8 1 1,2 ? 2027)",
      "launch-2027-jan+mar cron(0 8 6 1,3 ? 2027)",
    ]);
  });

  it("joins the same day of two years without the year between them", () => {
    const launch = onDates(["2026-05-01", "2028-05-01"], "08:00", "18:00", "4-12");
    const config = { ...office, windows: { launch }, reassertEveryMinutes: "never" } as const;
    expect(schedulesOf(config).filter((action) => action.startsWith("launch"))).toEqual([
      "launch-2026+2028-may cron(0 8 1 5 ? 2026,2028)",
    ]);
  });

  it("keeps a block on days that others cover if its dates are fewer that way", () => {
    const dates = ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01"];
    const launch = onDates(dates, "00:00", "01:00", "4-12");
    const config = { ...office, windows: { launch }, readyBeforeMinutes: 5 };
    expect(schedulesOf({ ...config, reassertEveryMinutes: "never" })).toEqual([
      "baseline cron(0 1 * * ? *)",
      "launch-2026-dec cron(55 23 27-31 12 ? 2026)",
    ]);
  });

  it("takes no extra days if another block must fire in the same minutes", () => {
    const dates = [20, 21, 22, 23, 24, 25].map((day) => `2027-12-${day}`);
    const exceptions = [{ on: { dates }, use: limits("4-12") }];
    const config = { ...office, windows: { party: weekly("sun", "19:00", "00:00", "4-12") } };
    const schedules = schedulesOf({ ...config, exceptions });
    expect(schedules).toHaveLength(7);
    expect(schedules.filter((action) => !action.includes(" cron(0/15 "))).toEqual([]);
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
      "baseline-2-3-thu cron(56 4 ? * THU *)",
      "baseline-thu cron(1 5 ? * THU *)",
      "night-2-3-sun cron(55 23 ? * SUN *)",
      "night-mon cron(0 0 ? * MON *)",
    ]);
  });

  it("numbers the second of two equal names", () => {
    const windows = {
      w: weekly("mon-sun", "07:30", "18:00", "4-12"),
      "w-0800": weekly("mon-sun", "20:00", "21:00", "6-6"),
    };
    const names = schedulesOf({ ...office, windows }).filter((action) => action.startsWith("w"));
    expect(names).toEqual([
      "w-0730 cron(30/15 7 * * ? *)",
      "w-0800-weekly cron(0/15 8-17 * * ? *)",
      "w-0800-weekly-2 cron(0/15 20 * * ? *)",
    ]);
  });

  it("names a window that has the baseline's limits, not the baseline", () => {
    const quiet = weekly("mon-fri", "08:00", "10:00", "1-2");
    const windows = { quiet, office: weekly("mon-fri", "10:00", "18:00", "4-12") };
    expect(schedulesOf({ ...office, windows })).toEqual([
      "baseline-sat+sun cron(0/15 10-17 ? * SUN,SAT *)",
      "office-mon-fri cron(0/15 10-17 ? * MON-FRI *)",
      "quiet cron(0/15 0,1,2,3,4,5,6,7,8,9,18,19,20,21,22,23 * * ? *)",
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
        const before = byLimits({ config, calendars });
        const after = byLimits({ config: { ...config, windows }, calendars });
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
