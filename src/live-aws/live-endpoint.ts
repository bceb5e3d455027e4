import type { AwsRead } from "./aws-read";
import { describeEndpointCounts, type EndpointCounts } from "./endpoint-counts";
import { readScaling, type HistoryOption, type LiveScaling } from "./live-scaling";
import type { LiveAws } from "./open-aws";

/** An endpoint at AWS, and what scales one of its variants. */
export interface LiveEndpoint {
  readonly counts: EndpointCounts;
  readonly scaling: LiveScaling;
}

/**
 * Reads an endpoint and what scales it.
 *
 * In:  its name at AWS, and the variant of the stack file; see `readScaling`
 * Out: undefined: there is no such endpoint
 */
export async function readEndpoint(
  aws: LiveAws,
  endpointName: string,
  variantName: string,
  options: HistoryOption = {},
): Promise<AwsRead<LiveEndpoint | undefined>> {
  const counts = await describeEndpointCounts(aws, endpointName);
  if ("trouble" in counts) return counts;
  if (counts.found === undefined) return { found: undefined };
  const scaling = await readScaling(aws, endpointName, variantName, options);
  if ("trouble" in scaling) return scaling;
  return { found: { counts: counts.found, scaling: scaling.found } };
}
