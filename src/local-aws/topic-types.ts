import { jsonObject, type JsonObject } from "../simulate/json";
import { answered } from "./answered";
import { AwsCallError } from "./local-account";
import { isEmpty, object, objects, text } from "./properties";
import { plainType, type ResourceType } from "./resource-type";
import { changeTags, tagList, tagsMember } from "./tag-changes";

/** aws:sns/topic:Topic; its id is its ARN. */
export const topic: ResourceType = {
  ...plainType,
  replacedBy: ["name", "region"],
  computed: ["arn", "owner"],
  optionalComputed: ["name", "region", "policy"],
  create: async (account, inputs) => {
    const request = { Name: text(inputs, "name"), ...tagsMember(inputs) };
    return text(await account.call("sns:CreateTopic", request), "TopicArn");
  },
  read: async (account, id) => {
    const answer = await answered(account, "sns:GetTopicAttributes", { TopicArn: id });
    if (answer === undefined) return undefined;
    const attributes = object(answer, "Attributes");
    const tags = await account.call("sns:ListTagsForResource", { ResourceArn: id });
    return jsonObject({
      arn: id,
      name: id.split(":").at(-1),
      owner: attributes["Owner"],
      policy: attributes["Policy"],
      tags: Object.fromEntries(
        objects(tags, "Tags").map((tag) => [text(tag, "Key"), text(tag, "Value")]),
      ),
    });
  },
  update: async (account, change) => {
    const ResourceArn = change.id;
    await changeTags(change, ResourceArn, {
      set: (tags) => account.call("sns:TagResource", { ResourceArn, Tags: tagList(tags) }),
      remove: (TagKeys) => account.call("sns:UntagResource", { ResourceArn, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await account.call("sns:DeleteTopic", { TopicArn: id });
  },
};

/** aws:sns/topicPolicy:TopicPolicy; its id is the topic's ARN. */
export const topicPolicy: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["arn", "policy"],
  replacedBy: ["arn", "region"],
  computed: ["owner"],
  optionalComputed: ["region"],
  create: async (account, inputs) => {
    const TopicArn = text(inputs, "arn");
    await account.call("sns:SetTopicAttributes", policyOf(TopicArn, text(inputs, "policy")));
    return TopicArn;
  },
  read: async (account, id) => {
    const answer = await answered(account, "sns:GetTopicAttributes", { TopicArn: id });
    const attributes = object(answer ?? {}, "Attributes");
    if (isEmpty(attributes["Policy"])) return undefined;
    return jsonObject({
      arn: id,
      policy: attributes["Policy"],
      owner: attributes["Owner"],
    });
  },
  update: async (account, { id, news }) => {
    await account.call("sns:SetTopicAttributes", policyOf(id, text(news, "policy")));
  },
  delete: async (account, id) => {
    await answered(account, "sns:SetTopicAttributes", policyOf(id, ""));
  },
};

function policyOf(TopicArn: string, AttributeValue: string): JsonObject {
  return { TopicArn, AttributeName: "Policy", AttributeValue };
}

/** aws:sns/topicSubscription:TopicSubscription; its id is its ARN. */
export const topicSubscription: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["topic", "protocol", "endpoint"],
  defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false },
  replacedBy: ["topic", "protocol", "endpoint", "region"],
  computed: ["arn", "ownerId", "pendingConfirmation", "confirmationWasAuthenticated"],
  optionalComputed: ["region", "filterPolicyScope"],
  create: async (account, inputs) => {
    const answer = await account.call("sns:Subscribe", {
      TopicArn: text(inputs, "topic"),
      Protocol: text(inputs, "protocol"),
      Endpoint: text(inputs, "endpoint"),
      ReturnSubscriptionArn: true,
    });
    return text(answer, "SubscriptionArn");
  },
  read: async (account, id) => {
    const request = { SubscriptionArn: id };
    const answer = await answered(account, "sns:GetSubscriptionAttributes", request);
    if (answer === undefined) return undefined;
    const attributes = object(answer, "Attributes");
    return {
      arn: id,
      topic: text(attributes, "TopicArn"),
      protocol: text(attributes, "Protocol"),
      endpoint: text(attributes, "Endpoint"),
      pendingConfirmation: attributes["PendingConfirmation"] === "true",
    };
  },
  update: () => Promise.resolve(),
  // One that was never confirmed cannot be deleted; AWS forgets it, and the provider is content.
  delete: async (account, id) => {
    try {
      await account.call("sns:Unsubscribe", { SubscriptionArn: id });
    } catch (error) {
      if (!(error instanceof AwsCallError) || error.error.code !== "InvalidParameter") throw error;
    }
  },
};
