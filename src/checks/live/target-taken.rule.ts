import { formatScalingCommand } from "../../aws/client";
import type { ExistingEndpointRule } from "./existing-endpoint-context";

/**
 * A scalable target that something else has registered, and that a run would register again as its own.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html, which overwrites
 */
export const checkTargetTaken: ExistingEndpointRule = (context) => {
  const { path, existing, owned: ours, live } = context;
  const { target } = live.scaling;
  if (target === undefined || ours.target || existing.adopt) return [];
  return [
    {
      severity: "error",
      code: "target-taken",
      path: `${path}.endpoint`,
      message: `AWS has a scalable target for variant ${existing.variant.name} of ${existing.name} already, with limits ${target.min}-${target.max}, and making one would overwrite it`,
      expected: "adopt: true, which imports the target as it is, or no target",
      fix: `write adopt: true, or take it away: ${formatScalingCommand(context.live.scaling.resourceId, "deregister-scalable-target")}`,
    },
  ];
};
