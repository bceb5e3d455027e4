import { createHash } from "node:crypto";
import { type JsonObject, toJsonObject } from "../aws";
import { isEmpty, toObject, toObjects, toText, toTexts } from "./properties";
import { callIfExists, changeTags, fromTagList, plainType, type ResourceType, toTagList } from "./resource-type";

/** aws:cloudwatch/eventRule:EventRule; its id is its name, on the default bus. */
export const eventRuleResource: ResourceType = {
  ...plainType,
  defaults: { eventBusName: "default", forceDestroy: false },
  replacedBy: ["name", "eventBusName", "region"],
  optionalComputed: ["name", "region", "state", "isEnabled"],
  create: async (account, inputs) => {
    await account.call("events:PutRule", { ...toRuleRequest(inputs), ...fromTagList(inputs) });
    return toText(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "events:DescribeRule", { Name: id });
    if (answer === undefined) return undefined;
    const request = { ResourceARN: toText(answer, "Arn") };
    const tags = await account.call("events:ListTagsForResource", request);
    return toJsonObject({
      name: id,
      arn: answer["Arn"],
      description: answer["Description"],
      eventPattern: answer["EventPattern"],
      eventBusName: answer["EventBusName"],
      state: answer["State"],
      tags: Object.fromEntries(toObjects(tags, "Tags").map((tag) => [toText(tag, "Key"), toText(tag, "Value")])),
    });
  },
  update: async (account, change) => {
    const ResourceARN = toText(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (tags) => account.call("events:TagResource", { ResourceARN, Tags: toTagList(tags) }),
      remove: (TagKeys) => account.call("events:UntagResource", { ResourceARN, TagKeys }),
    });
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) await account.call("events:PutRule", toRuleRequest(change.news));
  },
  delete: async (account, id) => {
    await callIfExists(account, "events:DeleteRule", { Name: id });
  },
};

function toRuleRequest(inputs: JsonObject): JsonObject {
  return toJsonObject({
    Name: toText(inputs, "name"),
    EventPattern: toText(inputs, "eventPattern"),
    Description: inputs["description"],
    State: inputs["state"] ?? "ENABLED",
  });
}

/** aws:cloudwatch/eventTarget:EventTarget; its id is the rule's name, a hyphen and the target's. */
export const eventTargetResource: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["arn", "rule"],
  defaults: { eventBusName: "default", forceDestroy: false },
  replacedBy: ["rule", "targetId", "eventBusName", "region"],
  computed: [],
  optionalComputed: ["region", "targetId"],
  create: async (account, inputs) => {
    const [Rule, targetId] = [toText(inputs, "rule"), toTargetId(inputs)];
    await account.call("events:PutTargets", { Rule, Targets: [toTargetRequest(inputs, targetId)] });
    return `${Rule}-${targetId}`;
  },
  read: async (account, _id, state) => {
    const Rule = toText(state, "rule");
    const answer = await callIfExists(account, "events:ListTargetsByRule", { Rule });
    const targetId = toTargetId(state);
    const found = toObjects(answer ?? {}, "Targets").find((each) => toText(each, "Id") === targetId);
    if (found === undefined) return undefined;
    const transformer = toObject(found, "InputTransformer");
    return toJsonObject({
      rule: Rule,
      targetId,
      arn: found["Arn"],
      input: found["Input"],
      inputTransformer: isEmpty(transformer)
        ? undefined
        : toJsonObject({ inputPaths: transformer["InputPathsMap"], inputTemplate: transformer["InputTemplate"] }),
    });
  },
  update: async (account, { olds, news }) => {
    const Targets = [toTargetRequest(news, toTargetId(olds))];
    await account.call("events:PutTargets", { Rule: toText(news, "rule"), Targets });
  },
  delete: async (account, _id, state) => {
    const request = { Rule: toText(state, "rule"), Ids: [toTargetId(state)] };
    await callIfExists(account, "events:RemoveTargets", request);
  },
};

/** The provider makes one up where the program gives none. */
function toTargetId(properties: JsonObject): string {
  const given = toText(properties, "targetId");
  if (given !== "") return given;
  const digest = createHash("sha256").update(toText(properties, "rule")).digest("hex");
  return `terraform-${digest.slice(0, 26)}`;
}

function toTargetRequest(inputs: JsonObject, Id: string): JsonObject {
  const transformer = toObject(inputs, "inputTransformer");
  return toJsonObject({
    Id,
    Arn: toText(inputs, "arn"),
    Input: inputs["input"],
    InputTransformer: isEmpty(transformer)
      ? undefined
      : { InputPathsMap: toTexts(transformer, "inputPaths"), InputTemplate: toText(transformer, "inputTemplate") },
  });
}
