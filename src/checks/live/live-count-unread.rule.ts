import type { AwsResult, EndpointCounts } from "../../aws/client";
import type { EndpointConfig } from "../../config/schema";
import type { SchedulePlan } from "../../plan/endpoint";
import type { Problem } from "../../problem";

/**
 * How many instances the variant is to have by AWS's own count.
 *
 * In:  undefined: AWS has no such endpoint
 * Out: undefined where that is not known
 */
export function findLiveCount(
  read: AwsResult<EndpointCounts | undefined>,
  variantName: string,
): number | undefined {
  if ("failure" in read) return undefined;
  return read.found?.variants.find(({ name }) => name === variantName)?.desired;
}

/** A count that could not be read, and what a deployment may cost for want of it. */
export function checkLiveCountUnread(
  path: string,
  read: AwsResult<unknown>,
  config: Pick<EndpointConfig, "scaling">,
  { registered: { min, max } }: Pick<SchedulePlan, "registered">,
): readonly Problem[] {
  // Without policies, or where min is max, nothing but the limits decides the count.
  if (!("failure" in read) || config.scaling === undefined || min >= max) return [];
  return [
    {
      severity: "warning",
      code: "live-count-unread",
      path,
      message: `how many instances run now is not known: ${read.failure.message}. A new model or configuration starts with ${Math.max(1, min)}; if load has scaled out to ${max}, ${max - Math.max(1, min)} are missing until it does so again`,
      fix: read.failure.fix,
    },
  ];
}
