import * as v from "valibot";
import { variantResourceId } from "../aws-facts/scalable-target";
import { validationError } from "./aws-error";
import { busy, endpointStatus, withEndpoint, type EndpointState } from "./endpoint";
import { takeMishap } from "./faults";
import { fleetOf, quotaComplaint, readyAt, type VariantState } from "./instances";
import { answer, operation, type Outcome } from "./operation";
import { notFound } from "./sagemaker";
import {
  updateEndpointShape,
  type DeploymentConfigInput,
  type EndpointConfigInput,
} from "./sagemaker-shapes";
import type { AwsState } from "./state";

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
  if (endpointStatus(endpoint) !== "InService") return busy(endpoint);
  if (config === undefined) return notFound("endpoint configuration", input.EndpointConfigName);
  const complaint =
    targetComplaint(state, endpoint, config.input) ??
    policyComplaint(input.DeploymentConfig, config.input);
  if (complaint !== undefined) return { error: validationError(complaint) };
  const counts = retainedCounts(endpoint, input);
  const fleet = fleetOf(state, endpoint.name, config.input, counts);
  const refusal = quotaComplaint(state, fleet.variants);
  if (refusal !== undefined) {
    return { error: { code: "ResourceLimitExceeded", message: refusal } };
  }
  return begin(fleet, endpoint, input);
});

function begin(
  fleet: ReturnType<typeof fleetOf>,
  endpoint: EndpointState,
  input: UpdateInput,
): Outcome {
  const mishap = takeMishap(fleet.state, endpoint.name, "update");
  const failure = mishap.reason ?? fleet.shortage;
  const deployment =
    input.DeploymentConfig ??
    (input.RetainDeploymentConfig === true ? endpoint.lastDeployment : undefined);
  const updated: EndpointState = {
    ...endpoint,
    transition: {
      kind: "updating",
      endsAt:
        readyAt(fleet.state, fleet.variants) +
        shiftSeconds(fleet.state, deployment, fleet.variants),
      configName: input.EndpointConfigName,
      fleet: fleet.variants,
      ...(deployment === undefined ? {} : { deployment }),
      ...(failure === undefined ? {} : { failure }),
    },
    modifiedAt: fleet.state.nowSeconds,
  };
  return answer(withEndpoint(mishap.state, updated), { EndpointArn: endpoint.arn });
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
  return undefined;
}

function retainedCounts(
  endpoint: EndpointState,
  input: UpdateInput,
): Readonly<Record<string, number>> {
  const excluded = (input.ExcludeRetainedVariantProperties ?? []).some(
    (each) => each.VariantPropertyType === "DesiredInstanceCount",
  );
  if (input.RetainAllVariantProperties !== true || excluded) return {};
  return Object.fromEntries(endpoint.variants.map((variant) => [variant.name, variant.desired]));
}

/**
 * How long traffic takes to move once the new fleet is in service: bakes, steps, batches, and the wait before
 * the old fleet ends.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html; a bake needs alarms
 */
function shiftSeconds(
  state: AwsState,
  deployment: DeploymentConfigInput | undefined,
  fleet: readonly VariantState[],
): number {
  const { shift, startup } = state.world.timing;
  const count = Math.max(1, ...fleet.map((variant) => variant.desired));
  const rolling = deployment?.RollingUpdatePolicy;
  if (rolling !== undefined) {
    const batches = Math.ceil(count / sizeOf(rolling.MaximumBatchSize, count));
    return shift + batches * rolling.WaitIntervalInSeconds + (batches - 1) * startup;
  }
  const blueGreen = deployment?.BlueGreenUpdatePolicy;
  if (blueGreen === undefined) return shift;
  const routing = blueGreen.TrafficRoutingConfiguration;
  const step = routing.LinearStepSize;
  const steps = {
    ALL_AT_ONCE: deployment?.AutoRollbackConfiguration === undefined ? 0 : 1,
    CANARY: 2,
    LINEAR: step === undefined ? 1 : Math.ceil(count / sizeOf(step, count)),
  }[routing.Type];
  return shift + steps * routing.WaitIntervalInSeconds + (blueGreen.TerminationWaitInSeconds ?? 0);
}

function sizeOf(
  size: { readonly Type: string; readonly Value: number },
  instances: number,
): number {
  if (size.Type === "INSTANCE_COUNT") return size.Value;
  return Math.max(1, Math.floor((instances * size.Value) / 100));
}
