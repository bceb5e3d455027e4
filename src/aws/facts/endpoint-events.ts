/**
 * Events that SageMaker sends when an endpoint's status changes, and when its deployment does.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export const endpointEvents = {
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Endpoint State Change", "SageMaker Endpoint Deployment State Change"],
} as const;

/**
 * The statuses in which an endpoint has failed or goes back, in the spelling of DescribeEndpoint and in that
 * of the events: the examples of events show IN_SERVICE and UPDATING, the list of statuses is the other one.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 *         https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export const failedEndpointStatuses = [
  ...["FAILED", "OUT_OF_SERVICE", "ROLLING_BACK", "UPDATE_ROLLBACK_FAILED"],
  ...["Failed", "OutOfService", "RollingBack", "UpdateRollbackFailed"],
] as const;

/**
 * The services that publish to a topic on behalf of alarms and of rules.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/US_SetupSNS.html
 *         https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const topicPublishers = {
  alarm: "cloudwatch.amazonaws.com",
  rule: "events.amazonaws.com",
} as const;
