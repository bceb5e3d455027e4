import { type AwsState, type EpochSeconds, logLimit } from "./account-state";
import type { AlarmState } from "./alarms";
import type { Json } from "./json";

/** A message that a service sent to a topic. */
export interface Notification {
  readonly atSeconds: EpochSeconds;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** The topic's policy does not let the service publish: nobody got it. */
  readonly refused?: true;
}

/** A message, the service that sends it and the alarm or rule on whose behalf it does. */
export interface Publication {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly service: string;
  readonly sourceArn: string;
}

/** Sends a message to a topic; an ARN of another service sends nothing. */
export function publishNotification(state: AwsState, publication: Publication): AwsState {
  const { topicArn, subject, message } = publication;
  if (!/^arn:[^:]+:sns:/.test(topicArn)) return state;
  const notification: Notification = {
    atSeconds: state.nowSeconds,
    topicArn,
    ...(subject === undefined ? {} : { subject }),
    message,
    ...(canPublish(state, publication) ? {} : { refused: true }),
  };
  return { ...state, notifications: [...state.notifications, notification].slice(-logLimit) };
}

/**
 * Whether the topic lets the service publish. A topic that is not in this account is taken to.
 *
 * Without its own policy a topic takes what its account sends, and alarms count as that; EventBridge
 * needs to be named.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 *         https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function canPublish(state: AwsState, publication: Publication): boolean {
  const topic = state.topics[publication.topicArn];
  if (topic === undefined) return true;
  if (topic.policy === undefined) return publication.service === "cloudwatch.amazonaws.com";
  const document = JSON.parse(topic.policy) as { readonly Statement?: readonly PolicyStatement[] };
  return (document.Statement ?? []).some((statement) => isAllowedBy(statement, publication));
}

interface PolicyStatement {
  readonly Effect: string;
  readonly Principal?: { readonly Service?: Json };
  readonly Action: Json;
  readonly Resource: Json;
  readonly Condition?: { readonly ArnEquals?: { readonly "aws:SourceArn"?: Json } };
}

function isAllowedBy(statement: PolicyStatement, publication: Publication): boolean {
  const source = statement.Condition?.ArnEquals?.["aws:SourceArn"];
  return (
    statement.Effect === "Allow" &&
    matchesCondition(statement.Principal?.Service, publication.service) &&
    matchesCondition(statement.Action, "sns:Publish") &&
    matchesCondition(statement.Resource, publication.topicArn) &&
    (source === undefined || matchesCondition(source, publication.sourceArn))
  );
}

function matchesCondition(one: Json | undefined, text: string): boolean {
  return [one].flat().includes(text);
}

/**
 * Sends the new state of an alarm to its topics.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html: once for each
 *         change of the state
 */
export function publishAlarm(state: AwsState, before: AlarmState | undefined, name: string): AwsState {
  const alarm = state.alarms[name];
  if (alarm === undefined || before === undefined || alarm.value === before.value) return state;
  const { ActionsEnabled = true, AlarmDescription, ...input } = alarm.input;
  if (!ActionsEnabled) return state;
  const actions = { ALARM: input.AlarmActions, OK: input.OKActions, INSUFFICIENT_DATA: input.InsufficientDataActions }[
    alarm.value
  ];
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
