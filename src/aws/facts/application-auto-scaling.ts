/**
 * How Application Auto Scaling calls a SageMaker variant's instance count.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const sageMakerServiceNamespace = "sagemaker";

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const instanceCountDimension = "sagemaker:variant:DesiredInstanceCount";

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export function toVariantResourceId(endpointName: string, variantName: string): string {
  return `endpoint/${endpointName}/variant/${variantName}`;
}

/** The endpoint and variant of a resource id `endpoint/<name>/variant/<name>`; undefined for another form. */
export function parseVariantResourceId(
  resourceId: string,
): { readonly endpoint: string; readonly variant: string } | undefined {
  const match = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId);
  const [, endpoint, variant] = match ?? [];
  return endpoint === undefined || variant === undefined ? undefined : { endpoint, variant };
}

/**
 * The id under which @pulumi/aws imports a scalable target.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/appautoscaling/target/#import
 */
export function toTargetImportId(endpointName: string, variantName: string): string {
  return [
    sageMakerServiceNamespace,
    toVariantResourceId(endpointName, variantName),
    instanceCountDimension,
  ].join("/");
}

/**
 * Why Application Auto Scaling left a count alone though a policy asked for another one.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html
 */
export const notScaledCodes = [
  "AutoScalingAnticipatedFlapping",
  "TargetServicePutResourceAsUnscalable",
  "AlreadyAtMaxCapacity",
  "AlreadyAtMinCapacity",
  "AlreadyAtDesiredCapacity",
] as const;

/** One of them. */
export type NotScaledCode = (typeof notScaledCodes)[number];

/**
 * Entries on one page of an answer, where the caller names no number; the largest number that may be named.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html,
 *         https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html (10)
 */
export const scalingPageSizes = { usual: 50, policies: 10, most: 50 } as const;

/**
 * Entries on one page of SageMaker's lists, and the largest number that may be named.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html
 */
export const sageMakerPageSizes = { usual: 10, most: 100 } as const;

/**
 * The cause that a firing writes into its target's history.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/get-started-exercise.html, the activities it shows
 */
export const firingCausePattern = /^scheduled action name (.+) was triggered/;

/**
 * What a firing has set, in the description of its activity: either side may be absent.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/get-started-exercise.html, the activities it shows
 */
export const limitsSetPatterns = {
  min: /min capacity to (\d+)/,
  max: /max capacity to (\d+)/,
} as const;

/**
 * What the message of a failed activity says when the account's quota is too small, when AWS has no such
 * instances, and when the endpoint was busy.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-query-history.html (quota),
 *         the code InsufficientInstanceCapacity in messages of SageMaker (capacity; no page shows the whole text),
 *         https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html (busy)
 */
export const failureMessagePatterns = {
  quota: /service limit '(.+?) for endpoint usage' is (\d+)/,
  capacity: /insufficient ?(instance ?)?capacity/i,
  busy: /is not scalable/i,
} as const;
