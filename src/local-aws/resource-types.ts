import { alarmResource } from "./alarm-type";
import { dashboardResource } from "./dashboard-type";
import { endpointResource } from "./endpoint-type";
import { eventRuleResource, eventTargetResource } from "./event-types";
import { roleResource, rolePolicyResource } from "./iam-types";
import type { ResourceType } from "./resource-type";
import { endpointConfigurationResource, modelResource } from "./sagemaker-types";
import { policyResource, scheduledActionResource, targetResource } from "./scaling-types";
import { topicResource, topicPolicyResource, topicSubscriptionResource } from "./topic-types";

/** The resource types of @pulumi/aws that the local AWS has, by their type token. */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "aws:iam/role:Role": roleResource,
  "aws:iam/rolePolicy:RolePolicy": rolePolicyResource,
  "aws:sagemaker/model:Model": modelResource,
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": endpointConfigurationResource,
  "aws:sagemaker/endpoint:Endpoint": endpointResource,
  "aws:appautoscaling/target:Target": targetResource,
  "aws:appautoscaling/policy:Policy": policyResource,
  "aws:appautoscaling/scheduledAction:ScheduledAction": scheduledActionResource,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarmResource,
  "aws:cloudwatch/eventRule:EventRule": eventRuleResource,
  "aws:cloudwatch/eventTarget:EventTarget": eventTargetResource,
  "aws:cloudwatch/dashboard:Dashboard": dashboardResource,
  "aws:sns/topic:Topic": topicResource,
  "aws:sns/topicPolicy:TopicPolicy": topicPolicyResource,
  "aws:sns/topicSubscription:TopicSubscription": topicSubscriptionResource,
};

/**
 * The type of a resource.
 *
 * In:     a URN
 * Errors: thrown for a type that the local AWS does not have, with those it has
 */
export function getResourceType(urn: string): ResourceType {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = resourceTypes[token];
  if (type !== undefined) return type;
  throw new Error(`the local AWS has no ${token}; it has ${Object.keys(resourceTypes).join(", ")}`);
}
