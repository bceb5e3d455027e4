export { parseAssumedRoles } from "./assumed-roles";
export {
  type AwsAccess,
  type AwsClients,
  closeClients,
  createClients,
  versionWarningVariable,
  withClients,
} from "./aws-clients";
export type { AwsFailure } from "./aws-failure";
export { type AwsResult, callAws } from "./call-aws";
export {
  describeEndpointIfExists,
  type EndpointCounts,
  findEndpointNames,
  type LiveEndpoint,
  readEndpointCounts,
  readLiveEndpoint,
} from "./live-endpoint";
export type { LivePolicy } from "./live-policy";
export {
  type LiveAction,
  type LiveActivity,
  type LiveScaling,
  type LiveTarget,
  readRegisteredScaling,
  readScalableTarget,
  type RegisteredScaling,
  toLiveAction,
  toScalableTargetKey,
} from "./live-scaling";
export { formatScalingCommand } from "./scaling-command";
export { waitForInService, type WaitOptions, type WaitResult } from "./wait-for-in-service";
export type { AwsScheduledAction, MetricAlarm, PutMetricAlarmInput, ScalingPolicy } from "./aws-clients";
