import { maxRollbackAlarmsPerEndpoint } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** Refuses more rollback alarms than a deployment can have. */
export const checkTooManyRollbackAlarms: EndpointRule = ({ path, sections }) => {
  const count = sections.deployment?.rollbackAlarms.length ?? 0;
  if (count <= maxRollbackAlarmsPerEndpoint) return [];
  return [
    {
      severity: "error",
      code: "too-many-rollback-alarms",
      path: `${path}.deployment.rollbackAlarms`,
      message: `${count} rollback alarms are listed`,
      expected: `at most ${maxRollbackAlarmsPerEndpoint}`,
      fix: "combine some of them in a composite alarm, and list that one",
    },
  ];
};
