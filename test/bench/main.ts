import { epochDayOf } from "../../src/time/plain-date";
import { scheduledActions } from "../../src/plan/scheduled-actions";
import type { ScheduledAction } from "../../src/plan/plan";
import { verify } from "../../src/plan/verify";
import { timelineOf } from "../../src/timetable/timeline-of";
import type { TimetableConfig } from "../../src/config/config";
import { scheduledActionsPerTarget } from "../../src/aws-facts/quotas";
import type { Timeline } from "../../src/timetable/timeline";
import { holidaysOf } from "./holidays";
import { integerSolver } from "./integer-program";
import { lowerBound } from "./lower-bound";
import { calendarOf, holidayYears, regions, timetables, withHolidays } from "./timetables";

/** Measured runs of each step, after as many to warm up. */
const repetitions = 20;

const span = { from: epochDayOf(2026, 1, 1), to: epochDayOf(2029, 1, 1) };

function median(step: () => unknown): number {
  const times = Array.from({ length: 2 * repetitions }, () => {
    const start = performance.now();
    step();
    return performance.now() - start;
  });
  return times.slice(repetitions).toSorted((a, b) => a - b)[repetitions / 2] ?? 0;
}

/** Two actions a window and the baseline's, and one more a window for each holiday. */
function naiveCount({ windows }: TimetableConfig, holidays: number): number {
  return Object.keys(windows).length * (2 + holidays);
}

/** A timetable in one place. */
interface Case {
  readonly name: string;
  readonly place: string;
  readonly timezone: string;
  readonly config: TimetableConfig;
  readonly dates: readonly string[];
}

function cases(): readonly Case[] {
  return Object.entries(timetables).flatMap(([name, base]) => [
    { name, place: "none", timezone: "Europe/Berlin", config: base, dates: [] },
    ...Object.entries(regions).map(([place, region]) => ({
      name,
      place,
      timezone: region.timezone,
      config: withHolidays(base),
      dates: holidaysOf(region, holidayYears),
    })),
  ]);
}

/** A line of the table; how many actions a case takes, and how many it must. */
interface Measured {
  readonly cells: readonly string[];
  readonly used: number;
  readonly least: number;
}

/** What is measured of a case. In: `bound` gives the lower bound; errors: a plan that is not right */
function measured(
  one: Case,
  bound: (timeline: Timeline, every: number | "never") => number,
): Measured {
  const { name, place, timezone, config, dates } = one;
  const every = config.reassertEveryMinutes;
  const calendars = calendarOf(dates);
  const compile = (): readonly ScheduledAction[] =>
    scheduledActions(timelineOf(config, calendars, timezone), every);
  const timeline = timelineOf(config, calendars, timezone);
  const actions = compile();
  const check = () => verify(timeline, actions, { ...span, reassertEveryMinutes: every });
  const { unequal, collisions, gaps } = check();
  const differences = unequal.length + collisions.length + gaps.length;
  if (differences > 0) throw new Error(`${name}, ${place}: ${differences} differences`);
  const least = bound(timeline, every);
  const cells = [
    name,
    place,
    `${actions.length}${actions.length > scheduledActionsPerTarget ? " (over 200)" : ""}`,
    ...boundCells(actions.length, least),
    `${naiveCount(config, dates.length)}`,
    median(compile).toFixed(1),
    median(check).toFixed(1),
  ];
  return { cells, used: actions.length, least };
}

function boundCells(used: number, least: number): readonly string[] {
  return Number.isNaN(least) ? ["-", "-"] : [`${least}`, (used / least).toFixed(2)];
}

const heads = [
  "timetable",
  "holidays",
  "actions",
  "bound",
  "ratio",
  "naive",
  "compile ms",
  "verify ms",
];
const widths = [26, 11, 16, 7, 7, 7, 12, 10];

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => cell.padEnd(widths[i] ?? 0))
    .join("")
    .trimEnd();
}

/** `bound` as an argument: lower bounds too, which takes a minute or two. */
async function main(): Promise<void> {
  const solve = process.argv.includes("bound") ? await integerSolver() : undefined;
  const bound = (timeline: Timeline, every: number | "never"): number =>
    solve === undefined ? Number.NaN : lowerBound(timeline, every, solve);
  process.stdout.write(`${line(heads)}\n`);
  let [used, least] = [0, 0];
  const all = cases();
  for (const [index, one] of all.entries()) {
    if (solve !== undefined) {
      process.stderr.write(
        `bounds: ${index} of ${all.length} done, now ${one.name}, ${one.place}\n`,
      );
    }
    const found = measured(one, bound);
    [used, least] = [used + found.used, least + found.least];
    process.stdout.write(`${line(found.cells)}\n`);
  }
  process.stdout.write(`${line(["all", "", `${used}`, ...boundCells(used, least)])}\n`);
}

void main();
