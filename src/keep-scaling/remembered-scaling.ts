import type { AwsRead } from "../live-aws/aws-read";
import { readAws } from "../live-aws/aws-read";
import type { AwsTrouble } from "../live-aws/aws-trouble";
import { endpointThere } from "../live-aws/endpoint-counts";
import { readScalable, type ScalableAtAws } from "../live-aws/live-scaling";
import type { LiveAws } from "../live-aws/open-aws";

/** A target, its scheduled actions and its policies, as AWS had them. */
export type RememberedScaling = ScalableAtAws & Required<Pick<ScalableAtAws, "target">>;

/** What a run has taken away, or is about to, by the endpoints' names at AWS. */
export type Remembered = Map<string, RememberedScaling>;

/**
 * Remembers what scales the one variant of an endpoint. What was remembered before stays where nothing is registered.
 *
 * Out: whether something is registered now, or why AWS does not say
 */
export async function rememberScaling(
  aws: LiveAws,
  endpointName: string,
  remembered: Remembered,
): Promise<AwsRead<boolean>> {
  const variant = await liveVariant(aws, endpointName);
  if ("trouble" in variant) return variant;
  if (variant.found === undefined) return { found: false };
  const read = await readScalable(aws, endpointName, variant.found);
  if ("trouble" in read) return read;
  const { target, ...rest } = read.found;
  if (target === undefined) return { found: false };
  remembered.set(endpointName, { ...rest, target });
  return { found: true };
}

/** Of an endpoint of this program, which has one variant. Out: undefined: there is no such endpoint */
async function liveVariant(
  { sageMaker }: LiveAws,
  endpointName: string,
): Promise<{ readonly found: string | undefined } | { readonly trouble: AwsTrouble }> {
  const read = await readAws("sagemaker:DescribeEndpoint", () =>
    endpointThere(sageMaker, endpointName),
  );
  return "trouble" in read ? read : { found: read.found?.ProductionVariants?.[0]?.VariantName };
}
