import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { MonitoredPlan } from "../plan/scaling";
import { toDimensions } from "./alarms";
import type { ScaledEndpoint } from "./endpoint";
import { resourceNames } from "./names";

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
