import { cronFields } from "../../aws/facts";
import { isPlannable, maxDatedYears } from "../../plan/endpoint";
import { formatPlainDate } from "../../timetable/time";
import type { EndpointRule } from "./context";

/** Refuses dates too far apart for a plan. */
export const checkDatesFarApart: EndpointRule = ({ path, timeline }) => {
  if (timeline?.dated === undefined || isPlannable(timeline)) return [];
  const { from, to } = timeline.dated;
  const { min, max } = cronFields.year;
  return [
    {
      severity: "error",
      code: "dates-far-apart",
      path: `${path}.timetable`,
      message: `the timetable's dates range from ${formatPlainDate(from + 1)} to ${formatPlainDate(to - 2)}`,
      expected: `dates between ${min} and ${max}, at most ${maxDatedYears} years apart`,
      fix: "remove the dates that are long past or far ahead",
    },
  ];
};
