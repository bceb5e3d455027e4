/**
 * Not adjustable. One-time actions count after they have fired.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const maxScheduledActionsPerTarget = 200;

/**
 * Step scaling and target tracking together.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const maxPoliciesPerTarget = 50;

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html */
export const maxStepAdjustmentsPerPolicy = 20;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export const maxTagsPerResource = 50;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export const maxContainersPerModel = 15;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html, ProductionVariants */
export const maxProductionVariants = 10;

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoRollbackConfig.html */
export const maxRollbackAlarmsPerEndpoint = 10;

/**
 * For asynchronous endpoints too.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const minInitialInstanceCount = 1;

/**
 * How long the Pulumi provider waits for an endpoint to be in service.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sagemaker/endpoint.go
 */
export const maxProviderWaitSeconds = 3600;

/** @see https://docs.aws.amazon.com/general/latest/gr/sagemaker.html */
export const quotaServiceCode = "sagemaker";

/**
 * Formats the name of the quota for a type's instances in all endpoints of a region.
 * @see https://docs.aws.amazon.com/general/latest/gr/sagemaker.html, "ml.… for endpoint usage"
 */
export function toEndpointQuotaName(instanceType: string): string {
  return `${instanceType} for endpoint usage`;
}

/**
 * How far back an alarm may look.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const maxAlarmSpanSeconds = { periodsBelowAnHour: 86_400, longerPeriods: 604_800 } as const;

/**
 * The smallest MinCapacity of a real-time variant. An asynchronous variant may have zero.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html (zero)
 */
export const minRealTimeInstances = 1;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const maxMathExpressionLength = 2048;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const maxMathExpressionsPerAlarm = 10;
