import { alarmResource, dashboardResource } from "./cloudwatch-resources";
import { endpointResource } from "./endpoint-resource";
import { eventRuleResource, eventTargetResource } from "./event-rule-resources";
import type { ResourceType } from "./resource-type";
import { rolePolicyResource, roleResource } from "./role-resources";
import { endpointConfigurationResource, modelResource } from "./sagemaker-resources";
import { policyResource, scheduledActionResource, targetResource } from "./scaling-resources";
import { topicPolicyResource, topicResource, topicSubscriptionResource } from "./topic-resources";

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
 * Finds the type of a resource by its URN.
 * @throws for a type that the local AWS does not have, with those it has
 */
export function getResourceType(urn: string): ResourceType {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = resourceTypes[token];
  if (type !== undefined) return type;
  throw new Error(`the local AWS has no ${token}; it has ${Object.keys(resourceTypes).join(", ")}`);
}
