import type { EndpointRule } from "./context";

/** An alarm for a timetable that never asks for an instance. */
export const checkMonitoringNeverAlarms: EndpointRule = ({ path, sections, timeline }) => {
  if (sections.monitoring === undefined || timeline === undefined) return [];
  const segments = [...timeline.week, ...(timeline.dated?.segments ?? [])];
  if (segments.some(({ limits }) => limits.min > 0)) return [];
  return [
    {
      severity: "warning",
      code: "monitoring-never-alarms",
      path: `${path}.monitoring`,
      message: "min is 0 at all times, so no instance is ever expected and the alarm stays silent",
      fix: "give a window a min of 1 or more; failures are told all the same",
    },
  ];
};
