import { validationError } from "./aws-error";
import { changeCount } from "./desired-count";
import { busy, endpointStatus } from "./endpoint";
import { answer, operation, type Outcome } from "./operation";
import { notFound } from "./sagemaker";
import { weightsAndCapacitiesShape } from "./sagemaker-shapes";

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 *
 * What the console's "Update instance count" sends. One variant at a time is simulated; weights are taken as
 * they are. Limits of a scalable target do not hold here: nothing brings the count back before a firing does.
 */
export const updateWeightsAndCapacities = operation(
  weightsAndCapacitiesShape,
  (state, input): Outcome => {
    const endpoint = state.endpoints[input.EndpointName];
    if (endpoint === undefined) return notFound("endpoint", input.EndpointName);
    if (endpointStatus(endpoint) !== "InService") return busy(endpoint);
    const [wanted, ...others] = input.DesiredWeightsAndCapacities;
    if (wanted?.DesiredInstanceCount === undefined || others.length > 0) {
      return { error: validationError("Simulated: one variant, with DesiredInstanceCount.") };
    }
    const change = changeCount(state, endpoint, wanted.VariantName, wanted.DesiredInstanceCount);
    if ("refusal" in change) {
      return { error: { code: "ResourceLimitExceeded", message: change.refusal } };
    }
    return answer(change.state, { EndpointArn: endpoint.arn });
  },
);
