import * as v from "valibot";
import { jsonObject } from "./json";
import { withEntry, withoutEntries, type Named } from "./named";
import { answer, operation, type Outcome } from "./operation";
import { repeatableHex } from "./repeatable-number";
import { tagList } from "./sagemaker-shapes";
import type { AwsState } from "./state";
import { tagEntries, tagMap } from "./tags";

/** A topic of Amazon SNS. */
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

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html: one that is there is answered with */
export const createTopic = operation(
  v.strictObject({ Name: topicName, Tags: opt(tagList) }),
  (state, { Name, Tags }): Outcome => {
    const TopicArn = `arn:aws:sns:${state.region}:${state.accountId}:${Name}`;
    if (state.topics[TopicArn] !== undefined) return answer(state, { TopicArn });
    const topic = { name: Name, tags: tagMap(Tags) };
    return answer({ ...state, topics: withEntry(state.topics, TopicArn, topic) }, { TopicArn });
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes = operation(onTopic, (state, { TopicArn }): Outcome => {
  const topic = state.topics[TopicArn];
  if (topic === undefined) return noTopic;
  const Attributes = jsonObject({ TopicArn, Owner: state.accountId, Policy: topic.policy });
  return answer(state, { Attributes });
});

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html: an empty policy brings AWS's own back */
export const setTopicAttributes = operation(
  v.strictObject({
    TopicArn: v.string(),
    AttributeName: v.literal("Policy"),
    AttributeValue: v.string(),
  }),
  (state, { TopicArn, AttributeValue }): Outcome => {
    const topic = state.topics[TopicArn];
    if (topic === undefined) return noTopic;
    const { policy: _before, ...rest } = topic;
    const after = AttributeValue === "" ? rest : { ...rest, policy: AttributeValue };
    return answer({ ...state, topics: withEntry(state.topics, TopicArn, after) }, {});
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html: its subscriptions go along; no error when it is gone */
export const deleteTopic = operation(onTopic, (state, { TopicArn }): Outcome => {
  const topics = withoutEntries(state.topics, (arn) => arn === TopicArn);
  const gone = Object.entries(state.subscriptions).filter(([, each]) => each.topicArn === TopicArn);
  const arns = new Set(gone.map(([arn]) => arn));
  const subscriptions = withoutEntries(state.subscriptions, (arn) => arns.has(arn));
  return answer({ ...state, topics, subscriptions }, {});
});

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html: an address is asked to confirm first */
export const subscribe = operation(
  v.strictObject({
    TopicArn: v.string(),
    Protocol: v.picklist(["email", "email-json", "sqs", "lambda", "https"]),
    Endpoint: v.string(),
    ReturnSubscriptionArn: opt(v.boolean()),
  }),
  (state, { TopicArn, Protocol, Endpoint }): Outcome => {
    if (state.topics[TopicArn] === undefined) return noTopic;
    const id = repeatableHex(32, "subscription", TopicArn, Protocol, Endpoint);
    const SubscriptionArn = `${TopicArn}:${id}`;
    const isPending = Protocol !== "sqs" && Protocol !== "lambda";
    const subscription = { topicArn: TopicArn, protocol: Protocol, endpoint: Endpoint, isPending };
    const subscriptions = withEntry(state.subscriptions, SubscriptionArn, subscription);
    return answer({ ...state, subscriptions }, { SubscriptionArn });
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes = operation(
  onSubscription,
  (state, { SubscriptionArn }): Outcome => {
    const found = state.subscriptions[SubscriptionArn];
    if (found === undefined) return noSubscription;
    return answer(state, {
      Attributes: {
        SubscriptionArn,
        TopicArn: found.topicArn,
        Protocol: found.protocol,
        Endpoint: found.endpoint,
        PendingConfirmation: String(found.isPending),
      },
    });
  },
);

/** https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html: refused while it waits for the address to confirm */
export const unsubscribe = operation(onSubscription, (state, { SubscriptionArn }): Outcome => {
  if (state.subscriptions[SubscriptionArn]?.isPending === true) {
    const message =
      "This operation is not supported on a subscription that is pending confirmation";
    return { error: { code: "InvalidParameter", message } };
  }
  const subscriptions = withoutEntries(state.subscriptions, (arn) => arn === SubscriptionArn);
  return answer({ ...state, subscriptions }, {});
});

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagTopic = operation(
  v.strictObject({ ResourceArn: v.string(), Tags: tagList }),
  (state, { ResourceArn, Tags }): Outcome =>
    retag(state, ResourceArn, (tags) => ({ ...tags, ...tagMap(Tags) })),
);

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagTopic = operation(
  v.strictObject({ ResourceArn: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceArn, TagKeys }): Outcome =>
    retag(state, ResourceArn, (tags) => withoutEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTopicTags = operation(
  v.strictObject({ ResourceArn: v.string() }),
  (state, { ResourceArn }): Outcome => {
    const topic = state.topics[ResourceArn];
    return topic === undefined ? noTopic : answer(state, { Tags: tagEntries(topic.tags) });
  },
);

function retag(
  state: AwsState,
  arn: string,
  change: (tags: Named<string>) => Named<string>,
): Outcome {
  const topic = state.topics[arn];
  if (topic === undefined) return noTopic;
  const tagged = { ...topic, tags: change(topic.tags) };
  return answer({ ...state, topics: withEntry(state.topics, arn, tagged) }, {});
}

const noTopic: Outcome = { error: { code: "NotFound", message: "Topic does not exist" } };
const noSubscription: Outcome = {
  error: { code: "NotFound", message: "Subscription does not exist" },
};
