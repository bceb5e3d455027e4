import { maxScheduledActionsPerTarget } from "../../src/aws/facts/quotas";
import { computeReassertion } from "../../src/plan/replay/reassertion";
import { verifyPlan } from "../../src/plan/replay/verify-plan";
import { compileScheduledActions } from "../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Timetable } from "../../src/timetable/model";
import { toEpochDay } from "../../src/timetable/time/plain-date-time";
import { listHolidays } from "./holidays";
import { measureShippedStack, now, repeatEndpoint } from "./shipped";
import { addHolidays, holidayYears, regions, timetables, toCalendar } from "./timetables";

/** Measured runs of each step, after as many warm-up runs. */
const repetitions = 20;

/** The year of the plans. */
const firstYear = 2026;

const span = { from: toEpochDay(2026, 1, 1), to: toEpochDay(2029, 1, 1) };

function measureMedian(step: () => unknown): number {
  const times = Array.from({ length: 2 * repetitions }, () => {
    const start = performance.now();
    step();
    return performance.now() - start;
  });
  return times.slice(repetitions).toSorted((a, b) => a - b)[repetitions / 2] ?? 0;
}

/** Counts two actions for each window, and one more for each window and holiday. */
function countNaiveActions({ windows }: Timetable, holidays: number): number {
  return Object.keys(windows).length * (2 + holidays);
}

/** A timetable with the holidays of one region. */
interface Case {
  readonly name: string;
  readonly place: string;
  readonly timezone: string;
  readonly config: Timetable;
  readonly dates: readonly string[];
}

function listCases(): readonly Case[] {
  return Object.entries(timetables).flatMap(([name, base]) => [
    { name, place: "none", timezone: "Europe/Berlin", config: base, dates: [] },
    ...Object.entries(regions).map(([place, region]) => ({
      name,
      place,
      timezone: region.timezone,
      config: addHolidays(base),
      dates: listHolidays(region, holidayYears),
    })),
  ]);
}

/** A line of the table, and its counts. */
interface Measured {
  readonly cells: readonly string[];
  readonly changes: number;
  readonly actions: number;
}

/**
 * Compiles and verifies a case.
 *
 * @throws Error if the plan is wrong.
 */
function measureCase({ name, place, timezone, config, dates }: Case): Measured {
  const timeline = buildTimeline(config, toCalendar(dates), timezone);
  const compile = () =>
    compileScheduledActions(buildTimeline(config, toCalendar(dates), timezone), { ...config, firstYear });
  const changes = compileScheduledActions(timeline, { reassertEveryMinutes: "never", firstYear }).length;
  const actions = compile();
  const check = () => verifyPlan(timeline, actions, span);
  const { unequal, collisions } = check();
  const differences = unequal.length + collisions.length;
  if (differences > 0) throw new Error(`${name}, ${place}: ${differences} differences`);
  const { withinEvery = 0, withinHour } = computeReassertion(timeline, actions, { from: now, everyMinutes: 15 });
  const cells = [
    name,
    place,
    `${changes}`,
    `${actions.length}${actions.length > maxScheduledActionsPerTarget ? " (over 200)" : ""}`,
    `${countNaiveActions(config, dates.length)}`,
    `${Math.round(100 * withinEvery)} %`,
    `${Math.round(100 * withinHour)} %`,
    measureMedian(compile).toFixed(1),
    measureMedian(check).toFixed(1),
  ];
  return { cells, changes, actions: actions.length };
}

const columnTitles = [
  "timetable",
  "holidays",
  "changes",
  "actions",
  "naive",
  "15 min",
  "hour",
  "compile ms",
  "verify ms",
];
const columnWidths = [26, 11, 9, 16, 7, 8, 7, 12, 10];

function printLine(cells: readonly string[]): void {
  const line = cells.map((cell, i) => cell.padEnd(columnWidths[i] ?? 0)).join("");
  process.stdout.write(`${line.trimEnd()}\n`);
}

printLine(columnTitles);
let [changes, actions] = [0, 0];
for (const each of listCases()) {
  const measured = measureCase(each);
  printLine(measured.cells);
  changes += measured.changes;
  actions += measured.actions;
}
printLine(["all", "", `${changes}`, `${actions}`]);

process.stdout.write("\nsentiment of the prod stack\n");
for (const [title, figure] of measureShippedStack()) process.stdout.write(`${title.padEnd(50)}${figure}\n`);

const [one, many] = [1, 200].map((count) => measureMedian(repeatEndpoint(count)));
const ratio = ((many ?? 0) / (one ?? 1)).toFixed(2);
process.stdout.write(`\n200 endpoints with one timetable of 30 windows against one: ${ratio} times the time\n`);
