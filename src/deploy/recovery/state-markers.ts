import type { Policy, ScheduledAction, Target } from "@pulumi/aws/appautoscaling";
import type { EndpointConfiguration } from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { findUnit } from "../../aws/facts";
import { resourceNames, type ScalingNames } from "../../plan/endpoint";
import type { InstanceTypes } from "./deregister-scaling";
import type { RecoveryHooks } from "./recovery-hooks";

/**
 * What the engine replaces when the instance type or the variant changes, so that it deletes the target first.
 *
 * SageMaker refuses such an update while the variant's scalable target is registered. The engine deletes what takes a
 * property from a resource that is deleted before it is replaced. The target's id comes from this one, and the endpoint
 * depends on it. It waits for the new configuration, so that one that AWS refuses deregisters nothing.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/deletebeforereplace/
 */
export function createReplacementTrigger(
  key: string,
  instanceTypes: InstanceTypes,
  configuration: EndpointConfiguration,
  parent: pulumi.Resource,
): pulumi.Stash {
  return new pulumi.Stash(
    resourceNames.shape(key),
    { input: instanceTypes },
    { parent, deleteBeforeReplace: true, replaceOnChanges: ["input"], dependsOn: [configuration] },
  );
}

/** Everything that scales an endpoint. */
export interface ScalingResources {
  readonly target: Target;
  readonly policies: readonly Policy[];
  readonly actions: readonly ScheduledAction[];
}

/**
 * What records in the state that everything that scales an endpoint is ready.
 *
 * It depends on all of it, so the engine deletes it first: with the endpoint, or before another instance type. If the
 * run then fails, policies and actions may be at AWS and not in the state. The next run finds no marker, and deletes what
 * is on the target and not planned before it creates one.
 */
export function createScalingReadyMarker(
  key: string,
  { target, policies, actions }: ScalingResources,
  hooks: RecoveryHooks,
  parent: pulumi.Resource,
): pulumi.Stash {
  const names = pulumi.output({
    unit: target.scalableDimension.apply((dimension) => findUnit(dimension) ?? "instances"),
    resourceId: target.resourceId,
    policies: policies.map(({ name }) => name),
    actions: actions.map(({ name }) => name),
  });
  const planned = new Promise<ScalingNames>((resolve) => void names.apply(resolve));
  const marker = new pulumi.Stash(
    resourceNames.scaling(key),
    { input: target.resourceId },
    {
      parent,
      deleteBeforeReplace: true,
      replaceOnChanges: ["input"],
      dependsOn: [target, ...policies, ...actions],
      hooks: { beforeCreate: [async () => hooks.beforeMarkerCreate(await planned)] },
    },
  );
  marker.urn.apply(hooks.markScalingReady);
  return marker;
}
