import {
  type AwsClients,
  type AwsResult,
  callAws,
  describeEndpointIfExists,
  getVariantUnit,
  readRegisteredScaling,
  type RegisteredScaling,
  toVariantCounts,
} from "../../aws/client";
import { toVariantResourceId } from "../../aws/facts";

/** A target, its scheduled actions and its policies, as AWS had them. */
export type ScalingSnapshot = RegisteredScaling & Required<Pick<RegisteredScaling, "target">>;

/** What a run deregisters, or is about to, by the endpoints' names at AWS. */
export type ScalingSnapshots = Map<string, ScalingSnapshot>;

/**
 * Remembers what scales an endpoint. An earlier snapshot stays if nothing is registered.
 * @returns whether something is registered now
 */
export async function snapshotScaling(
  aws: AwsClients,
  endpointName: string,
  snapshots: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const read = await readCurrentScaling(aws, endpointName);
  if ("failure" in read) return read;
  if (read.found === undefined) return { found: false };
  snapshots.set(endpointName, read.found);
  return { found: true };
}

/** What scales the one variant of an endpoint now; undefined: nothing is registered, or there is no such endpoint. */
export async function readCurrentScaling(
  aws: AwsClients,
  endpointName: string,
): Promise<AwsResult<ScalingSnapshot | undefined>> {
  const endpoint = await callAws("sagemaker:DescribeEndpoint", () =>
    describeEndpointIfExists(aws.sageMaker, endpointName),
  );
  if ("failure" in endpoint) return endpoint;
  const [variant] = endpoint.found?.ProductionVariants?.map(toVariantCounts) ?? [];
  if (variant === undefined) return { found: undefined };
  const read = await readRegisteredScaling(aws, {
    unit: getVariantUnit(variant),
    resourceId: toVariantResourceId(endpointName, variant.name),
  });
  if ("failure" in read) return read;
  const { target, ...rest } = read.found;
  return { found: target && { ...rest, target } };
}
