import { type AwsRead, readAws } from "../live-aws/aws-read";
import { describeEndpointCounts } from "../live-aws/endpoint-counts";
import { placeOf } from "../live-aws/live-scaling";
import type { LiveAws } from "../live-aws/open-aws";
import { type Remembered, rememberScaling } from "./remembered-scaling";

/** The instance type of each variant of an endpoint, by its name. */
export type Shape = Readonly<Record<string, string>>;

/**
 * Takes away what is registered of an endpoint whose instance type or variant is about to change, after remembering it.
 * Where an instance type is not known, nothing is taken away.
 *
 * Out: whether something was taken away, or why AWS did not do it
 */
export async function makeWay(
  aws: LiveAws,
  endpointName: string,
  shape: Shape,
  remembered: Remembered,
): Promise<AwsRead<boolean>> {
  const read = await describeEndpointCounts(aws, endpointName);
  if ("trouble" in read) return read;
  const { variants = [] } = read.found ?? {};
  const changes = variants.some(
    ({ name, instanceType }) => instanceType !== undefined && shape[name] !== instanceType,
  );
  return changes ? deregister(aws, endpointName, remembered) : { found: false };
}

/**
 * Takes away what is registered of an endpoint whose update was refused, if nobody could know that its instance type
 * changes, as the configuration in service is deleted.
 *
 * Out: as `makeWay`
 */
export async function makeWayUnknown(
  aws: LiveAws,
  endpointName: string,
  remembered: Remembered,
): Promise<AwsRead<boolean>> {
  const read = await describeEndpointCounts(aws, endpointName);
  if ("trouble" in read) return read;
  const { configGone = false } = read.found ?? {};
  return configGone ? deregister(aws, endpointName, remembered) : { found: false };
}

/**
 * Takes away what is registered of an endpoint, after remembering it.
 *
 * Out:    as `makeWay`
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export async function deregister(
  aws: LiveAws,
  endpointName: string,
  remembered: Remembered,
): Promise<AwsRead<boolean>> {
  const there = await rememberScaling(aws, endpointName, remembered);
  if ("trouble" in there || !there.found) return there;
  const { resourceId = "" } = remembered.get(endpointName) ?? {};
  return readAws("application-autoscaling:DeregisterScalableTarget", async () => {
    await aws.scaling.deregisterScalableTarget(placeOf(resourceId));
    return true;
  });
}
