import type * as v from "valibot";
import { toValidationError } from "./aws-error";
import { changeCounts } from "./desired-count";
import { isBusy, getEndpointStatus } from "./endpoint";
import type { VariantState } from "./instances";
import { toAnswer, defineOperation, type Outcome } from "./operation";
import { toNotFoundError } from "./sagemaker";
import { weightsAndCapacitiesShape } from "./sagemaker-shapes";

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 *
 * What the console's "Update instance count" and "Update weights" send, for one variant or several. Limits of a
 * scalable target do not hold here: nothing brings a count back before a firing does.
 */
export const updateWeightsAndCapacities = defineOperation(
  weightsAndCapacitiesShape,
  (state, input): Outcome => {
    const endpoint = state.endpoints[input.EndpointName];
    if (endpoint === undefined) return toNotFoundError("endpoint", input.EndpointName);
    if (getEndpointStatus(endpoint) !== "InService") return isBusy(endpoint);
    const wanted = input.DesiredWeightsAndCapacities;
    const unknown = wanted.find(
      ({ VariantName }) => !endpoint.variants.some(({ name }) => name === VariantName),
    );
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
  },
);

type Wanted = v.InferOutput<typeof weightsAndCapacitiesShape>["DesiredWeightsAndCapacities"];

function applyWeights(variant: VariantState, wanted: Wanted): VariantState {
  const weight = wanted.find(({ VariantName }) => VariantName === variant.name)?.DesiredWeight;
  return weight === undefined ? variant : { ...variant, weight };
}
