import { type AwsClients, type AwsResult, readRegisteredScaling, type RegisteredScaling } from "../../aws/client";
import { parseVariantResourceId, type ScalableTargetId } from "../../aws/facts";

/** A target, its scheduled actions and its policies, as AWS had them. */
export type ScalingSnapshot = RegisteredScaling & Required<Pick<RegisteredScaling, "target">>;

/**
 * What a run deregisters, or is about to, by the keys of the endpoints in the stack file; by its resource id if it is of a
 * variant that no endpoint of the run has.
 */
export type ScalingSnapshots = Map<string, ScalingSnapshot>;

/**
 * Remembers what scales a variant. An earlier snapshot stays if nothing is registered.
 * @returns whether something is registered now
 */
export async function snapshotScaling(
  aws: AwsClients,
  key: string,
  target: ScalableTargetId,
  snapshots: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const read = await readCurrentScaling(aws, target);
  if ("failure" in read) return read;
  if (read.found === undefined) return { found: false };
  snapshots.set(key, read.found);
  return { found: true };
}

/** What scales a variant now; undefined: nothing is registered. */
export async function readCurrentScaling(
  aws: AwsClients,
  scaled: ScalableTargetId,
): Promise<AwsResult<ScalingSnapshot | undefined>> {
  const read = await readRegisteredScaling(aws, scaled);
  if ("failure" in read) return read;
  const { target, ...rest } = read.found;
  return { found: target && { ...rest, target } };
}

/** The name at AWS of the endpoint that a snapshot is of. */
export function getSnapshotEndpoint({ resourceId }: ScalingSnapshot): string {
  return parseVariantResourceId(resourceId)?.endpoint ?? "";
}
