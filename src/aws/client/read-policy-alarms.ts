import type { AwsClients, MetricAlarm } from "./aws-clients";
import { type AwsResult, callAws } from "./call-aws";
import type { LiveScaling } from "./read-live-scaling";

/** How many alarms AWS takes by name in one request; an endpoint has at most three. */
const maxAlarmNames = 100;

/**
 * The alarms that call an endpoint's step policies, in one request; none without such policies.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function readPolicyAlarms(
  { openCloudWatch }: Pick<AwsClients, "openCloudWatch">,
  { policies }: Pick<LiveScaling, "policies">,
): Promise<AwsResult<readonly MetricAlarm[]>> {
  const names = policies.filter(({ step }) => step !== undefined).flatMap(({ alarms }) => alarms);
  if (names.length === 0) return { found: [] };
  const cloudWatch = await openCloudWatch();
  try {
    return await callAws("cloudwatch:DescribeAlarms", async () => {
      const { MetricAlarms = [] } = await cloudWatch.describeAlarms({ AlarmNames: names.slice(0, maxAlarmNames) });
      return MetricAlarms;
    });
  } finally {
    cloudWatch.destroy();
  }
}
