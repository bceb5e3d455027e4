import { Target } from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { toResourceId, toScaledResource } from "../../aws/facts";
import { resourceNames, type ScalableTargetPlan } from "../../plan/endpoint";
import type { ScaledEndpoint } from "./endpoint";
import type { EndpointComponent } from "./endpoint-component";

/**
 * The scalable Target: what the limits count, kept within them.
 *
 * Scheduled actions move the limits later, so a difference in them updates nothing; a new or replaced target is registered
 * with those of the moment. Its id comes from the replacement trigger, too, so that the engine deregisters it before the
 * endpoint changes its instance type. Without `deleteBeforeReplace`, a retry after a failed update would register the
 * target and then deregister that same target.
 *
 * An imported target must have the inputs of the program, so its tags stay as they are.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function createScalableTarget(
  { unit, variantName, ...target }: ScalableTargetPlan,
  { name, replacementTriggers, targetImportId }: ScaledEndpoint,
  component: EndpointComponent,
): Target {
  const { plan, hooks, recovers } = component;
  return new Target(
    resourceNames.target(plan.name),
    {
      ...target,
      resourceId: pulumi
        .all([name, replacementTriggers[plan.name]?.id])
        .apply(([endpointName]) => toResourceId(toScaledResource(unit, endpointName, variantName))),
      tags: plan.tags,
    },
    {
      ...component.scalingOptions,
      ...(recovers ? { hooks: { beforeCreate: [(args) => hooks.beforeTargetCreate(args)] } } : {}),
      ignoreChanges: ["minCapacity", "maxCapacity", ...(targetImportId === undefined ? [] : ["tags"])],
      ...(targetImportId === undefined ? {} : { import: targetImportId }),
    },
  );
}
