import { ScheduledAction, type Target } from "@pulumi/aws/appautoscaling";
import { resourceNames, type ScalingPlan } from "../../plan/endpoint";
import type { EndpointComponent } from "./endpoint-component";

/**
 * The ScheduledActions of the target, each under the name of its plan at AWS: the log of scaling activities says
 * "scheduled action name … was triggered".
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function createScheduledActions(
  plans: ScalingPlan["scheduledActions"],
  target: Target,
  component: EndpointComponent,
): readonly ScheduledAction[] {
  return plans.map(
    ({ name, schedule, timezone, min, max, replaces }) =>
      new ScheduledAction(
        resourceNames.action(component.plan.name, name),
        {
          name,
          schedule,
          timezone,
          scalableTargetAction: { minCapacity: min, maxCapacity: max },
          // Ids from the target's outputs: the engine replaces the actions with their target.
          resourceId: target.resourceId,
          scalableDimension: target.scalableDimension,
          serviceNamespace: target.serviceNamespace,
        },
        {
          ...component.scalingOptions,
          // Another name at AWS: the engine deletes the old action, then creates this one.
          ...(replaces === undefined
            ? {}
            : { aliases: [{ name: resourceNames.action(component.plan.name, replaces) }] }),
        },
      ),
  );
}
