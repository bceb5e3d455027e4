import { metricAlarm } from "./alarm-type";
import { dashboard } from "./dashboard-type";
import { endpoint } from "./endpoint-type";
import { eventRule, eventTarget } from "./event-types";
import { role, rolePolicy } from "./iam-types";
import type { ResourceType } from "./resource-type";
import { endpointConfiguration, model } from "./sagemaker-types";
import { policy, scheduledAction, target } from "./scaling-types";
import { topic, topicPolicy, topicSubscription } from "./topic-types";

/** The resource types of @pulumi/aws that the local AWS has, by their type token. */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:sagemaker/model:Model": model,
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": endpointConfiguration,
  "aws:sagemaker/endpoint:Endpoint": endpoint,
  "aws:appautoscaling/target:Target": target,
  "aws:appautoscaling/policy:Policy": policy,
  "aws:appautoscaling/scheduledAction:ScheduledAction": scheduledAction,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:cloudwatch/eventRule:EventRule": eventRule,
  "aws:cloudwatch/eventTarget:EventTarget": eventTarget,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicPolicy:TopicPolicy": topicPolicy,
  "aws:sns/topicSubscription:TopicSubscription": topicSubscription,
};

/**
 * The type of a resource.
 *
 * In:     a URN
 * Errors: thrown for a type that the local AWS does not have, with those it has
 */
export function resourceTypeOf(urn: string): ResourceType {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = resourceTypes[token];
  if (type !== undefined) return type;
  throw new Error(`the local AWS has no ${token}; it has ${Object.keys(resourceTypes).join(", ")}`);
}
