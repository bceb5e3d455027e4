import { createHash } from "node:crypto";
import { jsonObject, type JsonObject } from "../simulate/json";
import { answered } from "./answered";
import { isEmpty, object, objects, text, texts } from "./properties";
import { plainType, type ResourceType } from "./resource-type";
import { changeTags, tagList, tagsMember } from "./tag-changes";

/** aws:cloudwatch/eventRule:EventRule; its id is its name, on the default bus. */
export const eventRule: ResourceType = {
  ...plainType,
  defaults: { eventBusName: "default", forceDestroy: false },
  replacedBy: ["name", "eventBusName", "region"],
  optionalComputed: ["name", "region", "state", "isEnabled"],
  create: async (account, inputs) => {
    await account.call("events:PutRule", { ...ruleRequest(inputs), ...tagsMember(inputs) });
    return text(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await answered(account, "events:DescribeRule", { Name: id });
    if (answer === undefined) return undefined;
    const request = { ResourceARN: text(answer, "Arn") };
    const tags = await account.call("events:ListTagsForResource", request);
    return jsonObject({
      name: id,
      arn: answer["Arn"],
      description: answer["Description"],
      eventPattern: answer["EventPattern"],
      eventBusName: answer["EventBusName"],
      state: answer["State"],
      tags: Object.fromEntries(
        objects(tags, "Tags").map((tag) => [text(tag, "Key"), text(tag, "Value")]),
      ),
    });
  },
  update: async (account, change) => {
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) await account.call("events:PutRule", ruleRequest(change.news));
    const ResourceARN = text(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (tags) => account.call("events:TagResource", { ResourceARN, Tags: tagList(tags) }),
      remove: (TagKeys) => account.call("events:UntagResource", { ResourceARN, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await answered(account, "events:DeleteRule", { Name: id });
  },
};

function ruleRequest(inputs: JsonObject): JsonObject {
  return jsonObject({
    Name: text(inputs, "name"),
    EventPattern: text(inputs, "eventPattern"),
    Description: inputs["description"],
    State: inputs["state"] ?? "ENABLED",
  });
}

/** aws:cloudwatch/eventTarget:EventTarget; its id is the rule's name, a hyphen and the target's. */
export const eventTarget: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["arn", "rule"],
  defaults: { eventBusName: "default", forceDestroy: false },
  replacedBy: ["rule", "targetId", "eventBusName", "region"],
  computed: [],
  optionalComputed: ["region", "targetId"],
  create: async (account, inputs) => {
    const [Rule, targetId] = [text(inputs, "rule"), targetIdOf(inputs)];
    await account.call("events:PutTargets", { Rule, Targets: [targetRequest(inputs, targetId)] });
    return `${Rule}-${targetId}`;
  },
  read: async (account, _id, state) => {
    const Rule = text(state, "rule");
    const answer = await answered(account, "events:ListTargetsByRule", { Rule });
    const targetId = targetIdOf(state);
    const found = objects(answer ?? {}, "Targets").find((each) => text(each, "Id") === targetId);
    if (found === undefined) return undefined;
    const transformer = object(found, "InputTransformer");
    return jsonObject({
      rule: Rule,
      targetId,
      arn: found["Arn"],
      input: found["Input"],
      inputTransformer: isEmpty(transformer)
        ? undefined
        : jsonObject({
            inputPaths: transformer["InputPathsMap"],
            inputTemplate: transformer["InputTemplate"],
          }),
    });
  },
  update: async (account, { olds, news }) => {
    const Targets = [targetRequest(news, targetIdOf(olds))];
    await account.call("events:PutTargets", { Rule: text(news, "rule"), Targets });
  },
  delete: async (account, _id, state) => {
    const request = { Rule: text(state, "rule"), Ids: [targetIdOf(state)] };
    await answered(account, "events:RemoveTargets", request);
  },
};

/** The provider makes one up where the program gives none. */
function targetIdOf(properties: JsonObject): string {
  const given = text(properties, "targetId");
  if (given !== "") return given;
  const digest = createHash("sha256").update(text(properties, "rule")).digest("hex");
  return `terraform-${digest.slice(0, 26)}`;
}

function targetRequest(inputs: JsonObject, Id: string): JsonObject {
  const transformer = object(inputs, "inputTransformer");
  return jsonObject({
    Id,
    Arn: text(inputs, "arn"),
    Input: inputs["input"],
    InputTransformer: isEmpty(transformer)
      ? undefined
      : {
          InputPathsMap: texts(transformer, "inputPaths"),
          InputTemplate: text(transformer, "inputTemplate"),
        },
  });
}
