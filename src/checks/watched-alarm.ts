import { planArrivalAlarm, type ArrivalAlarmPlan } from "../plan/arrival-alarm";
import { isPlannable } from "../plan/plan-schedules";
import { zoneIsKnown } from "../time/zone";
import type { EndpointContext } from "./check";

/** The alarm of an endpoint that is watched; `tooLong` when no alarm holds its timetable. */
export function watchedAlarm({
  sections,
  timeline,
  timezone,
}: EndpointContext): ArrivalAlarmPlan | "tooLong" | undefined {
  if (sections.arrival === undefined || timeline === undefined || timezone === undefined) {
    return undefined;
  }
  if (!zoneIsKnown(timezone) || !isPlannable(timeline)) return undefined;
  return planArrivalAlarm(timeline, sections.arrival.afterMinutes) ?? "tooLong";
}
