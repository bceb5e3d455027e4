/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const sageMakerServiceNamespace = "sagemaker";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export function toVariantResourceId(endpointName: string, variantName: string): string {
  return `endpoint/${endpointName}/variant/${variantName}`;
}

/** Parses a resource id `endpoint/<name>/variant/<name>`. undefined for another form. */
export function parseVariantResourceId(
  resourceId: string,
): { readonly endpoint: string; readonly variant: string } | undefined {
  const match = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId);
  const [, endpoint, variant] = match ?? [];
  return endpoint === undefined || variant === undefined ? undefined : { endpoint, variant };
}

/** Parses a resource id `inference-component/<name>`. undefined for another form. */
export function parseComponentResourceId(resourceId: string): string | undefined {
  return /^inference-component\/([^/]+)$/.exec(resourceId)?.[1];
}

/**
 * Why Application Auto Scaling did not change a count although a policy asked for it.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html
 */
export const notScaledCodes = [
  "AutoScalingAnticipatedFlapping",
  "TargetServicePutResourceAsUnscalable",
  "AlreadyAtMaxCapacity",
  "AlreadyAtMinCapacity",
  "AlreadyAtDesiredCapacity",
] as const;

export type NotScaledCode = (typeof notScaledCodes)[number];

/**
 * Entries on a page: the default, the default for policies, and the maximum.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html
 */
export const scalingPageSizes = { usual: 50, policies: 10, most: 50 } as const;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html */
export const sageMakerPageSizes = { usual: 10, most: 100 } as const;

/**
 * The cause of the activity that a firing writes into its target's history.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/get-started-exercise.html
 */
export const firingCausePattern = /^scheduled action name (.+) was triggered/;

/**
 * The limits that a firing sets, in its activity's description. Either may be absent.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/get-started-exercise.html
 */
export const limitsSetPatterns = { min: /min capacity to (\d+)/, max: /max capacity to (\d+)/ } as const;

/**
 * The description of the activity that changes a count, and its causes if the count was outside of the limits.
 * AWS documents `Setting desired instance count to 5.`; the words for copies and concurrency are inferred from it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-query-history.html
 */
export const countSetPatterns = {
  count: /^Setting desired [a-z ]+ to (\d+)/,
  belowMin: /^minimum capacity was set/,
  aboveMax: /^maximum capacity was set/,
} as const;

/**
 * The messages of failed activities: the account's quota is too small, AWS has no such instances (no page
 * shows the whole text), or the endpoint is busy.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-query-history.html (quota)
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html (busy)
 */
export const failureMessagePatterns = {
  quota: /service limit '(.+?) for endpoint usage' is (\d+)/,
  capacity: /insufficient ?(instance ?)?capacity/i,
  busy: /is not scalable/i,
} as const;
