import { formatScalingCommand } from "../../aws/client";
import { describeScaled, type ExistingEndpointRule, formatSectionPath } from "./existing-endpoint-context";

/**
 * Refuses to overwrite a scalable target that something else registered.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html (overwrites)
 */
export const checkTargetTaken: ExistingEndpointRule = (context) => {
  const { existing, owned, live } = context;
  const { target } = live.scaling;
  if (target === undefined || owned.target || existing.adopt) return [];
  return [
    {
      severity: "error",
      code: "target-taken",
      path: formatSectionPath(context),
      message: `${describeScaled(existing)} already has a scalable target with limits ${target.min}-${target.max}, which this run would overwrite`,
      expected: "adopt: true, which imports the target unchanged, or no target",
      fix: `write adopt: true, or deregister it: ${formatScalingCommand(live.scaling, "deregister-scalable-target")}`,
    },
  ];
};
