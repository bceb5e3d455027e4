import { ScheduledAction, type Target } from "@pulumi/aws/appautoscaling";
import type * as pulumi from "@pulumi/pulumi";
import { resourceNames, type ScalingPlan } from "../../plan/endpoint";
import { isRecord } from "../state";
import type { ScaledEndpoint } from "./endpoint";

/**
 * The ScheduledActions of the target, each under its own name at AWS: the log of scaling activities
 * says "scheduled action name … was triggered".
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function createScheduledActions(
  plan: ScalingPlan,
  target: Target,
  { deletion: ending }: ScaledEndpoint,
  parent: pulumi.Resource,
): readonly ScheduledAction[] {
  return plan.scheduledActions.map(
    ({ name, schedule, timezone, min, max }) =>
      new ScheduledAction(
        resourceNames.action(plan.name, name),
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
        {
          parent,
          ...ending,
          deleteBeforeReplace: true,
          hooks: { afterUpdate: [throwIfPartlyUpdated] },
        },
      ),
  );
}

/**
 * Fails the run when AWS has an action otherwise than it was asked for.
 *
 * An update that failed leaves what it wanted in the state, and the next one sends only what has changed since: AWS goes
 * on with old limits under a new schedule, and the run would be told as a success. The provider has read the action
 * after its update, so the state is right from here on, and the next run sends the rest.
 *
 * Source: hashicorp/terraform-provider-aws internal/service/appautoscaling/scheduled_action.go;
 *         hashicorp/terraform-plugin-sdk issue 476
 */
function throwIfPartlyUpdated({ newInputs = {}, newOutputs = {} }: pulumi.ResourceHookArgs): void {
  const [asked, live] = [newInputs, newOutputs].map(formatAction);
  if (asked === live) return;
  throw new Error(
    [
      `scheduled action ${String(newOutputs["name"])} is ${live} at AWS and not ${asked}`,
      "an earlier update of it failed, and this one has sent only what has changed since",
      "fix: run pulumi up again, which sends the rest",
    ].join("\n"),
  );
}

function formatAction(action: Readonly<Record<string, unknown>>): string {
  const { schedule, timezone, scalableTargetAction } = action;
  const { minCapacity, maxCapacity } = isRecord(scalableTargetAction) ? scalableTargetAction : {};
  return `${String(schedule)} ${String(timezone)}, min ${String(minCapacity)}, max ${String(maxCapacity)}`;
}
