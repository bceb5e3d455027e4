import type { Problem } from "../../problem";
import type { ExistingEndpointContext, ExistingEndpointRule } from "./existing-endpoint-context";

/** Warns of an inference component that has failed, or that runs elsewhere or with other resources than reports assume. */
export const checkComponentDiffers: ExistingEndpointRule = ({ path, existing, live }) => {
  const { name, hostEndpoint, acceleratorsPerCopy } = existing;
  const { host } = live;
  if (host === undefined) return [];
  const create = (key: string, message: string, expected: string): Problem => ({
    severity: "warning",
    code: "component-differs",
    path: `${path}.component.${key}`,
    message,
    expected,
    fix: `write ${key}: ${expected}`,
  });
  const accelerators = host.acceleratorsPerCopy ?? acceleratorsPerCopy;
  const hosted = `endpoint ${host.endpoint} hosts ${name}, not ${hostEndpoint}: reports add up the wrong components`;
  const reserved = `each copy of ${name} reserves ${accelerators} accelerators, not ${acceleratorsPerCopy}: reports count the wrong instances`;
  return [
    ...checkFailed(path, live.counts),
    ...([undefined, host.endpoint].includes(hostEndpoint) ? [] : [create("endpoint", hosted, host.endpoint)]),
    ...([undefined, accelerators].includes(acceleratorsPerCopy)
      ? []
      : [create("acceleratorsPerCopy", reserved, String(accelerators))]),
  ];
};

function checkFailed(
  path: string,
  { name, status, failureReason }: ExistingEndpointContext["live"]["counts"],
): readonly Problem[] {
  if (status !== "Failed") return [];
  const reason = failureReason === undefined ? "" : ` (${failureReason})`;
  return [
    {
      severity: "warning",
      code: "component-differs",
      path: `${path}.component.existing`,
      message: `inference component ${name} is Failed${reason}: it takes no calls, and no other number of copies`,
      expected: "a component that is InService",
      fix: "update it where it was created, or create it again",
    },
  ];
}
