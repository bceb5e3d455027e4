import type { EndpointRule } from "./context";

/** An alarm on a timetable's min, for an endpoint in the raw form. */
export const checkMonitoringWithoutTimetable: EndpointRule = ({ path, sections }) => {
  if (sections.arrival === undefined || sections.schedules === undefined) return [];
  return [
    {
      severity: "error",
      code: "arrival-without-timetable",
      path: `${path}.arrival`,
      message: "arrival compares what reports with a timetable, and schedules are none",
      expected: "timetable in place of schedules",
      fix: "write the schedules as windows of a timetable, or remove arrival",
    },
  ];
};
