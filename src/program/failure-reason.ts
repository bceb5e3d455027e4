import type { StackConfig } from "../config/config";
import { describeEndpointCounts } from "../live-aws/endpoint-counts";
import { closeAws, openAws } from "../live-aws/open-aws";
import type { FailureReason } from "../resources/endpoint";
import { mayReadAws, providerSettings } from "./aws-access";

/** Why SageMaker did not do what an endpoint was asked; absent where AWS may not be read. */
export function failureReasonAtAws(stack: Pick<StackConfig, "readAws">): FailureReason | undefined {
  if (!mayReadAws(stack)) return undefined;
  // Read here: a hook runs outside of the program, where the SDK no longer knows the stack's config.
  const settings = providerSettings();
  return async (endpointName) => {
    const aws = await openAws(settings);
    try {
      const read = await describeEndpointCounts(aws, endpointName);
      return "found" in read ? read.found?.failureReason : undefined;
    } finally {
      closeAws(aws);
    }
  };
}
