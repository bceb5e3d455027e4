/** The smallest and the largest value that AWS takes, both included. */
export interface FieldRange {
  readonly from: number;
  readonly to: number;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const capacityRange: FieldRange = { from: 0, to: 2_147_483_647 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html */
export const volumeSizeGbRange: FieldRange = { from: 1, to: 512 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html */
export const startTimeoutSecondsRange: FieldRange = { from: 60, to: 3600 };

/**
 * AWS also takes 0, which captures nothing.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html
 */
export const capturePercentRange: FieldRange = { from: 1, to: 100 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceClientConfig.html */
export const concurrentInvocationsRange: FieldRange = { from: 1, to: 1000 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentComputeResourceRequirements.html */
export const acceleratorsPerCopyRange: FieldRange = { from: 1, to: 2_147_483_647 };

/**
 * In steps of 1 GB.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html
 */
export const serverlessMemoryGbRange: FieldRange = { from: 1, to: 6 };

/**
 * Of MaxConcurrency and of ProvisionedConcurrency, which may not exceed it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html
 */
export const serverlessConcurrencyRange: FieldRange = { from: 1, to: 200 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const subnetsRange: FieldRange = { from: 1, to: 16 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const securityGroupsRange: FieldRange = { from: 1, to: 5 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html */
export const canaryPercentRange: FieldRange = { from: 1, to: 50 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html */
export const linearPercentRange: FieldRange = { from: 10, to: 50 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html */
export const rollingPercentRange: FieldRange = { from: 5, to: 50 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html */
export const rollbackPercentRange: FieldRange = { from: 1, to: 100 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BlueGreenUpdatePolicy.html */
export const deploymentWaitSecondsRange: FieldRange = { from: 0, to: 3600 };

/**
 * AWS takes up to 28800, the Pulumi provider up to 14400.
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sagemaker/endpoint.go
 */
export const executionTimeoutSecondsRange: FieldRange = { from: 600, to: 14_400 };

/**
 * Whole minutes. An alarm looks back one day at most, so no period is longer.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const alarmPeriodSecondsRange: FieldRange = { from: 60, to: 86_400 };

/**
 * For metrics that are published more than once a minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const shortAlarmPeriodsSeconds = [10, 20, 30] as const;

/**
 * How long an instance may take to report after min rises. A new instance takes four to nine minutes, so an
 * alarm after less than five would ring on every rise.
 * @see https://aws.amazon.com/blogs/machine-learning/ "container caching in Amazon SageMaker AI"
 */
export const monitoringGraceSecondsRange: FieldRange = { from: 300, to: 43_200 };
