import fc from "fast-check";
import { firingCover } from "../bench/firing-cover";
import { firingDays, limitsOf } from "../bench/firing-days";
import { integerSolver, type Solve } from "../bench/integer-program";
import { leastCover } from "../bench/least-cover";
import { lowerBound } from "../bench/lower-bound";
import { calendarOf, timetables, withHolidays } from "../bench/timetables";
import type { Named, TimetableConfig, WindowConfig } from "../../src/config/config";
import { scheduledActions } from "../../src/plan/scheduled-actions";
import { weekdays, type Weekday } from "../../src/time/weekday";
import type { Timeline } from "../../src/timetable/timeline";
import { timelineOf } from "../../src/timetable/timeline-of";
import { runs } from "../support/runs";
import { fewestApart } from "./minimality-apart";

let solve: Solve;
beforeAll(async () => {
  solve = await integerSolver();
});

/** What the compiler uses for one pair of limits, and the fewest of any plan; undefined where the search cannot tell. */
interface Count {
  readonly used: number;
  readonly least: number | undefined;
}

function countsOf(timeline: Timeline, every: number | "never"): readonly Count[] {
  const days = firingDays(timeline);
  const actions = scheduledActions(timeline, every);
  return limitsOf(days).map((limits) => {
    const used = actions.filter(({ min, max }) => `${min}/${max}` === limits).length;
    const cover = leastCover(firingCover(days, limits, every), solve);
    if (cover >= used) return { used, least: cover };
    return {
      used,
      least: fewestApart(days, limits, every, { atLeast: cover, atMost: used }, solve),
    };
  });
}

/** Runs `check` with what expects the fewest actions for each pair of limits of a timeline; of a hundred, one may stay open. */
function expectFewest(
  check: (expectIn: (timeline: Timeline, every: number | "never") => void) => void,
): void {
  let [asked, open] = [0, 0];
  check((timeline, every) => {
    const counts = countsOf(timeline, every);
    expect(counts.map(({ used }) => used)).toEqual(counts.map(({ used, least = used }) => least));
    asked += counts.length;
    open += counts.filter(({ least }) => least === undefined).length;
  });
  expect(open).toBeLessThanOrEqual(asked / 100);
}

function totals(counts: readonly Count[]): Count {
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  return {
    used: sum(counts.map(({ used }) => used)),
    least: sum(counts.map(({ least = Number.NaN }) => least)),
  };
}

const everyArbitrary = fc.constantFrom<number | "never">("never", 60, 30, 15);

const halfHours = (most: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: most }).map((half) => half * 30);

const windowArbitrary: fc.Arbitrary<WindowConfig> = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    fromMinute: halfHours(47),
    more: halfHours(47),
    limits: fc.constantFrom({ min: 1, max: 1 }, { min: 2, max: 2 }, { min: 3, max: 3 }),
  })
  .map(({ days, fromMinute, more, limits }) => {
    return { starts: { days }, fromMinute, lengthMinutes: more + 30, limits };
  });

function weekArbitrary(maxLength: number): fc.Arbitrary<TimetableConfig> {
  return fc
    .record({
      windows: fc.array(windowArbitrary, { minLength: 1, maxLength }),
      every: everyArbitrary,
    })
    .map(({ windows, every }) => ({
      baseline: { min: 1, max: 2 },
      windows: Object.fromEntries(windows.map((window, i) => [`window${i}`, window])),
      exceptions: [],
      readyBeforeMinutes: 0,
      reassertEveryMinutes: every,
    }));
}

/** One window on the hour, not on up to four dates of one month. */
const datedArbitrary = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 23 }),
    hours: fc.integer({ min: 1, max: 24 }),
    month: fc.integer({ min: 1, max: 12 }),
    dates: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 4 }),
    every: everyArbitrary,
  })
  .map(({ days, from, hours, month, dates, every }) => ({
    config: withHolidays({
      baseline: { min: 1, max: 2 },
      windows: {
        window: {
          starts: { days },
          fromMinute: from * 60,
          lengthMinutes: hours * 60,
          limits: { min: 3, max: 4 },
        },
      },
      exceptions: [],
      readyBeforeMinutes: 0,
      reassertEveryMinutes: every,
    }),
    dates: dates
      .toSorted((a, b) => a - b)
      .map((day) => `2027-${`${month}`.padStart(2, "0")}-${`${day}`.padStart(2, "0")}`),
  }));

function timelineWith(config: TimetableConfig, dates: readonly string[]): Timeline {
  return timelineOf(config, calendarOf(dates), "UTC");
}

type Window = readonly [days: readonly Weekday[], from: number, hours: number, min: number];

function timetableOf(every: number, ...windows: readonly Window[]): TimetableConfig {
  const named = windows.map(([days, from, hours, min], i) => [
    `window${i}`,
    {
      starts: { days },
      fromMinute: from * 60,
      lengthMinutes: hours * 60,
      limits: { min, max: min },
    },
  ]);
  return {
    baseline: { min: 1, max: 2 },
    windows: Object.fromEntries(named) as Named<WindowConfig>,
    exceptions: [],
    readyBeforeMinutes: 0,
    reassertEveryMinutes: every,
  };
}

/** Those that took one more when times were chosen first and dates then. */
const dearest: readonly (readonly [string, number, TimetableConfig, readonly string[]])[] = [
  [
    "evenings of other weekdays",
    11,
    timetableOf(
      30,
      [["wed", "sat", "sun"], 16, 8, 1],
      [["mon", "fri"], 19, 4, 2],
      [["mon"], 22.5, 2.5, 3],
    ),
    [],
  ],
  [
    "mornings, middays and nights of other weekdays",
    11,
    timetableOf(
      30,
      [["mon", "sat", "sun"], 12.5, 5, 2],
      [["tue", "thu", "fri", "sat"], 8, 3, 3],
      [["mon", "tue", "sun"], 19, 10, 3],
    ),
    [],
  ],
  [
    "three nights with a holiday",
    12,
    withHolidays(timetableOf(30, [["mon", "fri", "sun"], 19, 12, 3])),
    ["2027-04-02"],
  ],
  ["all nights but one", 8, withHolidays(timetableOf(30, [weekdays, 23, 14, 3])), ["2027-11-15"]],
  [
    "all nights but four",
    8,
    withHolidays(timetableOf(15, [weekdays, 14, 19, 3])),
    ["2027-08-06", "2027-08-08", "2027-08-13", "2027-08-21"],
  ],
];

describe("scheduledActions, against exhaustive search", () => {
  it.each([
    ["office hours", 3],
    ["office and weekend", 4],
    ["three shifts", 6],
    ["retail week, 12 windows", 17],
    ["30 windows, odd minutes", 51],
  ] as const)("needs as few actions as any plan for %s: %d", (name, fewest) => {
    const config = timetables[name];
    if (config === undefined) throw new Error(`no timetable ${name}`);
    const counts = countsOf(timelineWith(config, []), config.reassertEveryMinutes);
    expect(totals(counts)).toEqual({ used: fewest, least: fewest });
  });

  it.each([
    ["never", 5],
    [15, 7],
  ] as const)(
    "needs as few as any for office hours with a holiday, every %s: %d",
    (every, fewest) => {
      const office = timetables["office hours"];
      if (office === undefined) throw new Error("no timetable office hours");
      const counts = countsOf(timelineWith(withHolidays(office), ["2027-03-10"]), every);
      expect(totals(counts)).toEqual({ used: fewest, least: fewest });
    },
  );

  it.each(dearest)("needs as few as any for %s: %d", (_title, fewest, timetable, dates) => {
    const counts = countsOf(timelineWith(timetable, dates), timetable.reassertEveryMinutes);
    expect(totals(counts)).toEqual({ used: fewest, least: fewest });
  });

  it("needs as few as any plan for each pair of limits in weeks of up to three windows", () => {
    expectFewest((expectIn) => {
      fc.assert(
        fc.property(weekArbitrary(3), (week) => {
          expectIn(timelineWith(week, []), week.reassertEveryMinutes);
        }),
        runs(0.08),
      );
    });
  });

  it("needs as few as any plan for each pair of limits of a window with holidays in a month", () => {
    expectFewest((expectIn) => {
      fc.assert(
        fc.property(datedArbitrary, ({ config, dates }) => {
          expectIn(timelineWith(config, dates), config.reassertEveryMinutes);
        }),
        runs(0.08),
      );
    });
  });
});

describe("lowerBound", () => {
  it("adds up over pairs of limits", () => {
    const office = timetables["office hours"];
    if (office === undefined) throw new Error("no timetable office hours");
    expect(lowerBound(timelineWith(office, []), 15, solve)).toBe(3);
    expect(lowerBound(timelineWith(office, []), "never", solve)).toBe(2);
  });

  it("is never above what a search over weekdays, hours and minutes of each action finds", () => {
    fc.assert(
      fc.property(weekArbitrary(1), (config) => {
        const { reassertEveryMinutes: every } = config;
        const timeline = timelineWith(config, []);
        const days = firingDays(timeline);
        const actions = scheduledActions(timeline, every);
        const fewest = limitsOf(days).map((limits) => {
          const used = actions.filter(({ min, max }) => `${min}/${max}` === limits).length;
          const apart = fewestApart(days, limits, every, { atLeast: 1, atMost: used }, solve);
          return apart ?? used;
        });
        expect(lowerBound(timeline, every, solve)).toBeLessThanOrEqual(
          fewest.reduce((total, least) => total + least, 0),
        );
      }),
      runs(0.04),
    );
  });

  it("is never above what the compiler uses", () => {
    fc.assert(
      fc.property(datedArbitrary, ({ config, dates }) => {
        const timeline = timelineWith(config, dates);
        const every = config.reassertEveryMinutes;
        const used = scheduledActions(timeline, every).length;
        expect(lowerBound(timeline, every, solve)).toBeLessThanOrEqual(used);
      }),
      runs(0.02),
    );
  });
});
