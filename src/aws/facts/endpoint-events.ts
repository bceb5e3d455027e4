/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html */
export const endpointEvents = {
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Endpoint State Change", "SageMaker Endpoint Deployment State Change"],
} as const;

/**
 * The statuses of an endpoint that has failed or rolls back. The examples of events spell statuses as
 * IN_SERVICE, their list of statuses as DescribeEndpoint does, so both are here.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export const failedEndpointStatuses = [
  ...["FAILED", "OUT_OF_SERVICE", "ROLLING_BACK", "UPDATE_ROLLBACK_FAILED"],
  ...["Failed", "OutOfService", "RollingBack", "UpdateRollbackFailed"],
] as const;

/**
 * The services that publish to a topic.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/US_SetupSNS.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const topicPublishers = { alarm: "cloudwatch.amazonaws.com", rule: "events.amazonaws.com" } as const;
