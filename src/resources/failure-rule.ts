import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { MonitoredPlan } from "../plan/scaling";
import type { ScaledEndpoint } from "./endpoint";
import { resourceNames } from "./names";

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
