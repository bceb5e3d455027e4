import { fitCapacityAlarm, type CapacityAlarmPlan } from "../plan/arrival-alarm";
import { isPlannable } from "../plan/plan-schedules";
import { isKnownZone } from "../time/zone";
import type { EndpointContext } from "./check";

/** The alarm of an endpoint that is watched; `checkEvaluationSpan` when no alarm holds its timetable. */
export function planCapacityAlarm({
  sections,
  timeline,
  timezone,
}: EndpointContext): CapacityAlarmPlan | "tooLong" | undefined {
  if (sections.arrival === undefined || timeline === undefined || timezone === undefined) {
    return undefined;
  }
  if (!isKnownZone(timezone) || !isPlannable(timeline)) return undefined;
  return fitCapacityAlarm(timeline, sections.arrival.afterMinutes) ?? "tooLong";
}
