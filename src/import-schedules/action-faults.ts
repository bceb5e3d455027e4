import { parseSchedule } from "../plan/parse-schedule";
import type { Problem } from "../problem";
import { parseInstant } from "../time/instant";
import { isKnownZone } from "../time/zone";
import { createImportProblem } from "./import-problem";
import type { ImportedTarget } from "./imported-target";

/** What keeps a target's actions from being replayed: schedules, zones and times that cannot be read. */
export function findActionProblems({ id, actions }: ImportedTarget): readonly Problem[] {
  return actions.flatMap(({ name, schedule, timezone, min, max, startTime, endTime }) => {
    const fault = parseSchedule(schedule).problems.find(({ severity }) => severity === "error");
    const times = [startTime, endTime].filter((time) => time !== undefined);
    const reasons = [
      ...(fault === undefined ? [] : [`${schedule}: ${fault.message}`]),
      ...(isKnownZone(timezone) ? [] : [`"${timezone}" is no time zone`]),
      ...times
        .filter((time) => parseInstant(time) === undefined)
        .map((time) => `"${time}" is no moment with an offset`),
      ...(min === undefined && max === undefined ? ["it sets neither min nor max"] : []),
      ...[min, max]
        .filter((side) => side !== undefined && !Number.isInteger(side))
        .map(() => "min and max are not whole numbers"),
    ];
    return reasons.map((why) => createImportProblem(`${id}: ${name}`, why));
  });
}
