import type * as v from "valibot";
import type { CapacityUnit } from "../../aws/facts";
import type { AwsState } from "./account-state";
import { changeCopies } from "./component-copies";
import { type EndpointState, getEndpointStatus, setEndpoint, toBusyError } from "./endpoints";
import { findQuotaProblem, findReadyMoment, findShortage, startCapacity, type VariantState } from "./fleet";
import { explainComponentBusy, getComponentStatus, setComponent } from "./inference-components";
import { takeFailure } from "./injected-failures";
import type { Named } from "./json";
import { findConcurrencyProblem, toNotFoundError } from "./models-and-configurations";
import { defineOperation, type Outcome, toAnswer, toValidationError } from "./operation";
import { weightsAndCapacitiesShape } from "./sagemaker-inputs";
import { type FoundResource, findScaledResource, toUnit } from "./scaled-resources";
import { recordActivity } from "./scaling-activities";

/** The count that is asked for at the moment: of instances, copies or provisioned concurrency. */
export function getDesiredCount(state: AwsState, resourceId: string): number | undefined {
  const found = findScaledResource(state, resourceId);
  return found?.unit === "copies" ? found.component.desired : found?.variant.desired;
}

/**
 * Why Application Auto Scaling cannot change a resource at the moment; undefined when it can.
 *
 * That SageMaker refuses a second change of a component's copies was seen; that a firing then fails for good, as for a
 * variant, is inferred.
 */
export function explainNotScalable(state: AwsState, resourceId: string): string | undefined {
  const reason = findBusyReason(state, findScaledResource(state, resourceId));
  return reason === undefined ? undefined : `Resource Id [${resourceId}] is not scalable. Reason: ${reason}`;
}

function findBusyReason(state: AwsState, found: FoundResource | undefined): string | undefined {
  if (found === undefined) return "Could not find it.";
  if (found.unit === "copies" && getComponentStatus(found.component) !== "InService") {
    return explainComponentBusy("update", found.component);
  }
  const endpoint = found.unit === "copies" ? state.endpoints[found.component.endpoint] : found.endpoint;
  const status = endpoint === undefined ? "Deleting" : getEndpointStatus(endpoint);
  return status === "InService" ? undefined : `The endpoint status is ${status}.`;
}

/** What the descriptions of activities call a count. For copies and concurrency no page shows them: inferred. */
const countNames = {
  instances: "instance count",
  copies: "copy count",
  concurrency: "provisioned concurrency",
} as const satisfies Record<CapacityUnit, string>;

/**
 * Application Auto Scaling sets a count, and writes into the target's history how that went.
 *
 * The endpoint or component is Updating until the last unit is in service or gone; meanwhile nothing else can scale it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateInferenceComponentRuntimeConfig.html
 */
export function setDesiredCount(
  state: AwsState,
  resourceId: string,
  dimension: string,
  desired: number,
  cause: string,
): AwsState {
  const name = countNames[toUnit(dimension)];
  const entry = { resourceId, dimension, description: `Setting desired ${name} to ${desired}.`, cause };
  const failed = (reason: string): AwsState =>
    recordActivity(state, {
      ...entry,
      status: "Failed",
      message: `Failed to set desired ${name} to ${desired}. Reason: ${reason}`,
      endedAt: state.nowSeconds,
    }).state;
  const unscalable = explainNotScalable(state, resourceId);
  const found = findScaledResource(state, resourceId);
  if (found === undefined || unscalable !== undefined) return failed(unscalable ?? "");
  const change = changeCapacity(state, found, desired);
  if ("refusal" in change) return failed(change.refusal);
  const message = `Successfully set desired ${name} to ${desired}. Waiting for change to be fulfilled by sagemaker.`;
  const recorded = recordActivity(change.state, { ...entry, status: "InProgress", message });
  return addActivity(recorded.state, found, recorded.id);
}

type Change = { readonly state: AwsState } | { readonly refusal: string };

function changeCapacity(state: AwsState, found: FoundResource, desired: number): Change {
  if (found.unit === "copies") return changeCopies(state, found.component, desired, "updating");
  const { endpoint, variant } = found;
  const refusal = variant.serverless && findConcurrencyProblem(desired, variant.serverless.maxConcurrency);
  return refusal === undefined ? changeCounts(state, endpoint, { [variant.name]: desired }) : { refusal };
}

/**
 * The endpoint with other counts asked for, as UpdateEndpointWeightsAndCapacities does.
 *
 * Instances that are too many leave at once; the endpoint is Updating until the last one has come or gone.
 * @param counts by variant name
 * @returns a refusal if the account's quota is too small; capacity that AWS lacks shows only at the end
 */
function changeCounts(state: AwsState, endpoint: EndpointState, counts: Named<number>): Change {
  let after = state;
  const asked = endpoint.variants.map((variant): VariantState => {
    const desired = counts[variant.name] ?? variant.desired;
    const started = startCapacity(after, endpoint.name, variant, Math.max(0, desired - variant.current));
    after = started.state;
    const current = Math.min(variant.current, desired);
    return { ...variant, current, desired, starting: started.readyAt };
  });
  const refusal = findQuotaProblem(state, asked);
  if (refusal !== undefined) return { refusal };
  const grows = asked.some(({ starting }) => starting.length > 0);
  const mishap = grows ? takeFailure(after, endpoint.name, "scaleOut") : { state: after };
  const failure = mishap.reason ?? findShortage(state, asked);
  const shrinks = asked.some(({ current }, index) => current < (endpoint.variants[index]?.current ?? 0));
  const gone = shrinks || !grows ? state.nowSeconds + state.world.timing.scaleIn : 0;
  const variants = failure === undefined ? asked : asked.map((variant) => ({ ...variant, starting: [] }));
  const endsAt = Math.max(gone, findReadyMoment(after, asked));
  const transition = { kind: "scaling", endsAt, ...(failure === undefined ? {} : { failure }) } as const;
  return { state: setEndpoint(mishap.state, { ...endpoint, variants, transition }) };
}

function addActivity(state: AwsState, found: FoundResource, activityId: string): AwsState {
  if (found.unit === "copies") {
    const component = state.components[found.component.name];
    if (component?.transition === undefined) return state;
    return setComponent(state, { ...component, transition: { ...component.transition, activityId } });
  }
  const endpoint = state.endpoints[found.endpoint.name];
  if (endpoint?.transition?.kind !== "scaling") return state;
  return setEndpoint(state, { ...endpoint, transition: { ...endpoint.transition, activityId } });
}

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 *
 * What the console's "Update instance count" and "Update weights" send, for one variant or several. Limits of a
 * scalable target do not hold here: nothing brings a count back before a firing does.
 */
export const updateWeightsAndCapacities = defineOperation(weightsAndCapacitiesShape, (state, input): Outcome => {
  const endpoint = state.endpoints[input.EndpointName];
  if (endpoint === undefined) return toNotFoundError("endpoint", input.EndpointName);
  if (getEndpointStatus(endpoint) !== "InService") return toBusyError(endpoint);
  const wanted = input.DesiredWeightsAndCapacities;
  const unknown = wanted.find(({ VariantName }) => !endpoint.variants.some(({ name }) => name === VariantName));
  if (unknown !== undefined) {
    const text = `The variant name(s) "${unknown.VariantName}" is/are not present within endpoint configuration "${endpoint.configName}".`;
    return { error: toValidationError(text) };
  }
  const weighted = endpoint.variants.map((each) => applyUpdate(each, wanted));
  const counts = wanted.flatMap(({ VariantName, DesiredInstanceCount, ServerlessUpdateConfig }) => {
    const count = DesiredInstanceCount ?? ServerlessUpdateConfig?.ProvisionedConcurrency;
    return count === undefined ? [] : [[VariantName, count] as const];
  });
  const changed = Object.fromEntries(counts);
  const problem = weighted
    .map(({ name, desired, serverless }) =>
      serverless === undefined || (changed[name] ?? desired) === 0
        ? undefined
        : findConcurrencyProblem(changed[name] ?? desired, serverless.maxConcurrency),
    )
    .find((each) => each !== undefined);
  if (problem !== undefined) return { error: toValidationError(problem) };
  const change = changeCounts(state, { ...endpoint, variants: weighted }, changed);
  if ("refusal" in change) {
    return { error: { code: "ResourceLimitExceeded", message: change.refusal } };
  }
  return toAnswer(change.state, { EndpointArn: endpoint.arn });
});

type Wanted = v.InferOutput<typeof weightsAndCapacitiesShape>["DesiredWeightsAndCapacities"];

function applyUpdate(variant: VariantState, wanted: Wanted): VariantState {
  const update = wanted.find(({ VariantName }) => VariantName === variant.name);
  const { serverless } = variant;
  return {
    ...variant,
    weight: update?.DesiredWeight ?? variant.weight,
    ...(serverless === undefined
      ? {}
      : {
          serverless: {
            ...serverless,
            maxConcurrency: update?.ServerlessUpdateConfig?.MaxConcurrency ?? serverless.maxConcurrency,
          },
        }),
  };
}
