import { ScheduledAction, type Target } from "@pulumi/aws/appautoscaling";
import type * as pulumi from "@pulumi/pulumi";
import { resourceNames, type ScalingPlan } from "../../plan/endpoint";
import { isRecord } from "../state";
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
          hooks: { afterUpdate: [throwIfPartlyUpdated] },
          // Another name at AWS: the engine deletes the old action, then creates this one.
          ...(replaces === undefined
            ? {}
            : { aliases: [{ name: resourceNames.action(component.plan.name, replaces) }] }),
        },
      ),
  );
}

/**
 * Fails the run if the action at AWS differs from its inputs.
 *
 * A failed update leaves its inputs in the state, and the next one sends only what changed since: AWS would keep old
 * limits under a new schedule, and the run would succeed. The provider reads the action after its update, so the state is
 * right from then on, and the next run sends the rest.
 * @see hashicorp/terraform-provider-aws internal/service/appautoscaling/scheduled_action.go
 * @see hashicorp/terraform-plugin-sdk issue 476
 */
function throwIfPartlyUpdated({ newInputs = {}, newOutputs = {} }: pulumi.ResourceHookArgs): void {
  const [expected, live] = [newInputs, newOutputs].map(formatAction);
  if (expected === live) return;
  throw new Error(
    [
      `scheduled action ${String(newOutputs["name"])} is ${live} at AWS and not ${expected}`,
      "an earlier update of it failed, and this one sent only what changed since",
      "fix: run pulumi up again, which sends the rest",
    ].join("\n"),
  );
}

function formatAction(action: Readonly<Record<string, unknown>>): string {
  const { schedule, timezone, scalableTargetAction } = action;
  const { minCapacity, maxCapacity } = isRecord(scalableTargetAction) ? scalableTargetAction : {};
  return `${String(schedule)} ${String(timezone)}, min ${String(minCapacity)}, max ${String(maxCapacity)}`;
}
