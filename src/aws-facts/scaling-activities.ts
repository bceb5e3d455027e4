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
