import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { type DimensionName, toTargetImportId } from "../../aws/facts";
import {
  type ExistingEndpointPlan,
  type ManagedEndpointPlan,
  resourceNames,
  type ScalingPlan,
} from "../../plan/endpoint";
import type { DeploymentHooks, RecoveryHooks } from "../recovery";

/** The endpoint, and the anchor that whatever scales it hangs on. */
export interface ScaledEndpoint {
  /** One that is made here, or what is known of an existing one. */
  readonly endpoint: Pick<sagemaker.Endpoint, "name"> & Partial<Pick<sagemaker.Endpoint, "arn">>;
  /** Replaced when the instance type or the variant changes; see `createReplacementTrigger`. None for an existing endpoint. */
  readonly replacementTrigger?: pulumi.Stash;
  /**
   * How what scales it ends: SageMaker deregisters the target of an endpoint that it deletes, so nothing is deleted
   * before the endpoint is. SageMaker may refuse that while it scales, and then it goes on by its timetable. Absent for an
   * existing endpoint, which stays, and where nothing is asked of AWS.
   * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-delete-with-scaling.html,
   *         https://www.pulumi.com/docs/iac/concepts/resources/options/deletedwith/
   */
  readonly deletion?: Pick<pulumi.CustomResourceOptions, "deletedWith">;
  /** Under which id the target is imported; absent: it is registered here. */
  readonly targetImportId?: string;
  /** Absent where nothing is asked of AWS. */
  readonly recovery?: RecoveryHooks | undefined;
}

/** Absent where nothing is asked of AWS. */
export interface EndpointHooks {
  readonly hooks?: DeploymentHooks | undefined;
  readonly recovery?: RecoveryHooks | undefined;
}

/**
 * The Endpoint, updated in place when its configuration changes.
 *
 * Its name at AWS is the key and a random suffix: it stays through every update, and the one thing that
 * replaces an endpoint, a rollback configuration that comes or goes, can then start the new endpoint
 * before the old one ends.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function createEndpoint(
  plan: ManagedEndpointPlan,
  configuration: sagemaker.EndpointConfiguration,
  parent: pulumi.Resource,
  { hooks: atAws, recovery: kept }: EndpointHooks = {},
): ScaledEndpoint {
  const shape = createReplacementTrigger(plan, configuration, parent);
  return {
    replacementTrigger: shape,
    recovery: kept,
    // Not with the endpoint itself: its name in the state may also be that of one whose place it has taken.
    ...(kept === undefined ? {} : { deletion: { deletedWith: parent } }),
    endpoint: new sagemaker.Endpoint(
      resourceNames.endpoint(plan.name),
      {
        endpointConfigName: configuration.name,
        ...(plan.deployment === undefined ? {} : { deploymentConfig: buildDeploymentConfig(plan) }),
        tags: plan.tags,
      },
      {
        parent,
        dependsOn: [shape],
        hooks: {
          beforeUpdate: [(args) => waitUntilUpdatable(args, plan, atAws)],
          afterUpdate: [(args) => throwIfRolledBack(args, plan.name, atAws)],
        },
        ...(plan.protect ? { protect: true } : {}),
      },
    ),
  };
}

/**
 * What is replaced when the endpoint takes another shape, so that the target is gone by then.
 *
 * SageMaker refuses an update that changes the instance type of a variant, or removes it, while its
 * scalable target is registered. The engine deletes what depends by a property on a resource that is
 * deleted before it is replaced; the target's id is computed from this one, and the endpoint comes after
 * it. It waits for the new configuration, so that one that AWS refuses deregisters nothing.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
 *         https://www.pulumi.com/docs/iac/concepts/resources/options/deletebeforereplace/
 */
function createReplacementTrigger(
  plan: ManagedEndpointPlan,
  configuration: sagemaker.EndpointConfiguration,
  parent: pulumi.Resource,
): pulumi.Stash {
  return new pulumi.Stash(
    resourceNames.shape(plan.name),
    { input: plan.instanceTypes },
    {
      parent,
      deleteBeforeReplace: true,
      replaceOnChanges: ["input"],
      dependsOn: [configuration],
    },
  );
}

function buildDeploymentConfig(
  plan: ManagedEndpointPlan,
): sagemaker.EndpointArgs["deploymentConfig"] {
  const { autoRollbackConfiguration, ...policies } = plan.deployment ?? {};
  return {
    ...policies,
    ...(autoRollbackConfiguration === undefined
      ? {}
      : { autoRollbackConfiguration: { alarms: [...autoRollbackConfiguration.alarms] } }),
  };
}

/**
 * Waits until SageMaker takes the update.
 *
 * It refuses one while instances start or stop, for some minutes after each firing that moves the count, and while
 * somebody else updates the endpoint. Before another instance type nothing can fire any more at this point, so what
 * begins to scale before the target is gone has ended when the update begins.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 */
async function waitUntilUpdatable(
  { oldInputs, oldOutputs, newInputs }: pulumi.ResourceHookArgs,
  { name: key, instanceTypes: shape }: ManagedEndpointPlan,
  atAws: DeploymentHooks | undefined,
): Promise<void> {
  const name = String(oldOutputs?.["name"]);
  const isSame = (key: string): boolean =>
    JSON.stringify(newInputs?.[key]) === JSON.stringify(oldInputs?.[key]);
  // Where nothing differs, an update that failed is repeated: only at rest does the endpoint show what became of it.
  const repeats =
    newInputs?.["endpointConfigName"] === oldOutputs?.["endpointConfigName"] &&
    isSame("deploymentConfig");
  const onlyTags = repeats && !isSame("tags");
  const busy = onlyTags ? undefined : await atAws?.waitUntilUpdatable(name);
  // A repeated update asks SageMaker for nothing, so nothing needs to give way.
  const blocked =
    busy ?? (repeats ? undefined : await atAws?.scaling?.deregisterBeforeUpdate(key, shape));
  if (blocked === undefined) return;
  throw new Error(
    [
      blocked,
      "the update was not begun; the old configuration stays in service",
      ...((await atAws?.scaling?.restoreScaling(key)) ?? []),
      "fix: run pulumi up again when the endpoint is InService",
    ].join("\n"),
  );
}

/**
 * Fails the run on an endpoint that could not be created.
 *
 * It stays in the state; the next run finds nothing to change in it and takes that for success. Where it is to take the
 * place of another one, that one, which serves, would then be deleted.
 */
function throwIfCreationFailed(name: string, reason: string | undefined): void {
  if (reason === undefined) return;
  throw new Error(
    [
      `endpoint ${name} could not be created and serves nothing`,
      "nothing was deleted; an endpoint that it was to replace stays in service",
      `reason: ${reason}`,
      `fix: aws sagemaker delete-endpoint --endpoint-name ${name}, then pulumi up --refresh, which makes it anew`,
    ].join("\n"),
  );
}

/**
 * Fails the run when the endpoint does not serve the configuration that it was updated to.
 *
 * SageMaker returns to the old fleet by itself, the endpoint is in service again, and the provider
 * takes that for success; after a refused update its state claims the new configuration, and the next
 * run finds nothing to do. Without this, either run would delete the configuration in service.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
async function throwIfRolledBack(
  { newInputs, newOutputs }: pulumi.ResourceHookArgs,
  key: string,
  atAws: DeploymentHooks | undefined,
): Promise<void> {
  const asked: unknown = newInputs?.["endpointConfigName"];
  const live: unknown = newOutputs?.["endpointConfigName"];
  const name = String(newOutputs?.["name"]);
  if (asked === live) return throwIfCreationFailed(name, await atAws?.readCreationFailure(name));
  const reason = await atAws?.readFailureReason(name);
  const command = `aws sagemaker describe-endpoint --endpoint-name ${name} --query FailureReason`;
  throw new Error(
    [
      `endpoint ${name} serves configuration ${String(live)} and not ${String(asked)}: SageMaker has refused the update or rolled it back`,
      "nothing was deleted; the old configuration stays in service",
      ...((await atAws?.scaling?.restoreScaling(key)) ?? []),
      `reason: ${reason ?? command}`,
      "fix: correct the model or the deployment, then run pulumi up again",
    ].join("\n"),
  );
}

/**
 * An endpoint that something else made, by its name alone: nothing is declared for it and nothing is
 * read, so that no run can change it or fail for want of it.
 */
export function useExistingEndpoint({ existing, target }: ExistingEndpointPlan): ScaledEndpoint {
  const { endpointName, adopt } = existing;
  return {
    endpoint: { name: pulumi.output(endpointName) },
    ...(adopt ? { targetImportId: toTargetImportId(endpointName, target.variantName) } : {}),
  };
}

/** The dimensions of a metric that this endpoint publishes. */
export function toDimensions(
  plan: ScalingPlan,
  dimensions: readonly DimensionName[],
  endpoint: ScaledEndpoint["endpoint"],
): Record<string, pulumi.Input<string>> {
  const values = { EndpointName: endpoint.name, VariantName: plan.target.variantName };
  return Object.fromEntries(dimensions.map((name) => [name, values[name]]));
}
