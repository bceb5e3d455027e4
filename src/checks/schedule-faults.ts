import { parseSchedule } from "../plan/parse-schedule";
import type { ScheduleFault } from "../plan/parsed-schedule";
import type { Problem } from "../problem";
import type { EndpointContext } from "./check";
import { rawPath } from "./raw-path";

/** The faults of one kind that reading the raw schedules finds. */
export function scheduleFaults(
  { path, sections }: EndpointContext,
  wanted: ScheduleFault["code"],
): readonly Problem[] {
  return Object.entries(sections.schedules ?? {}).flatMap(([name, { schedule }]) =>
    parseSchedule(schedule)
      .faults.filter(({ code }) => code === wanted)
      .map((fault) => ({ ...fault, path: `${rawPath(path, name)}.schedule` })),
  );
}
