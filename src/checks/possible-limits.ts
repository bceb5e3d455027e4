import type { Limits } from "../timetable/limits";
import type { EndpointContext } from "./check";

/** All pairs of limits that the endpoint ever has, some perhaps twice; none when its timetable cannot be read. */
export function listPossibleLimits({ timeline, sections }: EndpointContext): readonly Limits[] {
  if (timeline !== undefined) {
    return [...timeline.week, ...(timeline.dated?.segments ?? [])].map(({ limits }) => limits);
  }
  const { baseline, schedules } = sections;
  return baseline === undefined || schedules === undefined
    ? []
    : [baseline, ...Object.values(schedules)];
}

/** Whether the limits leave the count no choice. */
export function isPinned({ min, max }: Limits): boolean {
  return min === max;
}
