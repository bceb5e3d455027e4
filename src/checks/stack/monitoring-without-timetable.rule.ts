import type { EndpointRule } from "./context";

/** Refuses monitoring for schedules: the alarm needs a timetable. */
export const checkMonitoringWithoutTimetable: EndpointRule = ({ path, sections }) => {
  if (sections.monitoring === undefined || sections.schedules === undefined) return [];
  return [
    {
      severity: "error",
      code: "monitoring-without-timetable",
      path: `${path}.monitoring`,
      message: "monitoring needs a timetable to compare with, but this endpoint has schedules",
      expected: "timetable instead of schedules",
      fix: "write the schedules as windows of a timetable, or remove monitoring",
    },
  ];
};
