import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { WatchedPlan } from "../plan/scaling";
import { dimensionValues } from "./alarms";
import type { ServedEndpoint } from "./endpoint";
import { names } from "./names";

/**
 * The MetricAlarm on the instances that are missing; it also tells when they have come.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function arrivalAlarm(
  plan: WatchedPlan,
  topicArn: pulumi.Input<string>,
  { endpoint }: ServedEndpoint,
  parent: pulumi.Resource,
): MetricAlarm {
  const { metric, expressions, watched, precision: _precision, ...alarm } = plan.arrival.alarm;
  const { id, dimensions, ...series } = metric;
  return new MetricAlarm(
    names.arrival(plan.name),
    {
      ...alarm,
      metricQueries: [
        {
          id,
          metric: { ...series, dimensions: dimensionValues(plan, dimensions, endpoint) },
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
