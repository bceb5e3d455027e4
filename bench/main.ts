import Table from "cli-table3";
import { epochDayOf } from "../src/time/plain-date";
import { scheduledActions } from "../src/plan/scheduled-actions";
import type { ScheduledAction } from "../src/plan/plan";
import { verify } from "../src/plan/verify";
import { timelineOf } from "../src/timetable/timeline-of";
import type { TimetableConfig } from "../src/config/config";
import { scheduledActionsPerTarget } from "../src/aws-facts/quotas";
import { holidaysOf } from "./holidays";
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

function main(): void {
  const table = new Table({
    head: ["timetable", "holidays", "actions", "naive", "compile ms", "verify ms"],
    style: { head: [], border: [] },
  });
  const places = [["none", undefined] as const, ...Object.entries(regions)];
  for (const [name, base] of Object.entries(timetables)) {
    for (const [place, region] of places) {
      const dates = region === undefined ? [] : holidaysOf(region, holidayYears);
      const config = region === undefined ? base : withHolidays(base);
      const timezone = region?.timezone ?? "Europe/Berlin";
      const every = config.reassertEveryMinutes;
      const compile = (): readonly ScheduledAction[] =>
        scheduledActions(timelineOf(config, calendarOf(dates), timezone), every);
      const timeline = timelineOf(config, calendarOf(dates), timezone);
      const actions = compile();
      const check = () => verify(timeline, actions, { ...span, reassertEveryMinutes: every });
      const { unequal, collisions, gaps } = check();
      const differences = unequal.length + collisions.length + gaps.length;
      if (differences > 0) throw new Error(`${name}, ${place}: ${differences} differences`);
      const over = actions.length > scheduledActionsPerTarget ? " (over the quota)" : "";
      table.push([
        name,
        place,
        `${actions.length}${over}`,
        naiveCount(config, dates.length),
        median(compile).toFixed(1),
        median(check).toFixed(1),
      ]);
    }
  }
  process.stdout.write(`${table.toString()}\n`);
}

main();
