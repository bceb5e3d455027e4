import type * as v from "valibot";
import { parseVariantResourceId } from "../../aws/facts";
import type { AwsState } from "./account-state";
import { type EndpointState, getEndpointStatus, setEndpoint, toBusyError } from "./endpoints";
import { findQuotaProblem, findReadyMoment, findShortage, startInstances, type VariantState } from "./fleet";
import { takeFailure } from "./injected-failures";
import type { Named } from "./json";
import { toNotFoundError } from "./models-and-configurations";
import { defineOperation, type Outcome, toAnswer, toValidationError } from "./operation";
import { weightsAndCapacitiesShape } from "./sagemaker-inputs";
import { recordActivity } from "./scaling-activities";

/** The count that is asked for at the moment. */
export function getDesiredCount(state: AwsState, resourceId: string): number | undefined {
  const place = parseVariantResourceId(resourceId);
  if (place === undefined) return undefined;
  return state.endpoints[place.endpoint]?.variants.find((each) => each.name === place.variant)?.desired;
}

/** Why Application Auto Scaling cannot change a resource at the moment; undefined when it can. */
export function explainNotScalable(state: AwsState, resourceId: string): string | undefined {
  const place = parseVariantResourceId(resourceId);
  const endpoint = place === undefined ? undefined : state.endpoints[place.endpoint];
  const variant = endpoint?.variants.find((each) => each.name === place?.variant);
  if (endpoint === undefined || variant === undefined) {
    return `Resource Id [${resourceId}] is not scalable. Reason: Could not find it.`;
  }
  const status = getEndpointStatus(endpoint);
  if (status === "InService") return undefined;
  return `Resource Id [${resourceId}] is not scalable. Reason: The endpoint status is ${status}.`;
}

/**
 * Application Auto Scaling sets a variant's instance count, and writes into the target's history how that went.
 *
 * The endpoint is Updating until the last instance is in service or gone; meanwhile nothing else can scale it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 */
export function setDesiredCount(
  state: AwsState,
  resourceId: string,
  dimension: string,
  desired: number,
  cause: string,
): AwsState {
  const description = `Setting desired instance count to ${desired}.`;
  const entry = { resourceId, dimension, description, cause };
  const failed = (reason: string): AwsState =>
    recordActivity(state, {
      ...entry,
      status: "Failed",
      message: `Failed to set desired instance count to ${desired}. Reason: ${reason}`,
      endedAt: state.nowSeconds,
    }).state;
  const unscalable = explainNotScalable(state, resourceId);
  const place = parseVariantResourceId(resourceId);
  const endpoint = place === undefined ? undefined : state.endpoints[place.endpoint];
  if (place === undefined || endpoint === undefined || unscalable !== undefined) {
    return failed(unscalable ?? "");
  }
  const change = changeCounts(state, endpoint, { [place.variant]: desired });
  if ("refusal" in change) return failed(change.refusal);
  const message = `Successfully set desired instance count to ${desired}. Waiting for change to be fulfilled by sagemaker.`;
  const recorded = recordActivity(change.state, { ...entry, status: "InProgress", message });
  return addActivity(recorded.state, place.endpoint, recorded.id);
}

/**
 * The endpoint with other counts asked for, as UpdateEndpointWeightsAndCapacities does.
 *
 * Instances that are too many leave at once; the endpoint is Updating until the last one has come or gone.
 * @param counts by variant name
 * @returns a refusal if the account's quota is too small; capacity that AWS lacks shows only at the end
 */
function changeCounts(
  state: AwsState,
  endpoint: EndpointState,
  counts: Named<number>,
): { readonly state: AwsState } | { readonly refusal: string } {
  let after = state;
  const asked = endpoint.variants.map((variant): VariantState => {
    const desired = counts[variant.name] ?? variant.desired;
    const started = startInstances(after, endpoint.name, Math.max(0, desired - variant.current));
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

function addActivity(state: AwsState, name: string, activityId: string): AwsState {
  const endpoint = state.endpoints[name];
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
  const change = changeCounts(
    state,
    { ...endpoint, variants: endpoint.variants.map((each) => applyWeights(each, wanted)) },
    Object.fromEntries(
      wanted.flatMap(({ VariantName, DesiredInstanceCount: count }) =>
        count === undefined ? [] : [[VariantName, count]],
      ),
    ),
  );
  if ("refusal" in change) {
    return { error: { code: "ResourceLimitExceeded", message: change.refusal } };
  }
  return toAnswer(change.state, { EndpointArn: endpoint.arn });
});

type Wanted = v.InferOutput<typeof weightsAndCapacitiesShape>["DesiredWeightsAndCapacities"];

function applyWeights(variant: VariantState, wanted: Wanted): VariantState {
  const weight = wanted.find(({ VariantName }) => VariantName === variant.name)?.DesiredWeight;
  return weight === undefined ? variant : { ...variant, weight };
}
