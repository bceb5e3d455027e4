import type { EndpointRule } from "./context";

/** An alarm on a timetable's min, for an endpoint in the raw form. */
export const checkMonitoringWithoutTimetable: EndpointRule = ({ path, sections }) => {
  if (sections.monitoring === undefined || sections.schedules === undefined) return [];
  return [
    {
      severity: "error",
      code: "monitoring-without-timetable",
      path: `${path}.monitoring`,
      message: "monitoring compares what reports with a timetable, and schedules are none",
      expected: "timetable in place of schedules",
      fix: "write the schedules as windows of a timetable, or remove monitoring",
    },
  ];
};
