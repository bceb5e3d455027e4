import { maxScheduledActionsPerTarget } from "../../src/aws/facts/quotas";
import { verifyPlan } from "../../src/plan/replay/verify-plan";
import { compileScheduledActions } from "../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Timetable } from "../../src/timetable/model";
import { toEpochDay } from "../../src/timetable/time/plain-date-time";
import { holidaysOf } from "./holidays";
import { calendarOf, holidayYears, regions, timetables, withHolidays } from "./timetables";

/** Measured runs of each step, after as many to warm up. */
const repetitions = 20;

const span = { from: toEpochDay(2026, 1, 1), to: toEpochDay(2029, 1, 1) };

function median(step: () => unknown): number {
  const times = Array.from({ length: 2 * repetitions }, () => {
    const start = performance.now();
    step();
    return performance.now() - start;
  });
  return times.slice(repetitions).toSorted((a, b) => a - b)[repetitions / 2] ?? 0;
}

/** Two actions a window and the baseline's, and one more a window for each holiday. */
function naiveCount({ windows }: Timetable, holidays: number): number {
  return Object.keys(windows).length * (2 + holidays);
}

/** A timetable in one place. */
interface Case {
  readonly name: string;
  readonly place: string;
  readonly timezone: string;
  readonly config: Timetable;
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

/** A line of the table, and how many actions the case takes. */
interface Measured {
  readonly cells: readonly string[];
  readonly actionCount: number;
}

/** Compiles and verifies a case. Errors: a plan that is not right */
function measure({ name, place, timezone, config, dates }: Case): Measured {
  const every = config.reassertEveryMinutes;
  const timeline = buildTimeline(config, calendarOf(dates), timezone);
  const compile = () =>
    compileScheduledActions(buildTimeline(config, calendarOf(dates), timezone), every);
  const actions = compile();
  const check = () => verifyPlan(timeline, actions, { ...span, reassertEveryMinutes: every });
  const { unequal, collisions, gaps } = check();
  const differences = unequal.length + collisions.length + gaps.length;
  if (differences > 0) throw new Error(`${name}, ${place}: ${differences} differences`);
  const cells = [
    name,
    place,
    `${actions.length}${actions.length > maxScheduledActionsPerTarget ? " (over 200)" : ""}`,
    `${naiveCount(config, dates.length)}`,
    median(compile).toFixed(1),
    median(check).toFixed(1),
  ];
  return { cells, actionCount: actions.length };
}

const heads = ["timetable", "holidays", "actions", "naive", "compile ms", "verify ms"];
const widths = [26, 11, 16, 7, 12, 10];

function printLine(cells: readonly string[]): void {
  const line = cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("");
  process.stdout.write(`${line.trimEnd()}\n`);
}

printLine(heads);
let total = 0;
for (const one of cases()) {
  const { cells, actionCount } = measure(one);
  printLine(cells);
  total += actionCount;
}
printLine(["all", "", `${total}`]);
