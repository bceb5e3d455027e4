import { Target } from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { toVariantResourceId } from "../../aws/facts";
import { resourceNames, type ScalingPlan } from "../../plan/endpoint";
import type { ScaledEndpoint } from "./endpoint";

/**
 * The scalable Target: the variant's instance count, kept within limits.
 *
 * Scheduled actions move the limits afterwards, so they are no difference by themselves; a new or
 * replaced target is registered with those of the moment. Its id is computed from the anchor too, which
 * is what deregisters it before the endpoint changes its shape. Without `deleteBeforeReplace`, a retry
 * after a failed update would register the target and then deregister that same target.
 *
 * A target that is imported must be what it is asked to be, so that its tags are left as they are.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function createScalableTarget(
  plan: ScalingPlan,
  {
    endpoint,
    replacementTrigger: shape,
    deletion: ending,
    targetImportId: importTarget,
    recovery: kept,
  }: ScaledEndpoint,
  parent: pulumi.Resource,
): Target {
  const { serviceNamespace, scalableDimension, variantName, minCapacity, maxCapacity } =
    plan.target;
  return new Target(
    resourceNames.target(plan.name),
    {
      serviceNamespace,
      scalableDimension,
      resourceId: pulumi
        .all([endpoint.name, shape?.id])
        .apply(([endpointName]) => toVariantResourceId(endpointName, variantName)),
      minCapacity,
      maxCapacity,
      tags: plan.tags,
    },
    {
      parent,
      ...ending,
      deleteBeforeReplace: true,
      hooks: { ...kept?.beforeTargetCreate },
      ignoreChanges: [
        "minCapacity",
        "maxCapacity",
        ...(importTarget === undefined ? [] : ["tags"]),
      ],
      ...(importTarget === undefined ? {} : { import: importTarget }),
    },
  );
}
