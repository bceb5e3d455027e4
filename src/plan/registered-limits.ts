import type { EpochMinute } from "../time/instant";
import { toPlainMinute } from "../time/zone";
import type { Limits } from "../timetable/limits";
import { findSegment, type Timeline } from "../timetable/timeline";

/**
 * The limits that a timetable asks for at a moment: what a new or replaced target is registered with.
 */
export function findLimitsAt(timeline: Timeline, now: EpochMinute): Limits {
  return findSegment(timeline, toPlainMinute(timeline.timezone, now)).limits;
}
