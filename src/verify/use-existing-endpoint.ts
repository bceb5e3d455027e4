import { readEndpointCounts, readScalableTarget } from "../aws/client";
import { toVariantResourceId } from "../aws/facts";
import { Stopped, type TestEndpoint, type Trial } from "./check";
import { getFound, createAction, rareSchedule, registerTarget, toFixedLimits } from "./scaling-calls";

/**
 * Registers a target for a variant of the user, at the count that it has.
 * @throws Stopped if the variant does not exist, is busy, or is scaled already
 */
export async function useExistingEndpoint(
  trial: Pick<Trial, "aws" | "run">,
  endpointName: string,
  variantName: string,
): Promise<TestEndpoint> {
  const { aws } = trial;
  const counts = getFound(await readEndpointCounts(aws, endpointName));
  if (counts === undefined) throw new Stopped(`AWS has no endpoint ${endpointName} in this account and region`);
  if (counts.status !== "InService") throw new Stopped(`endpoint ${endpointName} is ${counts.status}`);
  const variant = counts.variants.find(({ name }) => name === variantName);
  const count = variant?.current ?? 0;
  if (count === 0) {
    const names = counts.variants.map(({ name }) => name).join(", ");
    throw new Stopped(`${endpointName} has no variant ${variantName} with instances; its variants: ${names}`);
  }
  const resourceId = toVariantResourceId(endpointName, variantName);
  const target = { unit: "instances", resourceId, count } as const;
  if (getFound(await readScalableTarget(aws.scaling, target)) !== undefined) {
    throw new Stopped(`${resourceId} is registered as a scalable target: deregister it, or name another endpoint`);
  }
  await registerTarget(trial, target, toFixedLimits(target));
  // Marks the target as this run's: its own name does not show that.
  await createAction(trial, target, { name: "mark", schedule: rareSchedule, limits: toFixedLimits(target) });
  return { endpointName, variantName, target };
}
