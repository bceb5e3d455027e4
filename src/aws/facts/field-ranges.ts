/** The smallest and the largest value that AWS takes, both included. */
export interface FieldRange {
  readonly from: number;
  readonly to: number;
}

/**
 * MinCapacity and MaxCapacity: 32-bit integers.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const capacityRange: FieldRange = { from: 0, to: 2_147_483_647 };

/**
 * Volume of each instance, GB.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const volumeSizeGbRange: FieldRange = { from: 1, to: 512 };

/**
 * ModelDataDownloadTimeoutInSeconds and ContainerStartupHealthCheckTimeoutInSeconds.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const startTimeoutSecondsRange: FieldRange = { from: 60, to: 3600 };

/**
 * Requests of which data are captured, percent. AWS takes 0 as well, which captures nothing.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html
 */
export const capturePercentRange: FieldRange = { from: 1, to: 100 };

/**
 * MaxConcurrentInvocationsPerInstance.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceClientConfig.html
 */
export const concurrentInvocationsRange: FieldRange = { from: 1, to: 1000 };

/**
 * Subnets of a model.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html
 */
export const subnetsRange: FieldRange = { from: 1, to: 16 };

/**
 * Security groups of a model.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html
 */
export const securityGroupsRange: FieldRange = { from: 1, to: 5 };

/**
 * The part of a fleet that takes traffic first, percent.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html
 */
export const canaryPercentRange: FieldRange = { from: 1, to: 50 };

/**
 * The part of a fleet that takes traffic in one linear step, percent.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html
 */
export const linearPercentRange: FieldRange = { from: 10, to: 50 };

/**
 * The part of a fleet that is replaced in one rolling batch, percent.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html
 */
export const rollingPercentRange: FieldRange = { from: 5, to: 50 };

/**
 * The part of a fleet that goes back in one batch of a rollback, percent.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html
 */
export const rollbackPercentRange: FieldRange = { from: 1, to: 100 };

/**
 * WaitIntervalInSeconds and TerminationWaitInSeconds.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BlueGreenUpdatePolicy.html
 */
export const deploymentWaitSecondsRange: FieldRange = { from: 0, to: 3600 };

/**
 * MaximumExecutionTimeoutInSeconds. AWS takes up to 28800, the provider up to 14400.
 * Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/sagemaker/endpoint.go
 */
export const executionTimeoutSecondsRange: FieldRange = { from: 600, to: 14_400 };

/**
 * Period of an alarm, seconds: the short ones for metrics published more often than once a minute, else
 * whole minutes. One alarm looks back a day at most, so no period is longer.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const alarmPeriodSecondsRange: FieldRange = { from: 60, to: 86_400 };

/**
 * Periods shorter than a minute.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const shortAlarmPeriodsSeconds = [10, 20, 30] as const;

/**
 * How long after a rise of min an instance may take to report, seconds. A new instance takes four to nine
 * minutes to be in service, so anything shorter than five would ring on every rise.
 * Source: https://aws.amazon.com/blogs/machine-learning/ "container caching in Amazon SageMaker AI"
 */
export const monitoringGraceSecondsRange: FieldRange = { from: 300, to: 43_200 };
