/**
 * Scheduled actions that one scalable target may have. Not adjustable; one-time actions count after they have fired.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const maxScheduledActionsPerTarget = 200;

/**
 * Scaling policies that one scalable target may have, step scaling and target tracking together.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const maxPoliciesPerTarget = 50;

/**
 * Step adjustments that one step scaling policy may have.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const maxStepAdjustmentsPerPolicy = 20;

/**
 * Tags on one resource.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html
 */
export const maxTagsPerResource = 50;

/**
 * Containers of one inference pipeline.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export const maxContainersPerModel = 15;

/**
 * Alarms that may roll one deployment back.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoRollbackConfig.html
 */
export const maxRollbackAlarmsPerEndpoint = 10;

/**
 * The smallest `InitialInstanceCount`, for asynchronous endpoints too.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const minInitialInstanceCount = 1;

/**
 * How long the provider waits for an endpoint to be in service before it gives up, seconds.
 * Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sagemaker/endpoint.go
 */
export const maxProviderWaitSeconds = 3600;

/**
 * How Service Quotas calls the service, and the quota of a type's instances in all endpoints of a region.
 * Source: https://docs.aws.amazon.com/general/latest/gr/sagemaker.html, "ml.… for endpoint usage"
 */
export const quotaServiceCode = "sagemaker";

/** Source: as `quotaServiceCode` */
export function toEndpointQuotaName(instanceType: string): string {
  return `${instanceType} for endpoint usage`;
}

/**
 * Time that an alarm may look back, seconds: with periods shorter than an hour, and with longer ones.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const maxAlarmSpanSeconds = { periodsBelowAnHour: 86_400, longerPeriods: 604_800 } as const;

/**
 * The smallest MinCapacity of a variant that answers in real time; an asynchronous one may be at zero.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html
 *         ("This value must be at least 1"),
 *         https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html (zero)
 */
export const minRealTimeInstances = 1;

/**
 * Characters of one metric math expression.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const maxMathExpressionLength = 2048;

/**
 * Expressions that one alarm may hold, beside as many metrics.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const maxMathExpressionsPerAlarm = 10;
