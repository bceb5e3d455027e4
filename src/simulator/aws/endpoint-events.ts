import type { AwsState } from "./account-state";
import { type EndpointState, getEndpointStatus } from "./endpoints";
import { matchesPattern, type RuleTarget } from "./event-rules";
import { isJsonObject, type Json, type JsonObject } from "./json";
import { publishNotification } from "./notifications";

/**
 * Sends changes of endpoint status to the targets of matching EventBridge rules.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function publishStatusChanges(before: AwsState, after: AwsState): AwsState {
  if (before.endpoints === after.endpoints || Object.keys(after.rules).length === 0) return after;
  return Object.values(after.endpoints)
    .filter((endpoint) => {
      const old = before.endpoints[endpoint.name];
      return old === undefined || getEndpointStatus(old) !== getEndpointStatus(endpoint);
    })
    .reduce((state, endpoint) => sendEvent(state, toStatusEvent(state, endpoint)), after);
}

/** The events spell statuses in capitals, with underscores. */
function toStatusEvent(state: AwsState, endpoint: EndpointState): JsonObject {
  const status = getEndpointStatus(endpoint).replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_");
  return {
    version: "0",
    "detail-type": "SageMaker Endpoint State Change",
    source: "aws.sagemaker",
    account: state.accountId,
    time: new Date(state.nowSeconds * 1000).toISOString(),
    region: state.region,
    resources: [endpoint.arn],
    detail: {
      EndpointName: endpoint.name,
      EndpointArn: endpoint.arn,
      EndpointConfigName: endpoint.configName,
      EndpointStatus: status.toUpperCase(),
      CreationTime: endpoint.createdAt * 1000,
      LastModifiedTime: endpoint.modifiedAt * 1000,
    },
  };
}

function sendEvent(state: AwsState, event: JsonObject): AwsState {
  return Object.values(state.rules)
    .filter(({ isEnabled, pattern }) => isEnabled && matchesPattern(pattern, event))
    .flatMap(({ arn, targets }) => targets.map((target) => ({ arn, target })))
    .reduce(
      (after, { arn, target }) =>
        publishNotification(after, {
          topicArn: target.Arn,
          message: formatEventMessage(target, event),
          service: "events.amazonaws.com",
          sourceArn: arn,
        }),
      state,
    );
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
function formatEventMessage({ Input, InputTransformer }: RuleTarget, event: JsonObject): string {
  if (InputTransformer === undefined) return Input ?? JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  return InputTemplate.replaceAll(/<([^>]+)>/g, (whole, name: string) => {
    const path = InputPathsMap[name];
    if (path === undefined) return whole;
    const value = getValueAt(event, path);
    return typeof value === "string" ? value : JSON.stringify(value ?? "");
  });
}

function getValueAt(event: JsonObject, path: string): Json | undefined {
  const keys = path.split(".").slice(1);
  return keys.reduce<Json | undefined>((value, key) => (isJsonObject(value) ? value[key] : undefined), event);
}
