import { Dashboard, EventRule, EventTarget, MetricAlarm } from "@pulumi/aws/cloudwatch";
import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { topicPublishers } from "../../aws/facts";
import { resourceNames } from "../../plan/endpoint";
import { formatDashboard, type MonitoringPlan } from "../../plan/monitoring";
import { type ScaledEndpoint, toDimensions } from "./endpoint";
import type { EndpointComponent } from "./endpoint-component";
import type { MonitoringInputs } from "./endpoint-inputs";

/** What monitors the endpoint, if the plan has it: a topic, an alarm, a rule and a dashboard. */
export function createMonitoring(
  plan: MonitoringInputs | undefined,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): void {
  if (plan === undefined) return;
  const topic = createAlertTopic(plan.notify, component);
  const alarm = createCapacityAlarm(plan.alarm, topic.arn, endpoint, component);
  const rule = createFailureRule(plan.failureRule, topic.arn, endpoint, component);
  topic.allowPublish(alarm.arn, rule.arn);
  createDashboard(plan.dashboard, alarm, endpoint, component);
}

/**
 * The MetricAlarm on missing instances; it also notifies when they have arrived.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function createCapacityAlarm(
  { metric, expressions, watched, precision: _precision, ...alarm }: MonitoringPlan["alarm"],
  topicArn: pulumi.Input<string>,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): MetricAlarm {
  const { id, dimensions, ...series } = metric;
  return new MetricAlarm(
    resourceNames.arrival(component.plan.name),
    {
      ...alarm,
      metricQueries: [
        { id, metric: { ...series, dimensions: toDimensions(dimensions, endpoint, component) }, returnData: false },
        ...expressions.map((query) => ({
          ...query,
          ...(query.id === watched.id ? { label: watched.label } : {}),
          returnData: query.id === watched.id,
        })),
      ],
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: component.plan.tags,
    },
    { parent: component },
  );
}

/**
 * The EventRule on the endpoint's failures, and its target, the topic.
 *
 * It has the endpoint's name at AWS, which is as unique: with another random suffix the name could be too long for a
 * rule.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
function createFailureRule(
  { description, source, detailTypes, statuses, message }: MonitoringPlan["failureRule"],
  topicArn: pulumi.Input<string>,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): EventRule {
  const name = resourceNames.failure(component.plan.name);
  const formatPattern = (endpointName: string): string =>
    JSON.stringify({
      source: [source],
      "detail-type": detailTypes,
      detail: { EndpointName: [endpointName], EndpointStatus: statuses },
    });
  const rule = new EventRule(
    name,
    {
      name: toUniqueName(endpoint, component),
      description,
      eventPattern: endpoint.name.apply(formatPattern),
      tags: component.plan.tags,
    },
    { parent: component },
  );
  new EventTarget(
    name,
    {
      rule: rule.name,
      arn: topicArn,
      // Even a plain text must be JSON, so it needs its quotes.
      inputTransformer: { inputPaths: message.paths, inputTemplate: JSON.stringify(message.text) },
    },
    { parent: component },
  );
  return rule;
}

/** The endpoint's name at AWS; for one more variant of it, its own key with the endpoint's random suffix. */
function toUniqueName({ name }: ScaledEndpoint, { plan }: EndpointComponent): pulumi.Output<string> {
  return "variantOf" in plan ? name.apply((text) => plan.name + text.slice(text.lastIndexOf("-"))) : name;
}

/** The topic of all notifications, and how an alarm and a rule get permission to publish there. */
interface AlertTopic {
  readonly arn: pulumi.Input<string>;
  readonly allowPublish: (alarmArn: pulumi.Input<string>, ruleArn: pulumi.Input<string>) => void;
}

/**
 * The topic of the plan, or a new one that sends to the plan's addresses.
 *
 * An existing topic keeps its policy. A new one lets only this alarm and this rule publish: by default EventBridge may
 * not.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html, "Amazon SNS permissions"
 */
function createAlertTopic(notify: MonitoringInputs["notify"], component: EndpointComponent): AlertTopic {
  if ("topicArn" in notify) return { arn: notify.topicArn, allowPublish: () => undefined };
  const { plan } = component;
  const parent = component;
  const name = resourceNames.arrival(plan.name);
  const topic = new Topic(name, { tags: plan.tags }, { parent });
  for (const email of notify.emails) {
    new TopicSubscription(
      resourceNames.arrivalEmail(plan.name, email),
      { topic: topic.arn, protocol: "email", endpoint: email },
      { parent },
    );
  }
  return {
    arn: topic.arn,
    allowPublish: (alarmArn, ruleArn) => {
      const policy = pulumi.all([topic.arn, alarmArn, ruleArn]).apply(formatPublishPolicy);
      new TopicPolicy(name, { arn: topic.arn, policy }, { parent });
    },
  };
}

function formatPublishPolicy([topicArn, alarmArn, ruleArn]: readonly [string, string, string]): string {
  const createStatement = (Sid: string, Service: string, sourceArn: string): object => ({
    Sid,
    Effect: "Allow",
    Principal: { Service },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      createStatement("Arrival", topicPublishers.alarm, alarmArn),
      createStatement("Failure", topicPublishers.rule, ruleArn),
    ],
  });
}

/**
 * The Dashboard of the endpoint, under the endpoint's name at AWS.
 * @param alarm its ARN holds the region, for an existing endpoint, too
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
function createDashboard(
  dashboard: MonitoringPlan["dashboard"],
  alarm: MetricAlarm,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): void {
  if (dashboard === undefined) return;
  const { name, target } = component.plan;
  const { variantName } = target;
  new Dashboard(
    resourceNames.dashboard(name),
    {
      dashboardName: toUniqueName(endpoint, component),
      dashboardBody: pulumi.all([endpoint.name, alarm.arn]).apply(([endpointName, arn]) => {
        const region = arn.split(":")[3] ?? "";
        return formatDashboard(dashboard, { endpointName, variantName, region });
      }),
    },
    { parent: component },
  );
}
