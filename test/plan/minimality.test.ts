import fc from "fast-check";
import { firingCover } from "../../bench/firing-cover";
import { firingDays, limitsOf } from "../../bench/firing-days";
import { integerSolver, type Solve } from "../../bench/integer-program";
import { leastCover } from "../../bench/least-cover";
import { lowerBound } from "../../bench/lower-bound";
import { calendarOf, timetables, withHolidays } from "../../bench/timetables";
import type { TimetableConfig, WindowConfig } from "../../src/config/config";
import { scheduledActions } from "../../src/plan/scheduled-actions";
import { weekdays } from "../../src/time/weekday";
import type { Timeline } from "../../src/timetable/timeline";
import { timelineOf } from "../../src/timetable/timeline-of";
import { runs } from "../support/runs";
import { fewestApart } from "./minimality-apart";

let solve: Solve;
beforeAll(async () => {
  solve = await integerSolver();
});

/** What the compiler uses for one pair of limits, and what no plan can be below. */
interface Count {
  readonly used: number;
  readonly least: number;
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

/** How many pairs of limits take more than the least, and by how many actions at most. */
function above(counts: readonly Count[]): { readonly share: number; readonly most: number } {
  const more = counts.map(({ used, least }) => used - least);
  return { share: more.filter((by) => by > 0).length / more.length, most: Math.max(...more) };
}

function sum(counts: readonly Count[], of: (count: Count) => number): number {
  return counts.reduce((total, count) => total + of(count), 0);
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
    expect({ used: sum(counts, (c) => c.used), least: sum(counts, (c) => c.least) }).toEqual({
      used: fewest,
      least: fewest,
    });
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
      expect({ used: sum(counts, (c) => c.used), least: sum(counts, (c) => c.least) }).toEqual({
        used: fewest,
        least: fewest,
      });
    },
  );

  it("needs as few as any plan for 99 of 100 pairs of limits in weeks of up to three windows, else one more", () => {
    const counts: Count[] = [];
    fc.assert(
      fc.property(weekArbitrary(3), (config) => {
        counts.push(...countsOf(timelineWith(config, []), config.reassertEveryMinutes));
      }),
      runs(0.08),
    );
    const { share, most } = above(counts);
    expect(share).toBeLessThanOrEqual(0.01);
    expect(most).toBeLessThanOrEqual(1);
  });

  it("needs as few as any plan for 19 of 20 pairs of limits of a window with holidays in a month, else one more", () => {
    const counts: Count[] = [];
    fc.assert(
      fc.property(datedArbitrary, ({ config, dates }) => {
        counts.push(...countsOf(timelineWith(config, dates), config.reassertEveryMinutes));
      }),
      runs(0.08),
    );
    const { share, most } = above(counts);
    expect(share).toBeLessThanOrEqual(0.05);
    expect(most).toBeLessThanOrEqual(1);
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
          return fewestApart(days, limits, every, { atLeast: 1, atMost: used }, solve);
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
