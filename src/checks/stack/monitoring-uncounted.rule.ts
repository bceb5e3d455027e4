import { unitWords } from "../../aws/facts";
import { getUnit } from "../../config/schema";
import type { EndpointRule } from "./context";

/** Refuses monitoring of what no CloudWatch metric counts: no alarm could compare it with min. */
export const checkMonitoringUncounted: EndpointRule = ({ path, sections }) => {
  const unit = getUnit(sections);
  if (sections.monitoring === undefined || unit === "instances") return [];
  return [
    {
      severity: "error",
      code: "monitoring-uncounted",
      path: `${path}.monitoring`,
      message: `CloudWatch has no metric of the ${unitWords[unit].many} in service, so no alarm can compare them with min`,
      expected: "monitoring only for endpoints with instances",
      fix: "remove monitoring; timetable drift compares AWS with the timetable",
    },
  ];
};
