import { parseSchedule } from "../plan/parse-schedule";
import type { ScheduleProblem } from "../plan/parsed-schedule";
import type { Problem } from "../problem";
import type { EndpointContext } from "./check";
import { formatSchedulePath } from "./raw-path";

/** The faults of one kind that reading the raw schedules finds. */
export function findScheduleProblems(
  { path, sections }: EndpointContext,
  wanted: ScheduleProblem["code"],
): readonly Problem[] {
  return Object.entries(sections.schedules ?? {}).flatMap(([name, { schedule }]) =>
    parseSchedule(schedule)
      .problems.filter(({ code }) => code === wanted)
      .map((fault) => ({ ...fault, path: `${formatSchedulePath(path, name)}.schedule` })),
  );
}
