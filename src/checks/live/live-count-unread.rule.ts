import type { AwsResult, EndpointCounts } from "../../aws/client";
import type { EndpointConfig } from "../../config/schema";
import type { SchedulePlan } from "../../plan/endpoint";
import type { Problem } from "../../problem";

/**
 * Finds the live desired instance count of a variant.
 * @param read - what AWS returned; `found` is undefined if there is no such endpoint
 * @returns undefined if the count is unknown
 */
export function findLiveCount(read: AwsResult<EndpointCounts | undefined>, variantName: string): number | undefined {
  if ("failure" in read) return undefined;
  return read.found?.variants.find(({ name }) => name === variantName)?.desired;
}

/** Warns that the live count is unknown, and how many instances a deployment may therefore drop. */
export function checkLiveCountUnread(
  path: string,
  read: AwsResult<unknown>,
  config: Pick<EndpointConfig, "scaling">,
  { registered: { min, max } }: Pick<SchedulePlan, "registered">,
): readonly Problem[] {
  // Without scaling, or if min is max, the limits alone decide the count.
  if (!("failure" in read) || config.scaling === undefined || min >= max) return [];
  const started = Math.max(1, min);
  return [
    {
      severity: "warning",
      code: "live-count-unread",
      path,
      message: `cannot read the live instance count: ${read.failure.message}. A new model or configuration starts with ${started} instances; if load has scaled out to ${max}, ${max - started} are missing until it scales out again`,
      fix: read.failure.fix,
    },
  ];
}
