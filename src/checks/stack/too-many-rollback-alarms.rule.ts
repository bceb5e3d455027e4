import { maxRollbackAlarmsPerEndpoint } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** More alarms than may roll a deployment back. */
export const checkTooManyRollbackAlarms: EndpointRule = ({ path, sections }) => {
  const count = sections.deployment?.rollbackAlarms.length ?? 0;
  if (count <= maxRollbackAlarmsPerEndpoint) return [];
  return [
    {
      severity: "error",
      code: "too-many-rollback-alarms",
      path: `${path}.deployment.rollbackAlarms`,
      message: `${count} alarms would roll a deployment back`,
      expected: `at most ${maxRollbackAlarmsPerEndpoint}`,
      fix: "join some of them in a composite alarm, and name that one",
    },
  ];
};
