import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { topicPublishers } from "../aws-facts/endpoint-events";
import type { MonitoredPlan } from "../plan/scaling";
import { resourceNames } from "./names";

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
