import { getUnit } from "../../config/schema";
import type { EndpointRule } from "./context";

/** Warns of an alarm for a timetable whose min is always 0. */
export const checkMonitoringNeverAlarms: EndpointRule = ({ path, sections, timeline }) => {
  if (getUnit(sections) !== "instances" || sections.monitoring === undefined || timeline === undefined) return [];
  const segments = [...timeline.week, ...(timeline.dated?.segments ?? [])];
  if (segments.some(({ limits }) => limits.min > 0)) return [];
  return [
    {
      severity: "warning",
      code: "monitoring-never-alarms",
      path: `${path}.monitoring`,
      message: "min is 0 at all times, so the alarm expects no instance and never fires",
      fix: "give a window a min of 1 or more; failures are still reported",
    },
  ];
};
