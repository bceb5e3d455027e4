import * as v from "valibot";
import { variantResourceId } from "../aws-facts/scalable-target";
import { validationError } from "./aws-error";
import {
  busy,
  endpointStatus,
  withEndpoint,
  type EndpointState,
  type EndpointStatus,
} from "./endpoint";
import { takeMishap } from "./faults";
import { fleetOf, quotaComplaint, readyAt, shortageOf } from "./instances";
import { answer, operation, type Outcome } from "./operation";
import { notFound } from "./sagemaker";
import {
  updateEndpointShape,
  type DeploymentConfigInput,
  type EndpointConfigInput,
} from "./sagemaker-shapes";
import type { AwsState } from "./state";
import { addedAtOnce, shiftSeconds, sizeComplaint } from "./traffic-shift";

type UpdateInput = v.InferOutput<typeof updateEndpointShape>;

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 *
 * Starts the new configuration's fleet beside the old one. Instance counts are the configuration's
 * InitialInstanceCount, unless RetainAllVariantProperties keeps the desired counts.
 * Refused: an endpoint that is busy; another instance type, or none, for a variant whose scalable target is
 * registered (developer guide, "Update or delete endpoints that use automatic scaling").
 */
export const updateEndpoint = operation(updateEndpointShape, (state, input): Outcome => {
  const endpoint = state.endpoints[input.EndpointName];
  const config = state.endpointConfigs[input.EndpointConfigName];
  if (endpoint === undefined) return notFound("endpoint", input.EndpointName);
  if (!takesUpdates.has(endpointStatus(endpoint))) return busy(endpoint);
  if (config === undefined) return notFound("endpoint configuration", input.EndpointConfigName);
  const complaint =
    targetComplaint(state, endpoint, config.input) ??
    policyComplaint(input.DeploymentConfig, config.input);
  if (complaint !== undefined) return { error: validationError(complaint) };
  const fleet = retained(
    fleetOf(state, endpoint.name, config.input, counts(endpoint, input)),
    endpoint,
    input,
  );
  const refusal = quotaComplaint(state, addedAtOnce(deploymentOf(endpoint, input), fleet.variants));
  if (refusal !== undefined) {
    return { error: { code: "ResourceLimitExceeded", message: refusal } };
  }
  return begin(fleet, endpoint, input);
});

/** That an update ends a failed rollback is inferred: "restore the endpoint's status to InService", API_DescribeEndpoint. */
const takesUpdates: ReadonlySet<EndpointStatus> = new Set(["InService", "UpdateRollbackFailed"]);

type Fleet = ReturnType<typeof fleetOf>;

function begin(fleet: Fleet, endpoint: EndpointState, input: UpdateInput): Outcome {
  const deployment = deploymentOf(endpoint, input);
  const shortage = shortageOf(fleet.state, addedAtOnce(deployment, fleet.variants));
  const mishap = takeMishap(fleet.state, endpoint.name, "update");
  const { nowSeconds } = fleet.state;
  const inService = readyAt(fleet.state, fleet.variants);
  const ends = inService + shiftSeconds(fleet.state, deployment, fleet.variants);
  const limit = nowSeconds + longestSeconds(deployment);
  const timeout =
    ends > limit ? "The deployment took longer than its maximum execution timeout." : undefined;
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
  return answer(withEndpoint(mishap.state, updated), { EndpointArn: endpoint.arn });
}

function deploymentOf(
  endpoint: EndpointState,
  input: UpdateInput,
): DeploymentConfigInput | undefined {
  if (input.DeploymentConfig !== undefined) return input.DeploymentConfig;
  return input.RetainDeploymentConfig === true ? endpoint.lastDeployment : undefined;
}

/** That a deployment which takes longer is rolled back is inferred: API_BlueGreenUpdatePolicy only calls it a maximum. */
function longestSeconds(deployment: DeploymentConfigInput | undefined): number {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = deployment ?? {};
  return (blueGreen ?? rolling)?.MaximumExecutionTimeoutInSeconds ?? Infinity;
}

function targetComplaint(
  state: AwsState,
  endpoint: EndpointState,
  config: EndpointConfigInput,
): string | undefined {
  for (const { name, instanceType } of endpoint.variants) {
    const resourceId = variantResourceId(endpoint.name, name);
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

/** Source: developer guide, "Deployment guardrails exclusions": rolling excludes endpoints with several variants. */
function policyComplaint(
  deployment: DeploymentConfigInput | undefined,
  config: EndpointConfigInput,
): string | undefined {
  if (deployment === undefined) return undefined;
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = deployment;
  if (blueGreen !== undefined && rolling !== undefined) return "Specify only one update policy.";
  if (rolling !== undefined && config.ProductionVariants.length > 1) {
    return "Rolling deployments do not support endpoints with several production variants.";
  }
  return sizeComplaint(deployment);
}

/** Source: API_UpdateEndpoint, RetainAllVariantProperties and ExcludeRetainedVariantProperties */
function retains(input: UpdateInput, property: "DesiredInstanceCount" | "DesiredWeight"): boolean {
  const excluded = (input.ExcludeRetainedVariantProperties ?? []).some(
    (each) => each.VariantPropertyType === property,
  );
  return input.RetainAllVariantProperties === true && !excluded;
}

function counts(endpoint: EndpointState, input: UpdateInput): Readonly<Record<string, number>> {
  if (!retains(input, "DesiredInstanceCount")) return {};
  return Object.fromEntries(endpoint.variants.map((variant) => [variant.name, variant.desired]));
}

/** The fleet with the weights of now, where they are retained. */
function retained(fleet: Fleet, endpoint: EndpointState, input: UpdateInput): Fleet {
  if (!retains(input, "DesiredWeight")) return fleet;
  const variants = fleet.variants.map((variant) => {
    const old = endpoint.variants.find((each) => each.name === variant.name);
    return { ...variant, weight: old?.weight ?? variant.weight };
  });
  return { ...fleet, variants };
}
