import type { EpochMinute } from "../time/instant";
import { toPlainMinute } from "../time/zone";
import type { Limits } from "../timetable/limits";
import { segmentAt, type Timeline } from "../timetable/timeline";

/**
 * The limits that a timetable asks for at a moment: what a new or replaced target is registered with.
 */
export function registeredLimits(timeline: Timeline, now: EpochMinute): Limits {
  return segmentAt(timeline, toPlainMinute(timeline.timezone, now)).limits;
}
