import { ScheduledAction, type Target } from "@pulumi/aws/appautoscaling";
import type * as pulumi from "@pulumi/pulumi";
import type { ScalingPlan } from "../plan/scaling";
import { names } from "./names";

/**
 * The ScheduledActions of the target, each under its own name at AWS: the log of scaling activities
 * says "scheduled action name … was triggered".
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function scheduledActions(
  plan: ScalingPlan,
  target: Target,
  parent: pulumi.Resource,
): readonly ScheduledAction[] {
  return plan.actions.map(
    ({ name, schedule, timezone, min, max }) =>
      new ScheduledAction(
        names.action(plan.name, name),
        {
          name,
          schedule,
          timezone,
          scalableTargetAction: { minCapacity: min, maxCapacity: max },
          // Ids from the target's outputs: a target that is replaced takes its actions along.
          resourceId: target.resourceId,
          scalableDimension: target.scalableDimension,
          serviceNamespace: target.serviceNamespace,
        },
        { parent, deleteBeforeReplace: true },
      ),
  );
}
