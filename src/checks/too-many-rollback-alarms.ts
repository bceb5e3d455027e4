import { rollbackAlarmsPerEndpoint } from "../aws-facts/quotas";
import type { EndpointCheck } from "./check";

/** More alarms than may roll a deployment back. */
export const tooManyRollbackAlarms: EndpointCheck = ({ path, sections }) => {
  const count = sections.deployment?.rollbackAlarms.length ?? 0;
  if (count <= rollbackAlarmsPerEndpoint) return [];
  return [
    {
      severity: "error",
      code: "too-many-rollback-alarms",
      path: `${path}.deployment.rollbackAlarms`,
      message: `${count} alarms would roll a deployment back`,
      expected: `at most ${rollbackAlarmsPerEndpoint}`,
      fix: "join some of them in a composite alarm, and name that one",
    },
  ];
};
