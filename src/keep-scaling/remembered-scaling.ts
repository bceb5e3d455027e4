import type { AwsResult } from "../live-aws/aws-read";
import { callAws } from "../live-aws/aws-read";
import type { AwsFailure } from "../live-aws/aws-trouble";
import { describeEndpointIfExists } from "../live-aws/endpoint-counts";
import { readRegisteredScaling, type RegisteredScaling } from "../live-aws/live-scaling";
import type { AwsClients } from "../live-aws/open-aws";

/** A target, its scheduled actions and its policies, as AWS had them. */
export type ScalingSnapshot = RegisteredScaling & Required<Pick<RegisteredScaling, "target">>;

/** What a run has taken away, or is about to, by the endpoints' names at AWS. */
export type ScalingSnapshots = Map<string, ScalingSnapshot>;

/**
 * Remembers what scales the one variant of an endpoint. What was remembered before stays where nothing is registered.
 *
 * Out: whether something is registered now, or why AWS does not say
 */
export async function snapshotScaling(
  aws: AwsClients,
  endpointName: string,
  remembered: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const variant = await readVariantName(aws, endpointName);
  if ("failure" in variant) return variant;
  if (variant.found === undefined) return { found: false };
  const read = await readRegisteredScaling(aws, endpointName, variant.found);
  if ("failure" in read) return read;
  const { target, ...rest } = read.found;
  if (target === undefined) return { found: false };
  remembered.set(endpointName, { ...rest, target });
  return { found: true };
}

/** Of an endpoint of this program, which has one variant. Out: undefined: there is no such endpoint */
async function readVariantName(
  { sageMaker }: AwsClients,
  endpointName: string,
): Promise<{ readonly found: string | undefined } | { readonly failure: AwsFailure }> {
  const read = await callAws("sagemaker:DescribeEndpoint", () =>
    describeEndpointIfExists(sageMaker, endpointName),
  );
  return "failure" in read ? read : { found: read.found?.ProductionVariants?.[0]?.VariantName };
}
