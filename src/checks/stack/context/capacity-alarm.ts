import { isPlannable } from "../../../plan/endpoint";
import { type CapacityAlarmPlan, fitCapacityAlarm } from "../../../plan/monitoring";
import { isKnownZone } from "../../../timetable/time";
import type { EndpointContext } from "./endpoint-context";

/**
 * Plans the capacity alarm of a monitored endpoint.
 * @returns `tooLong` if no alarm can hold the timetable; undefined without monitoring or a readable timetable
 */
export function planCapacityAlarm({
  sections,
  timeline,
  timezone,
}: EndpointContext): CapacityAlarmPlan | "tooLong" | undefined {
  if (sections.monitoring === undefined || timeline === undefined || timezone === undefined) {
    return undefined;
  }
  if (!isKnownZone(timezone) || !isPlannable(timeline)) return undefined;
  return fitCapacityAlarm(timeline, sections.monitoring.afterMinutes) ?? "tooLong";
}
