import type { Policy, ScheduledAction, Target } from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { resourceNames, type ScalingPlan } from "../../plan/endpoint";
import type { ScaledEndpoint } from "./endpoint";

/** All that scales an endpoint. */
interface ScalingResources {
  readonly target: Target;
  readonly policies: readonly Policy[];
  readonly actions: readonly ScheduledAction[];
}

/**
 * What says in the state that all that scales the endpoint is there.
 *
 * It depends on all of it, so it is the first to go, with the endpoint or before another instance type: when the run
 * fails from then on, policies and actions may be at AWS and out of the state, as they are not deleted before the endpoint
 * is, and as what was deleted is registered again. The next run finds no mark; before it makes one, it deletes what is on
 * the target and not meant to be.
 */
export function createScalingReadyMarker(
  plan: ScalingPlan,
  { target, policies, actions }: ScalingResources,
  { recovery: kept }: ScaledEndpoint,
  parent: pulumi.Resource,
): pulumi.Stash | undefined {
  if (kept === undefined) return undefined;
  const known = pulumi
    .all([target.resourceId, pulumi.all(policies.map(({ name }) => name))])
    .apply(([resourceId, policyNames]) => ({ resourceId, policies: policyNames }));
  let made: pulumi.Unwrap<typeof known> | undefined;
  known.apply((value) => (made = value));
  return new pulumi.Stash(
    resourceNames.scaling(plan.name),
    { input: target.resourceId },
    {
      parent,
      deleteBeforeReplace: true,
      replaceOnChanges: ["input"],
      dependsOn: [target, ...policies, ...actions],
      hooks: {
        beforeCreate: [
          async () => {
            if (made === undefined) throw new Error("bug: what scales the endpoint is not known");
            await kept.deleteLeftoverScaling({
              ...made,
              actions: plan.scheduledActions.map(({ name }) => name),
            });
          },
        ],
      },
    },
  );
}
