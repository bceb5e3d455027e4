import { endpointStatus, type EndpointState } from "./endpoint";
import { matches, type RuleTarget } from "./event-rules";
import { isJsonObject, type Json, type JsonObject } from "./json";
import { publish } from "./notifications";
import type { AwsState } from "./state";

/**
 * The account after EventBridge has told the targets of its rules which endpoints changed their status.
 *
 * In:     the account before and after something happened
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function tellOfStatuses(before: AwsState, after: AwsState): AwsState {
  if (before.endpoints === after.endpoints || Object.keys(after.rules).length === 0) return after;
  return Object.values(after.endpoints)
    .filter((endpoint) => {
      const old = before.endpoints[endpoint.name];
      return old === undefined || endpointStatus(old) !== endpointStatus(endpoint);
    })
    .reduce((state, endpoint) => send(state, eventOf(state, endpoint)), after);
}

/** The events spell statuses in capitals, with underscores. */
function eventOf(state: AwsState, endpoint: EndpointState): JsonObject {
  const status = endpointStatus(endpoint).replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_");
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

function send(state: AwsState, event: JsonObject): AwsState {
  return Object.values(state.rules)
    .filter(({ isEnabled, pattern }) => isEnabled && matches(pattern, event))
    .flatMap(({ arn, targets }) => targets.map((target) => ({ arn, target })))
    .reduce(
      (after, { arn, target }) =>
        publish(after, {
          topicArn: target.Arn,
          message: messageFor(target, event),
          service: "events.amazonaws.com",
          sourceArn: arn,
        }),
      state,
    );
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html */
function messageFor({ Input, InputTransformer }: RuleTarget, event: JsonObject): string {
  if (InputTransformer === undefined) return Input ?? JSON.stringify(event);
  const { InputPathsMap = {}, InputTemplate } = InputTransformer;
  return InputTemplate.replaceAll(/<([^>]+)>/g, (whole, name: string) => {
    const path = InputPathsMap[name];
    if (path === undefined) return whole;
    const value = valueAt(event, path);
    return typeof value === "string" ? value : JSON.stringify(value ?? "");
  });
}

function valueAt(event: JsonObject, path: string): Json | undefined {
  const keys = path.split(".").slice(1);
  return keys.reduce<Json | undefined>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    event,
  );
}
