import { type AwsState, logLimit } from "./account-state";
import * as alarms from "./alarms";
import { findConcurrentUpdate } from "./concurrent-updates";
import * as dashboards from "./dashboards";
import { updateWeightsAndCapacities } from "./desired-count";
import * as endpoints from "./endpoints";
import * as rules from "./event-rules";
import { publishStatusChanges } from "./event-rules";
import * as components from "./inference-components";
import { takeError } from "./injected-failures";
import type { JsonObject } from "./json";
import * as sagemaker from "./models-and-configurations";
import type { AwsError, Operation } from "./operation";
import * as iam from "./roles";
import * as targets from "./scalable-targets";
import * as policies from "./scaling-policies";
import * as actions from "./scheduled-actions";
import * as topics from "./topics";
import { updateEndpoint } from "./begin-endpoint-update";

/** The operations that are simulated, by the names that IAM policies and CloudTrail give them. */
const operations = {
  "iam:CreateRole": iam.createRole,
  "iam:GetRole": iam.getRole,
  "iam:UpdateRole": iam.updateRole,
  "iam:UpdateAssumeRolePolicy": iam.updateAssumeRolePolicy,
  "iam:PutRolePermissionsBoundary": iam.putRolePermissionsBoundary,
  "iam:DeleteRolePermissionsBoundary": iam.deleteRolePermissionsBoundary,
  "iam:DeleteRole": iam.deleteRole,
  "iam:PutRolePolicy": iam.putRolePolicy,
  "iam:GetRolePolicy": iam.getRolePolicy,
  "iam:DeleteRolePolicy": iam.deleteRolePolicy,
  "iam:TagRole": iam.tagRole,
  "iam:UntagRole": iam.untagRole,
  "sagemaker:CreateModel": sagemaker.createModel,
  "sagemaker:DescribeModel": sagemaker.describeModel,
  "sagemaker:DeleteModel": sagemaker.deleteModel,
  "sagemaker:ListModels": sagemaker.listModels,
  "sagemaker:CreateEndpointConfig": sagemaker.createEndpointConfig,
  "sagemaker:DescribeEndpointConfig": sagemaker.describeEndpointConfig,
  "sagemaker:DeleteEndpointConfig": sagemaker.deleteEndpointConfig,
  "sagemaker:ListEndpointConfigs": sagemaker.listEndpointConfigs,
  "sagemaker:CreateEndpoint": endpoints.createEndpoint,
  "sagemaker:DescribeEndpoint": endpoints.describeEndpoint,
  "sagemaker:ListEndpoints": endpoints.listEndpoints,
  "sagemaker:UpdateEndpoint": updateEndpoint,
  "sagemaker:UpdateEndpointWeightsAndCapacities": updateWeightsAndCapacities,
  "sagemaker:DeleteEndpoint": endpoints.deleteEndpoint,
  "sagemaker:CreateInferenceComponent": components.createInferenceComponent,
  "sagemaker:DescribeInferenceComponent": components.describeInferenceComponent,
  "sagemaker:ListInferenceComponents": components.listInferenceComponents,
  "sagemaker:UpdateInferenceComponentRuntimeConfig": components.updateComponentRuntimeConfig,
  "sagemaker:DeleteInferenceComponent": components.deleteInferenceComponent,
  "sagemaker:AddTags": sagemaker.addTags,
  "sagemaker:DeleteTags": sagemaker.deleteTags,
  "sagemaker:ListTags": sagemaker.listTags,
  "application-autoscaling:RegisterScalableTarget": targets.registerScalableTarget,
  "application-autoscaling:DeregisterScalableTarget": targets.deregisterScalableTarget,
  "application-autoscaling:DescribeScalableTargets": targets.describeScalableTargets,
  "application-autoscaling:DescribeScalingActivities": targets.describeScalingActivities,
  "application-autoscaling:PutScheduledAction": actions.putScheduledAction,
  "application-autoscaling:DeleteScheduledAction": actions.deleteScheduledAction,
  "application-autoscaling:DescribeScheduledActions": actions.describeScheduledActions,
  "application-autoscaling:PutScalingPolicy": policies.putScalingPolicy,
  "application-autoscaling:DeleteScalingPolicy": policies.deleteScalingPolicy,
  "application-autoscaling:DescribeScalingPolicies": policies.describeScalingPolicies,
  "application-autoscaling:TagResource": targets.tagTarget,
  "application-autoscaling:UntagResource": targets.untagTarget,
  "application-autoscaling:ListTagsForResource": targets.listTargetTags,
  "cloudwatch:PutMetricAlarm": alarms.putMetricAlarm,
  "cloudwatch:DescribeAlarms": alarms.describeAlarms,
  "cloudwatch:DeleteAlarms": alarms.deleteAlarms,
  "cloudwatch:SetAlarmState": alarms.setAlarmState,
  "cloudwatch:TagResource": alarms.tagAlarm,
  "cloudwatch:UntagResource": alarms.untagAlarm,
  "cloudwatch:ListTagsForResource": alarms.listAlarmTags,
  "cloudwatch:PutDashboard": dashboards.putDashboard,
  "cloudwatch:GetDashboard": dashboards.getDashboard,
  "cloudwatch:DeleteDashboards": dashboards.deleteDashboards,
  "sns:CreateTopic": topics.createTopic,
  "sns:GetTopicAttributes": topics.getTopicAttributes,
  "sns:SetTopicAttributes": topics.setTopicAttributes,
  "sns:DeleteTopic": topics.deleteTopic,
  "sns:Subscribe": topics.subscribe,
  "sns:GetSubscriptionAttributes": topics.getSubscriptionAttributes,
  "sns:Unsubscribe": topics.unsubscribe,
  "sns:TagResource": topics.tagTopic,
  "sns:UntagResource": topics.untagTopic,
  "sns:ListTagsForResource": topics.listTopicTags,
  "events:PutRule": rules.putRule,
  "events:DescribeRule": rules.describeRule,
  "events:DeleteRule": rules.deleteRule,
  "events:PutTargets": rules.putTargets,
  "events:ListTargetsByRule": rules.listTargetsByRule,
  "events:RemoveTargets": rules.removeTargets,
  "events:TagResource": rules.tagRule,
  "events:UntagResource": rules.untagRule,
  "events:ListTagsForResource": rules.listRuleTags,
  "sts:GetCallerIdentity": iam.getCallerIdentity,
} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;

/** The answer to a call, or its error, and the account after it. */
export type CallResult = { readonly state: AwsState } & (
  { readonly output: JsonObject } | { readonly error: AwsError }
);

/**
 * One API call.
 * @param input as a client would send it; times in seconds since 1970
 * @param updating keys of the targets that other requests update at this moment
 * @returns the account after the call; a call that failed changes nothing but the log, and has the service's error code
 */
export function callSimulatedAws(
  state: AwsState,
  operation: OperationName,
  input: JsonObject,
  updating: ReadonlySet<string> = new Set(),
): CallResult {
  const { state: waiting, error: injected } = takeError(state, operation);
  const fault = injected ?? findConcurrentUpdate(operation, input, updating);
  const outcome = fault === undefined ? operations[operation](waiting, input) : ({ error: fault } as const);
  if ("error" in outcome) {
    const { error } = outcome;
    return { state: logCall(waiting, operation, input, error.code), error };
  }
  const published = publishStatusChanges(waiting, outcome.state);
  return { state: logCall(published, operation, input), output: outcome.output };
}

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

const onlyReads = /:(Describe|Get|List)/;

function logCall(state: AwsState, operation: OperationName, input: JsonObject, error?: string): AwsState {
  if (onlyReads.test(operation)) return state;
  const atSeconds = state.nowSeconds;
  const entry = { atSeconds, operation, input, ...(error === undefined ? {} : { error }) };
  return { ...state, log: [...state.log, entry].slice(-logLimit) };
}
