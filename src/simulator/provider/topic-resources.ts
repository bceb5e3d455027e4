import { type JsonObject, toJsonObject } from "../aws";
import { isEmpty, toObject, toObjects, toText } from "./properties";
import { callIfExists, changeTags, fromTagList, plainType, type ResourceType, toTagList } from "./resource-type";
import { AwsCallError } from "./simulated-account";

/** aws:sns/topic:Topic; its id is its ARN. */
export const topicResource: ResourceType = {
  ...plainType,
  replacedBy: ["name", "region"],
  computed: ["arn", "owner"],
  optionalComputed: ["name", "region", "policy"],
  create: async (account, inputs) => {
    const request = { Name: toText(inputs, "name"), ...fromTagList(inputs) };
    return toText(await account.call("sns:CreateTopic", request), "TopicArn");
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "sns:GetTopicAttributes", { TopicArn: id });
    if (answer === undefined) return undefined;
    const attributes = toObject(answer, "Attributes");
    const tags = await account.call("sns:ListTagsForResource", { ResourceArn: id });
    return toJsonObject({
      arn: id,
      name: id.split(":").at(-1),
      owner: attributes["Owner"],
      policy: attributes["Policy"],
      tags: Object.fromEntries(toObjects(tags, "Tags").map((tag) => [toText(tag, "Key"), toText(tag, "Value")])),
    });
  },
  update: async (account, change) => {
    const ResourceArn = change.id;
    await changeTags(change, ResourceArn, {
      set: (tags) => account.call("sns:TagResource", { ResourceArn, Tags: toTagList(tags) }),
      remove: (TagKeys) => account.call("sns:UntagResource", { ResourceArn, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await account.call("sns:DeleteTopic", { TopicArn: id });
  },
};

/** aws:sns/topicPolicy:TopicPolicy; its id is the topic's ARN. */
export const topicPolicyResource: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["arn", "policy"],
  replacedBy: ["arn", "region"],
  computed: ["owner"],
  optionalComputed: ["region"],
  create: async (account, inputs) => {
    const TopicArn = toText(inputs, "arn");
    await account.call("sns:SetTopicAttributes", readPolicy(TopicArn, toText(inputs, "policy")));
    return TopicArn;
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "sns:GetTopicAttributes", { TopicArn: id });
    const attributes = toObject(answer ?? {}, "Attributes");
    if (isEmpty(attributes["Policy"])) return undefined;
    return toJsonObject({ arn: id, policy: attributes["Policy"], owner: attributes["Owner"] });
  },
  update: async (account, { id, news }) => {
    await account.call("sns:SetTopicAttributes", readPolicy(id, toText(news, "policy")));
  },
  delete: async (account, id) => {
    await callIfExists(account, "sns:SetTopicAttributes", readPolicy(id, ""));
  },
};

function readPolicy(TopicArn: string, AttributeValue: string): JsonObject {
  return { TopicArn, AttributeName: "Policy", AttributeValue };
}

/** aws:sns/topicSubscription:TopicSubscription; its id is its ARN. */
export const topicSubscriptionResource: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["topic", "protocol", "endpoint"],
  defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false },
  replacedBy: ["topic", "protocol", "endpoint", "region"],
  computed: ["arn", "ownerId", "pendingConfirmation", "confirmationWasAuthenticated"],
  optionalComputed: ["region", "filterPolicyScope"],
  create: async (account, inputs) => {
    const answer = await account.call("sns:Subscribe", {
      TopicArn: toText(inputs, "topic"),
      Protocol: toText(inputs, "protocol"),
      Endpoint: toText(inputs, "endpoint"),
      ReturnSubscriptionArn: true,
    });
    return toText(answer, "SubscriptionArn");
  },
  read: async (account, id) => {
    const request = { SubscriptionArn: id };
    const answer = await callIfExists(account, "sns:GetSubscriptionAttributes", request);
    if (answer === undefined) return undefined;
    const attributes = toObject(answer, "Attributes");
    return {
      arn: id,
      topic: toText(attributes, "TopicArn"),
      protocol: toText(attributes, "Protocol"),
      endpoint: toText(attributes, "Endpoint"),
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
