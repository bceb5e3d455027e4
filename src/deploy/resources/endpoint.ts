import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { type DimensionName, toScaledImportId, toScaledResource } from "../../aws/facts";
import { type ExistingEndpointPlan, resourceNames } from "../../plan/endpoint";
import { formatProblem } from "../../problem";
import { createReplacementTrigger, type InstanceTypes } from "../recovery";
import type { EndpointComponent } from "./endpoint-component";
import type { CreatedVariant } from "./endpoint-configuration";
import type { ManagedEndpointInputs } from "./endpoint-inputs";

/** An endpoint that a target scales: created here, or an existing one; or an existing inference component. */
export interface ScaledEndpoint {
  /** At AWS; of the inference component, if that is what is scaled. */
  readonly name: pulumi.Output<string>;
  /** Absent for an existing endpoint. */
  readonly arn?: pulumi.Output<string>;
  /** By the variants' keys: replaced when the instance type or the variant changes. None for an existing endpoint. */
  readonly replacementTriggers: Readonly<Record<string, pulumi.Stash>>;
  /** The id to import the target under; absent: it is registered here. */
  readonly targetImportId?: string;
}

/**
 * The Endpoint, updated in place when its configuration changes.
 *
 * Its name at AWS is the key and a random suffix. It stays through every update, and when rollback alarms come or go,
 * which replaces an endpoint, the new one can start before the old one ends.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function createEndpoint(
  { deployment, protect }: EndpointOptionsPlan,
  configuration: sagemaker.EndpointConfiguration,
  variants: readonly CreatedVariant[],
  component: EndpointComponent,
): ScaledEndpoint {
  const { plan, hooks } = component;
  const replacementTriggers = createReplacementTriggers(variants, configuration);
  const instanceTypes = Object.assign({}, ...variants.map((variant) => variant.plan.instanceTypes)) as InstanceTypes;
  const { name, arn } = new sagemaker.Endpoint(
    resourceNames.endpoint(plan.name),
    {
      endpointConfigName: configuration.name,
      ...(deployment === undefined ? {} : { deploymentConfig: toDeploymentConfig(deployment) }),
      tags: plan.tags,
    },
    {
      parent: component,
      dependsOn: Object.values(replacementTriggers),
      hooks: {
        beforeUpdate: [(args) => hooks.beforeEndpointUpdate(args, instanceTypes)],
        afterUpdate: [(args) => hooks.afterEndpointUpdate(args)],
      },
      ...(protect ? { protect: true } : {}),
    },
  );
  return { name, arn, replacementTriggers };
}

/** Each variant has its own, so that another instance type of one leaves the target of another one alone. */
function createReplacementTriggers(
  variants: readonly CreatedVariant[],
  configuration: sagemaker.EndpointConfiguration,
): ScaledEndpoint["replacementTriggers"] {
  return Object.fromEntries(
    variants.map(({ plan: { instanceTypes }, component }) => {
      const { name } = component.plan;
      return [name, createReplacementTrigger(name, instanceTypes, configuration, component)];
    }),
  );
}

/**
 * Fails a run that keeps an endpoint which AWS does not have.
 *
 * The program sees the state as it was before `--refresh`, so only the engine's answer shows whether this run creates the
 * endpoint again. Nobody can lose anything until then: the account is the right one, and the endpoint is gone.
 * @throws RunError with the problem
 */
export async function throwIfMissing(
  { name }: Pick<ScaledEndpoint, "name">,
  { hooks }: EndpointComponent,
): Promise<void> {
  const { missing } = hooks;
  if (missing === undefined || !(await isKnown(name))) return;
  const kept = await new Promise<string>((resolve) => void name.apply(resolve));
  if (kept === missing.name) throw new pulumi.RunError(missing.problems.map(formatProblem).join("\n"));
}

/** A preview does not know the name of an endpoint that it creates. The declarations of @pulumi/pulumi leave this out. */
async function isKnown(output: pulumi.Output<string>): Promise<boolean> {
  return (await Reflect.get(output, "isKnown")) === true;
}

type EndpointOptionsPlan = Pick<ManagedEndpointInputs, "deployment" | "protect">;

function toDeploymentConfig({
  autoRollbackConfiguration,
  ...policies
}: NonNullable<EndpointOptionsPlan["deployment"]>): sagemaker.EndpointArgs["deploymentConfig"] {
  return {
    ...policies,
    ...(autoRollbackConfiguration === undefined
      ? {}
      : { autoRollbackConfiguration: { alarms: [...autoRollbackConfiguration.alarms] } }),
  };
}

/** What something else created, by its name alone: no run reads or changes it, so none can fail over it. */
export function useExistingEndpoint(
  { endpointName, adopt }: ExistingEndpointPlan["existing"],
  { plan }: EndpointComponent,
): ScaledEndpoint {
  const { unit, variantName } = plan.target;
  const resource = toScaledResource(unit, endpointName, variantName);
  return {
    name: pulumi.output(endpointName),
    replacementTriggers: {},
    ...(adopt ? { targetImportId: toScaledImportId(resource) } : {}),
  };
}

/** The dimensions of a metric that this endpoint publishes. */
export function toDimensions(
  dimensions: readonly DimensionName[],
  endpoint: ScaledEndpoint,
  { plan }: EndpointComponent,
): Record<string, pulumi.Input<string>> {
  const { name } = endpoint;
  const values = { EndpointName: name, VariantName: plan.target.variantName, InferenceComponentName: name };
  return Object.fromEntries(dimensions.map((name) => [name, values[name]]));
}
