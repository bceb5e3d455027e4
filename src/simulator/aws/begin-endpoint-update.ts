import * as v from "valibot";
import {
  canaryPercentRange,
  linearPercentRange,
  rollbackPercentRange,
  rollingPercentRange,
  toVariantResourceId,
} from "../../aws/facts";
import type { AwsState } from "./account-state";
import { type EndpointState, type EndpointStatus, getEndpointStatus, setEndpoint, toBusyError } from "./endpoints";
import { createFleet, findQuotaProblem, findReadyMoment, findShortage, type VariantState } from "./fleet";
import { takeFailure } from "./injected-failures";
import { toNotFoundError } from "./models-and-configurations";
import { defineOperation, type Outcome, toAnswer, toValidationError } from "./operation";
import { type DeploymentConfigInput, type EndpointConfigInput, updateEndpointShape } from "./sagemaker-inputs";

type UpdateInput = v.InferOutput<typeof updateEndpointShape>;

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 *
 * Starts the new configuration's fleet beside the old one. Instance counts are the configuration's
 * InitialInstanceCount, unless RetainAllVariantProperties keeps the desired counts.
 * Refused: an endpoint that is busy; another instance type, or none, for a variant whose scalable target is
 * registered (developer guide, "Update or delete endpoints that use automatic scaling"); instances that become
 * serverless (developer guide, "Serverless Inference", feature exclusions).
 */
export const updateEndpoint = defineOperation(updateEndpointShape, (state, input): Outcome => {
  const endpoint = state.endpoints[input.EndpointName];
  const config = state.endpointConfigs[input.EndpointConfigName];
  if (endpoint === undefined) return toNotFoundError("endpoint", input.EndpointName);
  if (!canUpdate.has(getEndpointStatus(endpoint))) return toBusyError(endpoint);
  if (config === undefined) return toNotFoundError("endpoint configuration", input.EndpointConfigName);
  const complaint =
    findConversionProblem(endpoint, config.input) ??
    findTargetProblem(state, endpoint, config.input) ??
    findRetainProblem(input.DeploymentConfig, config.input);
  if (complaint !== undefined) return { error: toValidationError(complaint) };
  const fleet = retainCounts(
    createFleet(state, endpoint.name, config.input, countNewInstances(endpoint, input)),
    endpoint,
    input,
  );
  const refusal = findQuotaProblem(state, countInstancesAddedAtOnce(parseDeployment(endpoint, input), fleet.variants));
  if (refusal !== undefined) {
    return { error: { code: "ResourceLimitExceeded", message: refusal } };
  }
  return beginUpdate(fleet, endpoint, input);
});

/** That an update ends a failed rollback is inferred: "restore the endpoint's status to InService", API_DescribeEndpoint. */
const canUpdate: ReadonlySet<EndpointStatus> = new Set(["InService", "UpdateRollbackFailed"]);

type Fleet = ReturnType<typeof createFleet>;

function beginUpdate(fleet: Fleet, endpoint: EndpointState, input: UpdateInput): Outcome {
  const deployment = parseDeployment(endpoint, input);
  const shortage = findShortage(fleet.state, countInstancesAddedAtOnce(deployment, fleet.variants));
  const mishap = takeFailure(fleet.state, endpoint.name, "update");
  const { nowSeconds } = fleet.state;
  const inService = findReadyMoment(fleet.state, fleet.variants);
  const ends = inService + computeShiftSeconds(fleet.state, deployment, fleet.variants);
  const limit = nowSeconds + getMaxSeconds(deployment);
  const timeout = ends > limit ? "The deployment took longer than its maximum execution timeout." : undefined;
  const failure = mishap.reason ?? shortage ?? timeout;
  const updated: EndpointState = {
    ...endpoint,
    transition: {
      kind: "updating",
      endsAt: Math.min(ends, limit),
      configName: input.EndpointConfigName,
      fleet: fleet.variants,
      ...(deployment === undefined ? {} : { deployment }),
      ...(failure === undefined ? {} : { failure }),
    },
    modifiedAt: nowSeconds,
  };
  return toAnswer(setEndpoint(mishap.state, updated), { EndpointArn: endpoint.arn });
}

function parseDeployment(endpoint: EndpointState, input: UpdateInput): DeploymentConfigInput | undefined {
  if (input.DeploymentConfig !== undefined) return input.DeploymentConfig;
  return input.RetainDeploymentConfig === true ? endpoint.lastDeployment : undefined;
}

/** That a deployment which takes longer is rolled back is inferred: API_BlueGreenUpdatePolicy only calls it a maximum. */
function getMaxSeconds(deployment: DeploymentConfigInput | undefined): number {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = deployment ?? {};
  return (blueGreen ?? rolling)?.MaximumExecutionTimeoutInSeconds ?? Infinity;
}

/** The rule is AWS's, the words are ours. */
function findConversionProblem({ arn, variants }: EndpointState, config: EndpointConfigInput): string | undefined {
  const becomesServerless = config.ProductionVariants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined);
  return becomesServerless && variants.some(({ serverless }) => serverless === undefined)
    ? `Endpoint "${arn}" has instances and cannot become serverless.`
    : undefined;
}

function findTargetProblem(state: AwsState, endpoint: EndpointState, config: EndpointConfigInput): string | undefined {
  for (const { name, instanceType } of endpoint.variants) {
    const resourceId = toVariantResourceId(endpoint.name, name);
    const registered = Object.values(state.targets).some((each) => each.resourceId === resourceId);
    const next = config.ProductionVariants.find((each) => each.VariantName === name);
    if (!registered || next?.InstanceType === instanceType) continue;
    const change = next === undefined ? "removed" : "given another instance type";
    return (
      `Variant "${name}" of endpoint "${endpoint.arn}" is registered as a scalable target with Application ` +
      `Auto Scaling and cannot be ${change}. Deregister the scalable target first.`
    );
  }
  return undefined;
}

/** @see developer guide, "Deployment guardrails exclusions": rolling excludes serverless endpoints, and several variants. */
function findRetainProblem(
  deployment: DeploymentConfigInput | undefined,
  config: EndpointConfigInput,
): string | undefined {
  if (deployment === undefined) return undefined;
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = deployment;
  if (blueGreen !== undefined && rolling !== undefined) return "Specify only one update policy.";
  if (rolling !== undefined && config.ProductionVariants.length > 1) {
    return "Rolling deployments do not support endpoints with several production variants.";
  }
  if (
    rolling !== undefined &&
    config.ProductionVariants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined)
  ) {
    return "Rolling deployments do not support serverless endpoints.";
  }
  return findSizeProblem(deployment);
}

/** @see API_UpdateEndpoint, RetainAllVariantProperties and ExcludeRetainedVariantProperties */
function isRetained(input: UpdateInput, property: "DesiredInstanceCount" | "DesiredWeight"): boolean {
  const excluded = (input.ExcludeRetainedVariantProperties ?? []).some((each) => each.VariantPropertyType === property);
  return input.RetainAllVariantProperties === true && !excluded;
}

function countNewInstances(endpoint: EndpointState, input: UpdateInput): Readonly<Record<string, number>> {
  if (!isRetained(input, "DesiredInstanceCount")) return {};
  const counted = endpoint.variants.filter(({ serverless }) => serverless === undefined);
  return Object.fromEntries(counted.map((variant) => [variant.name, variant.desired]));
}

/** The fleet with the weights of now, where they are retained. */
function retainCounts(fleet: Fleet, endpoint: EndpointState, input: UpdateInput): Fleet {
  if (!isRetained(input, "DesiredWeight")) return fleet;
  const variants = fleet.variants.map((variant) => {
    const old = endpoint.variants.find((each) => each.name === variant.name);
    return { ...variant, weight: old?.weight ?? variant.weight };
  });
  return { ...fleet, variants };
}

/**
 * The instances that a deployment starts before it ends any: the whole new fleet, or one batch of a rolling update.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export function countInstancesAddedAtOnce(
  deployment: DeploymentConfigInput | undefined,
  fleet: readonly VariantState[],
): readonly VariantState[] {
  const rolling = deployment?.RollingUpdatePolicy;
  if (rolling === undefined) return fleet;
  return fleet.map((variant) => {
    const batch = toInstanceCount(rolling.MaximumBatchSize, variant.desired);
    return {
      ...variant,
      current: Math.min(variant.current, batch),
      desired: Math.min(variant.desired, batch),
      starting: variant.starting.slice(0, batch),
    };
  });
}

/** The percentages of a fleet that SageMaker accepts. @see API_RollingUpdatePolicy, API_TrafficRoutingConfig */
const percentages = {
  CanarySize: canaryPercentRange,
  LinearStepSize: linearPercentRange,
  MaximumBatchSize: rollingPercentRange,
  RollbackMaximumBatchSize: rollbackPercentRange,
} as const;

const sizeNames = [
  "CanarySize",
  "LinearStepSize",
  "MaximumBatchSize",
  "RollbackMaximumBatchSize",
] as const satisfies readonly (keyof typeof percentages)[];

/** What is wrong with the sizes of a deployment's steps; undefined for nothing. */
function findSizeProblem(deployment: DeploymentConfigInput): string | undefined {
  const routing = deployment.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration;
  const sizes = { ...routing, ...deployment.RollingUpdatePolicy };
  for (const name of sizeNames) {
    const size = sizes[name];
    const { from, to } = percentages[name];
    if (size?.Type !== "CAPACITY_PERCENT" || (size.Value >= from && size.Value <= to)) continue;
    return `${name} must be between ${from} and ${to} percent of the fleet.`;
  }
  return undefined;
}

/**
 * How long traffic takes to move once the new fleet is in service: bakes, steps, batches, and the wait before
 * the old fleet ends.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html; a bake needs alarms
 */
function computeShiftSeconds(
  state: AwsState,
  deployment: DeploymentConfigInput | undefined,
  fleet: readonly VariantState[],
): number {
  const { shift, startup } = state.world.timing;
  const count = Math.max(1, ...fleet.map((variant) => variant.desired));
  const rolling = deployment?.RollingUpdatePolicy;
  if (rolling !== undefined) {
    const batches = Math.ceil(count / toInstanceCount(rolling.MaximumBatchSize, count));
    return shift + batches * rolling.WaitIntervalInSeconds + (batches - 1) * startup;
  }
  const blueGreen = deployment?.BlueGreenUpdatePolicy;
  if (blueGreen === undefined) return shift;
  const routing = blueGreen.TrafficRoutingConfiguration;
  const step = routing.LinearStepSize;
  const steps = {
    ALL_AT_ONCE: deployment?.AutoRollbackConfiguration === undefined ? 0 : 1,
    CANARY: 2,
    LINEAR: step === undefined ? 1 : Math.ceil(count / toInstanceCount(step, count)),
  }[routing.Type];
  return shift + steps * routing.WaitIntervalInSeconds + (blueGreen.TerminationWaitInSeconds ?? 0);
}

function toInstanceCount(size: { readonly Type: string; readonly Value: number }, instances: number): number {
  if (size.Type === "INSTANCE_COUNT") return size.Value;
  return Math.max(1, Math.floor((instances * size.Value) / 100));
}
