import { Dashboard, EventRule, EventTarget, MetricAlarm } from "@pulumi/aws/cloudwatch";
import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { topicPublishers } from "../../aws/facts";
import { type MonitoredPlan, resourceNames, type ScalingPlan } from "../../plan/endpoint";
import { formatDashboard } from "../../plan/monitoring";
import { type ScaledEndpoint, toDimensions } from "./endpoint";

/** What watches the endpoint, where the plan has it: a topic, an alarm, a rule and a dashboard. */
export function createMonitoring(
  plan: ScalingPlan,
  served: ScaledEndpoint,
  parent: pulumi.Resource,
): void {
  if (plan.monitoring === undefined) return;
  const watched = { ...plan, monitoring: plan.monitoring };
  const topic = createAlertTopic(watched, parent);
  const alarm = createCapacityAlarm(watched, topic.arn, served, parent);
  const rule = createFailureRule(watched, topic.arn, served, parent);
  topic.allowPublish(alarm.arn, rule.arn);
  createDashboard(watched, alarm, served, parent);
}

/**
 * The MetricAlarm on the instances that are missing; it also tells when they have come.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function createCapacityAlarm(
  plan: MonitoredPlan,
  topicArn: pulumi.Input<string>,
  { endpoint }: ScaledEndpoint,
  parent: pulumi.Resource,
): MetricAlarm {
  const { metric, expressions, watched, precision: _precision, ...alarm } = plan.monitoring.alarm;
  const { id, dimensions, ...series } = metric;
  return new MetricAlarm(
    resourceNames.arrival(plan.name),
    {
      ...alarm,
      metricQueries: [
        {
          id,
          metric: { ...series, dimensions: toDimensions(plan, dimensions, endpoint) },
          returnData: false,
        },
        ...expressions.map((query) => ({
          ...query,
          ...(query.id === watched.id ? { label: watched.label } : {}),
          returnData: query.id === watched.id,
        })),
      ],
      alarmActions: [topicArn],
      okActions: [topicArn],
      tags: plan.tags,
    },
    { parent },
  );
}

/**
 * The EventRule on the endpoint's failures, and its target, the topic.
 *
 * It has the endpoint's own name at AWS, which is as unique: Pulumi's random suffix could make the key
 * longer than a rule's name may be.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export function createFailureRule(
  plan: MonitoredPlan,
  topicArn: pulumi.Input<string>,
  { endpoint }: ScaledEndpoint,
  parent: pulumi.Resource,
): EventRule {
  const { description, source, detailTypes, statuses, message } = plan.monitoring.failureRule;
  const name = resourceNames.failure(plan.name);
  const pattern = (EndpointName: string): string =>
    JSON.stringify({
      source: [source],
      "detail-type": detailTypes,
      detail: { EndpointName: [EndpointName], EndpointStatus: statuses },
    });
  const rule = new EventRule(
    name,
    {
      name: endpoint.name,
      description,
      eventPattern: pulumi.output(endpoint.name).apply(pattern),
      tags: plan.tags,
    },
    { parent },
  );
  new EventTarget(
    name,
    {
      rule: rule.name,
      arn: topicArn,
      // A text has to be JSON, too: it needs its quotes.
      inputTransformer: { inputPaths: message.paths, inputTemplate: JSON.stringify(message.text) },
    },
    { parent },
  );
  return rule;
}

/** The topic that is told, and how an alarm and a rule get to publish there. */
export interface AlertTopic {
  readonly arn: pulumi.Input<string>;
  readonly allowPublish: (alarmArn: pulumi.Input<string>, ruleArn: pulumi.Input<string>) => void;
}

/**
 * The topic named in the plan, or a new one that sends to the plan's addresses.
 *
 * The policy of a topic that is there belongs to whoever made it. A new one lets exactly this alarm and this
 * rule publish: EventBridge may not do so by default.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html, "Amazon SNS permissions"
 */
export function createAlertTopic(plan: MonitoredPlan, parent: pulumi.Resource): AlertTopic {
  const { notify } = plan.monitoring;
  if ("topicArn" in notify) return { arn: notify.topicArn, allowPublish: () => undefined };
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

function formatPublishPolicy([topicArn, alarmArn, ruleArn]: readonly [
  string,
  string,
  string,
]): string {
  const statement = (Sid: string, Service: string, source: string): object => ({
    Sid,
    Effect: "Allow",
    Principal: { Service },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { ArnEquals: { "aws:SourceArn": source } },
  });
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      statement("Arrival", topicPublishers.alarm, alarmArn),
      statement("Failure", topicPublishers.rule, ruleArn),
    ],
  });
}

/**
 * The Dashboard of the endpoint, under the endpoint's own name at AWS.
 *
 * In:     `createPolicyAlarm`: its ARN tells the region, for an existing endpoint too
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
export function createDashboard(
  plan: MonitoredPlan,
  alarm: MetricAlarm,
  { endpoint }: ScaledEndpoint,
  parent: pulumi.Resource,
): Dashboard | undefined {
  const shown = plan.monitoring.dashboard;
  if (shown === undefined) return undefined;
  const { variantName } = plan.target;
  return new Dashboard(
    resourceNames.dashboard(plan.name),
    {
      dashboardName: endpoint.name,
      dashboardBody: pulumi.all([endpoint.name, alarm.arn]).apply(([endpointName, arn]) => {
        const region = arn.split(":")[3] ?? "";
        return formatDashboard(shown, { endpointName, variantName, region });
      }),
    },
    { parent },
  );
}
