import type { AlarmState } from "./alarms";
import { publishNotification } from "./notifications";
import type { AwsState } from "./state";

/**
 * The account after an alarm that has changed its state told its topics.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html: once for each
 *         change of the state
 */
export function publishAlarm(
  state: AwsState,
  before: AlarmState | undefined,
  name: string,
): AwsState {
  const alarm = state.alarms[name];
  if (alarm === undefined || before === undefined || alarm.value === before.value) return state;
  const { ActionsEnabled = true, AlarmDescription, ...input } = alarm.input;
  if (!ActionsEnabled) return state;
  const actions = {
    ALARM: input.AlarmActions,
    OK: input.OKActions,
    INSUFFICIENT_DATA: input.InsufficientDataActions,
  }[alarm.value];
  const message = JSON.stringify({
    AlarmName: name,
    AlarmDescription,
    AlarmArn: alarm.arn,
    NewStateValue: alarm.value,
    NewStateReason: `The last data points are ${formatPoints(alarm)}.`,
    OldStateValue: before.value,
    StateChangeTime: new Date(state.nowSeconds * 1000).toISOString(),
    Region: state.region,
  });
  return (actions ?? []).reduce(
    (after, topicArn) =>
      publishNotification(after, {
        topicArn,
        subject: `${alarm.value}: "${name}" in ${state.region}`,
        message,
        service: "cloudwatch.amazonaws.com",
        sourceArn: alarm.arn,
      }),
    state,
  );
}

function formatPoints({ datapoints }: AlarmState): string {
  return `[${datapoints.map((point) => point ?? "missing").join(", ")}]`;
}
