import * as v from "valibot";
import type { AwsState } from "./account-state";
import { type EndpointState, getEndpointStatus } from "./endpoints";
import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  type Named,
  removeEntries,
  setEntry,
  toJsonObject,
  toTagEntries,
  toTagMap,
} from "./json";
import { publishNotification } from "./notifications";
import { defineOperation, type Outcome, toAnswer, toValidationError } from "./operation";
import { tagList } from "./sagemaker-inputs";

const opt = v.exactOptional;
const ruleName = v.pipe(v.string(), v.regex(/^[.\-_A-Za-z0-9]{1,64}$/));

const targetShape = v.strictObject({
  Id: v.pipe(v.string(), v.regex(/^[.\-_A-Za-z0-9]{1,64}$/)),
  Arn: v.string(),
  Input: opt(v.string()),
  InputTransformer: opt(
    v.strictObject({
      InputPathsMap: opt(v.record(v.string(), v.pipe(v.string(), v.regex(/^\$(\.[\w-]+)*$/)))),
      InputTemplate: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
    }),
  ),
});

export type RuleTarget = v.InferOutput<typeof targetShape>;

/** A rule of EventBridge on the default bus. */
export interface RuleState {
  readonly arn: string;
  readonly pattern: JsonObject;
  readonly description?: string;
  readonly isEnabled: boolean;
  readonly targets: readonly RuleTarget[];
  readonly tags: Named<string>;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html: targets and tags stay when it is changed */
export const putRule = defineOperation(
  v.strictObject({
    Name: ruleName,
    EventPattern: v.pipe(v.string(), v.maxLength(4096)),
    Description: opt(v.pipe(v.string(), v.maxLength(512))),
    State: opt(v.picklist(["ENABLED", "DISABLED"])),
    Tags: opt(tagList),
  }),
  (state, { Name, EventPattern, Description, State = "ENABLED", Tags }): Outcome => {
    const pattern = parsePattern(EventPattern);
    if (pattern === undefined) {
      const message = "Event pattern is not valid.";
      return { error: { code: "InvalidEventPatternException", message } };
    }
    const old = state.rules[Name];
    const rule: RuleState = {
      arn: `arn:aws:events:${state.region}:${state.accountId}:rule/${Name}`,
      pattern,
      ...(Description === undefined ? {} : { description: Description }),
      isEnabled: State === "ENABLED",
      targets: old?.targets ?? [],
      tags: old?.tags ?? toTagMap(Tags),
    };
    return toAnswer({ ...state, rules: setEntry(state.rules, Name, rule) }, { RuleArn: rule.arn });
  },
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule = defineOperation(v.strictObject({ Name: ruleName }), (state, { Name }) =>
  changeRule(state, Name, (rule) =>
    toAnswer(
      state,
      toJsonObject({
        Name,
        Arn: rule.arn,
        EventPattern: JSON.stringify(rule.pattern),
        Description: rule.description,
        State: rule.isEnabled ? "ENABLED" : "DISABLED",
        EventBusName: "default",
      }),
    ),
  ),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html: targets must be gone; no error without a rule */
export const deleteRule = defineOperation(v.strictObject({ Name: ruleName }), (state, { Name }) => {
  if ((state.rules[Name]?.targets ?? []).length > 0) {
    return { error: toValidationError("Rule can't be deleted since it has targets.") };
  }
  return toAnswer({ ...state, rules: removeEntries(state.rules, (name) => name === Name) }, {});
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html: at most five a rule */
export const putTargets = defineOperation(
  v.strictObject({ Rule: ruleName, Targets: v.pipe(v.array(targetShape), v.minLength(1)) }),
  (state, { Rule, Targets }) =>
    changeRule(state, Rule, (rule) => {
      const ids = new Set(Targets.map(({ Id }) => Id));
      const targets = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...Targets];
      if (targets.length > 5) {
        const message = "The requested resource exceeds the maximum number allowed.";
        return { error: { code: "LimitExceededException", message } };
      }
      return toAnswer(setRule(state, Rule, { ...rule, targets }), { FailedEntryCount: 0 });
    }),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule = defineOperation(v.strictObject({ Rule: ruleName }), (state, { Rule }) =>
  changeRule(state, Rule, ({ targets }) => toAnswer(state, { Targets: targets.map(parseJsonText) })),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets = defineOperation(
  v.strictObject({ Rule: ruleName, Ids: v.array(v.string()) }),
  (state, { Rule, Ids }) =>
    changeRule(state, Rule, (rule) => {
      const targets = rule.targets.filter(({ Id }) => !Ids.includes(Id));
      return toAnswer(setRule(state, Rule, { ...rule, targets }), { FailedEntryCount: 0 });
    }),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export const tagRule = defineOperation(
  v.strictObject({ ResourceARN: v.string(), Tags: tagList }),
  (state, { ResourceARN, Tags }) =>
    changeRule(state, getRuleName(ResourceARN), (rule) =>
      toAnswer(setRule(state, getRuleName(ResourceARN), { ...rule, tags: { ...rule.tags, ...toTagMap(Tags) } }), {}),
    ),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export const untagRule = defineOperation(
  v.strictObject({ ResourceARN: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceARN, TagKeys }) =>
    changeRule(state, getRuleName(ResourceARN), (rule) => {
      const tags = removeEntries(rule.tags, (key) => TagKeys.includes(key));
      return toAnswer(setRule(state, getRuleName(ResourceARN), { ...rule, tags }), {});
    }),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export const listRuleTags = defineOperation(v.strictObject({ ResourceARN: v.string() }), (state, { ResourceARN }) =>
  changeRule(state, getRuleName(ResourceARN), ({ tags }) => toAnswer(state, { Tags: toTagEntries(tags) })),
);

/**
 * Whether an event matches a pattern: of each key that the pattern has, one of the listed values.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html; only exact values
 */
function matchesPattern(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const found = event[key];
    if (isJsonObject(wanted)) return isJsonObject(found) && matchesPattern(wanted, found);
    if (!isJsonList(wanted) || found === undefined) return false;
    const values: readonly Json[] = isJsonList(found) ? found : [found];
    return values.some((value) => wanted.includes(value));
  });
}

function parsePattern(text: string): JsonObject | undefined {
  try {
    const pattern: unknown = JSON.parse(text);
    return isJsonObject(pattern) && isPattern(pattern) ? pattern : undefined;
  } catch {
    return undefined;
  }
}

/** Every leaf is a list, and not an empty one. */
function isPattern(pattern: JsonObject): boolean {
  return Object.values(pattern).every(
    (value) =>
      (isJsonList(value) && value.length > 0 && value.every((each) => typeof each === "string")) ||
      (isJsonObject(value) && isPattern(value)),
  );
}

function parseJsonText({ Id, Arn, Input, InputTransformer }: RuleTarget): JsonObject {
  return toJsonObject({ Id, Arn, Input, InputTransformer: InputTransformer && toJsonObject({ ...InputTransformer }) });
}

function getRuleName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function changeRule(state: AwsState, name: string, act: (rule: RuleState) => Outcome): Outcome {
  const rule = state.rules[name];
  if (rule !== undefined) return act(rule);
  const message = `Rule ${name} does not exist on EventBus default.`;
  return { error: { code: "ResourceNotFoundException", message } };
}

function setRule(state: AwsState, name: string, rule: RuleState): AwsState {
  return { ...state, rules: setEntry(state.rules, name, rule) };
}

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
