import * as v from "valibot";
import type { AwsState } from "./account-state";
import { type Named, removeEntries, setEntry, toJsonObject, toTagEntries, toTagMap } from "./json";
import { defineOperation, type Outcome, toAnswer } from "./operation";
import { hashToHex } from "./repeatable-number";
import { tagList } from "./sagemaker-inputs";

export interface TopicState {
  readonly name: string;
  /** Absent: the one that AWS gives a topic. */
  readonly policy?: string;
  readonly tags: Named<string>;
}

/** Somebody who gets a topic's messages; an e-mail address only once it has confirmed. */
export interface SubscriptionState {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly isPending: boolean;
}

const opt = v.exactOptional;
const topicName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,256}$/));
const onTopic = v.strictObject({ TopicArn: v.string() });
const onSubscription = v.strictObject({ SubscriptionArn: v.string() });

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html: an existing one is answered with */
export const createTopic = defineOperation(
  v.strictObject({ Name: topicName, Tags: opt(tagList) }),
  (state, { Name, Tags }): Outcome => {
    const TopicArn = `arn:aws:sns:${state.region}:${state.accountId}:${Name}`;
    if (state.topics[TopicArn] !== undefined) return toAnswer(state, { TopicArn });
    const topic = { name: Name, tags: toTagMap(Tags) };
    return toAnswer({ ...state, topics: setEntry(state.topics, TopicArn, topic) }, { TopicArn });
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes = defineOperation(onTopic, (state, { TopicArn }): Outcome => {
  const topic = state.topics[TopicArn];
  if (topic === undefined) return topicNotFound;
  const Attributes = toJsonObject({ TopicArn, Owner: state.accountId, Policy: topic.policy });
  return toAnswer(state, { Attributes });
});

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html: an empty policy brings AWS's own back */
export const setTopicAttributes = defineOperation(
  v.strictObject({ TopicArn: v.string(), AttributeName: v.literal("Policy"), AttributeValue: v.string() }),
  (state, { TopicArn, AttributeValue }): Outcome => {
    const topic = state.topics[TopicArn];
    if (topic === undefined) return topicNotFound;
    const { policy: _before, ...rest } = topic;
    const after = AttributeValue === "" ? rest : { ...rest, policy: AttributeValue };
    return toAnswer({ ...state, topics: setEntry(state.topics, TopicArn, after) }, {});
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html: its subscriptions go along; no error when it is gone */
export const deleteTopic = defineOperation(onTopic, (state, { TopicArn }): Outcome => {
  const topics = removeEntries(state.topics, (arn) => arn === TopicArn);
  const gone = Object.entries(state.subscriptions).filter(([, each]) => each.topicArn === TopicArn);
  const arns = new Set(gone.map(([arn]) => arn));
  const subscriptions = removeEntries(state.subscriptions, (arn) => arns.has(arn));
  return toAnswer({ ...state, topics, subscriptions }, {});
});

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html: an address is asked to confirm first */
export const subscribe = defineOperation(
  v.strictObject({
    TopicArn: v.string(),
    Protocol: v.picklist(["email", "email-json", "sqs", "lambda", "https"]),
    Endpoint: v.string(),
    ReturnSubscriptionArn: opt(v.boolean()),
  }),
  (state, { TopicArn, Protocol, Endpoint }): Outcome => {
    if (state.topics[TopicArn] === undefined) return topicNotFound;
    const id = hashToHex(32, "subscription", TopicArn, Protocol, Endpoint);
    const SubscriptionArn = `${TopicArn}:${id}`;
    const isPending = Protocol !== "sqs" && Protocol !== "lambda";
    const subscription = { topicArn: TopicArn, protocol: Protocol, endpoint: Endpoint, isPending };
    const subscriptions = setEntry(state.subscriptions, SubscriptionArn, subscription);
    return toAnswer({ ...state, subscriptions }, { SubscriptionArn });
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes = defineOperation(onSubscription, (state, { SubscriptionArn }): Outcome => {
  const found = state.subscriptions[SubscriptionArn];
  if (found === undefined) return subscriptionNotFound;
  return toAnswer(state, {
    Attributes: {
      SubscriptionArn,
      TopicArn: found.topicArn,
      Protocol: found.protocol,
      Endpoint: found.endpoint,
      PendingConfirmation: String(found.isPending),
    },
  });
});

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html: refused while it waits for the address to confirm */
export const unsubscribe = defineOperation(onSubscription, (state, { SubscriptionArn }): Outcome => {
  if (state.subscriptions[SubscriptionArn]?.isPending === true) {
    const message = "This operation is not supported on a subscription that is pending confirmation";
    return { error: { code: "InvalidParameter", message } };
  }
  const subscriptions = removeEntries(state.subscriptions, (arn) => arn === SubscriptionArn);
  return toAnswer({ ...state, subscriptions }, {});
});

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagTopic = defineOperation(
  v.strictObject({ ResourceArn: v.string(), Tags: tagList }),
  (state, { ResourceArn, Tags }): Outcome =>
    changeTopicTags(state, ResourceArn, (tags) => ({ ...tags, ...toTagMap(Tags) })),
);

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagTopic = defineOperation(
  v.strictObject({ ResourceArn: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceArn, TagKeys }): Outcome =>
    changeTopicTags(state, ResourceArn, (tags) => removeEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTopicTags = defineOperation(
  v.strictObject({ ResourceArn: v.string() }),
  (state, { ResourceArn }): Outcome => {
    const topic = state.topics[ResourceArn];
    return topic === undefined ? topicNotFound : toAnswer(state, { Tags: toTagEntries(topic.tags) });
  },
);

function changeTopicTags(state: AwsState, arn: string, change: (tags: Named<string>) => Named<string>): Outcome {
  const topic = state.topics[arn];
  if (topic === undefined) return topicNotFound;
  const tagged = { ...topic, tags: change(topic.tags) };
  return toAnswer({ ...state, topics: setEntry(state.topics, arn, tagged) }, {});
}

const topicNotFound: Outcome = { error: { code: "NotFound", message: "Topic does not exist" } };
const subscriptionNotFound: Outcome = { error: { code: "NotFound", message: "Subscription does not exist" } };
