import * as v from "valibot";
import { validationError } from "./aws-error";
import { isJsonList, isJsonObject, jsonObject, type Json, type JsonObject } from "./json";
import { withEntry, withoutEntries, type Named } from "./named";
import { answer, operation, type Outcome } from "./operation";
import { tagList } from "./sagemaker-shapes";
import type { AwsState } from "./state";
import { tagEntries, tagMap } from "./tags";

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

/** A target of a rule. */
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
export const putRule = operation(
  v.strictObject({
    Name: ruleName,
    EventPattern: v.pipe(v.string(), v.maxLength(4096)),
    Description: opt(v.pipe(v.string(), v.maxLength(512))),
    State: opt(v.picklist(["ENABLED", "DISABLED"])),
    Tags: opt(tagList),
  }),
  (state, { Name, EventPattern, Description, State = "ENABLED", Tags }): Outcome => {
    const pattern = patternOf(EventPattern);
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
      tags: old?.tags ?? tagMap(Tags),
    };
    return answer({ ...state, rules: withEntry(state.rules, Name, rule) }, { RuleArn: rule.arn });
  },
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule = operation(v.strictObject({ Name: ruleName }), (state, { Name }) =>
  onRule(state, Name, (rule) =>
    answer(
      state,
      jsonObject({
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
export const deleteRule = operation(v.strictObject({ Name: ruleName }), (state, { Name }) => {
  if ((state.rules[Name]?.targets ?? []).length > 0) {
    return { error: validationError("Rule can't be deleted since it has targets.") };
  }
  return answer({ ...state, rules: withoutEntries(state.rules, (name) => name === Name) }, {});
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html: at most five a rule */
export const putTargets = operation(
  v.strictObject({ Rule: ruleName, Targets: v.pipe(v.array(targetShape), v.minLength(1)) }),
  (state, { Rule, Targets }) =>
    onRule(state, Rule, (rule) => {
      const ids = new Set(Targets.map(({ Id }) => Id));
      const targets = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...Targets];
      if (targets.length > 5) {
        const message = "The requested resource exceeds the maximum number allowed.";
        return { error: { code: "LimitExceededException", message } };
      }
      return answer(withRule(state, Rule, { ...rule, targets }), { FailedEntryCount: 0 });
    }),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule = operation(v.strictObject({ Rule: ruleName }), (state, { Rule }) =>
  onRule(state, Rule, ({ targets }) => answer(state, { Targets: targets.map(jsonOf) })),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets = operation(
  v.strictObject({ Rule: ruleName, Ids: v.array(v.string()) }),
  (state, { Rule, Ids }) =>
    onRule(state, Rule, (rule) => {
      const targets = rule.targets.filter(({ Id }) => !Ids.includes(Id));
      return answer(withRule(state, Rule, { ...rule, targets }), { FailedEntryCount: 0 });
    }),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export const tagRule = operation(
  v.strictObject({ ResourceARN: v.string(), Tags: tagList }),
  (state, { ResourceARN, Tags }) =>
    onRule(state, nameIn(ResourceARN), (rule) =>
      answer(
        withRule(state, nameIn(ResourceARN), { ...rule, tags: { ...rule.tags, ...tagMap(Tags) } }),
        {},
      ),
    ),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export const untagRule = operation(
  v.strictObject({ ResourceARN: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceARN, TagKeys }) =>
    onRule(state, nameIn(ResourceARN), (rule) => {
      const tags = withoutEntries(rule.tags, (key) => TagKeys.includes(key));
      return answer(withRule(state, nameIn(ResourceARN), { ...rule, tags }), {});
    }),
);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export const listRuleTags = operation(
  v.strictObject({ ResourceARN: v.string() }),
  (state, { ResourceARN }) =>
    onRule(state, nameIn(ResourceARN), ({ tags }) => answer(state, { Tags: tagEntries(tags) })),
);

/**
 * Whether an event matches a pattern: of each key that the pattern has, one of the listed values.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html; only exact values
 */
export function matches(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const found = event[key];
    if (isJsonObject(wanted)) return isJsonObject(found) && matches(wanted, found);
    if (!isJsonList(wanted) || found === undefined) return false;
    const values: readonly Json[] = isJsonList(found) ? found : [found];
    return values.some((value) => wanted.includes(value));
  });
}

function patternOf(text: string): JsonObject | undefined {
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

function jsonOf({ Id, Arn, Input, InputTransformer }: RuleTarget): JsonObject {
  return jsonObject({
    Id,
    Arn,
    Input,
    InputTransformer: InputTransformer && jsonObject({ ...InputTransformer }),
  });
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

function onRule(state: AwsState, name: string, act: (rule: RuleState) => Outcome): Outcome {
  const rule = state.rules[name];
  if (rule !== undefined) return act(rule);
  const message = `Rule ${name} does not exist on EventBus default.`;
  return { error: { code: "ResourceNotFoundException", message } };
}

function withRule(state: AwsState, name: string, rule: RuleState): AwsState {
  return { ...state, rules: withEntry(state.rules, name, rule) };
}
