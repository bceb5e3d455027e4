import type { MetricAlarm, PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";
import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import { type AwsResult, callAws } from "../live-aws/aws-read";
import type { AwsClients } from "../live-aws/open-aws";

/**
 * Lets the alarms of a step policy call it under its new ARN.
 *
 * In:     the policy as it was remembered
 * Errors: none thrown
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: what is not given
 *         again is gone, but for tags
 */
export async function repointAlarmActions(
  { openCloudWatch }: Pick<AwsClients, "openCloudWatch">,
  { PolicyARN: old = "", Alarms }: ScalingPolicy,
  arn: string,
): Promise<AwsResult<unknown>> {
  const names = (Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []);
  if (old === arn || names.length === 0) return { found: undefined };
  const cloudWatch = await openCloudWatch();
  try {
    const read = await callAws("cloudwatch:DescribeAlarms", () =>
      cloudWatch.describeAlarms({ AlarmNames: names }),
    );
    if ("failure" in read) return read;
    for (const alarm of read.found.MetricAlarms ?? []) {
      const put = await callAws("cloudwatch:PutMetricAlarm", () =>
        cloudWatch.putMetricAlarm(replaceAlarmAction(alarm, old, arn)),
      );
      if ("failure" in put) return put;
    }
    return { found: undefined };
  } finally {
    cloudWatch.destroy();
  }
}

/** All that an alarm was made with, but one of its actions. */
function replaceAlarmAction(alarm: MetricAlarm, old: string, arn: string): PutMetricAlarmInput {
  const { AlarmName, AlarmDescription, ActionsEnabled, OKActions, InsufficientDataActions } = alarm;
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit } = alarm;
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator } = alarm;
  const { TreatMissingData, EvaluateLowSampleCountPercentile, Metrics, ThresholdMetricId } = alarm;
  return {
    ...{ AlarmName, AlarmDescription, ActionsEnabled, OKActions, InsufficientDataActions },
    ...{ MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit },
    ...{ EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator },
    ...{ TreatMissingData, EvaluateLowSampleCountPercentile, Metrics, ThresholdMetricId },
    AlarmActions: alarm.AlarmActions?.map((action) => (action === old ? arn : action)),
  };
}
