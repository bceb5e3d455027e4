import type { AwsResult } from "./aws-read";
import { readEndpointCounts, type EndpointCounts } from "./endpoint-counts";
import { readLiveScaling, type HistoryOption, type LiveScaling } from "./live-scaling";
import type { AwsClients } from "./open-aws";

/** An endpoint at AWS, and what scales one of its variants. */
export interface LiveEndpoint {
  readonly counts: EndpointCounts;
  readonly scaling: LiveScaling;
}

/**
 * Reads an endpoint and what scales it.
 *
 * In:  its name at AWS, and the variant of the stack file; see `readLiveScaling`
 * Out: undefined: there is no such endpoint
 */
export async function readLiveEndpoint(
  aws: AwsClients,
  endpointName: string,
  variantName: string,
  options: HistoryOption = {},
): Promise<AwsResult<LiveEndpoint | undefined>> {
  const counts = await readEndpointCounts(aws, endpointName);
  if ("failure" in counts) return counts;
  if (counts.found === undefined) return { found: undefined };
  const scaling = await readLiveScaling(aws, endpointName, variantName, options);
  if ("failure" in scaling) return scaling;
  return { found: { counts: counts.found, scaling: scaling.found } };
}
