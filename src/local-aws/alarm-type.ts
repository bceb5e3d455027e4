import { toJsonObject, type JsonObject } from "../simulate/json";
import { callIfExists } from "./answered";
import { fromAws, toAws } from "./aws-names";
import type { SimulatedAccount } from "./local-account";
import { fromMetricQueries, toMetricQueries } from "./metric-queries";
import { isEmpty, toObjects, omit, toText, toTexts } from "./properties";
import { plainType, type ResourceType } from "./resource-type";
import { changeTags, toTagList, fromTagList } from "./tag-changes";

/**
 * aws:cloudwatch/metricAlarm:MetricAlarm
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/
 */
export const alarmResource: ResourceType = {
  ...plainType,
  required: ["comparisonOperator", "evaluationPeriods"],
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  replacedBy: ["name", "region"],
  optionalComputed: ["name", "region", "evaluateLowSampleCountPercentiles"],
  create: async (account, inputs) => {
    await putAlarm(account, inputs, fromTagList(inputs));
    return toText(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await account.call("cloudwatch:DescribeAlarms", { AlarmNames: [id] });
    const [found] = toObjects(answer, "MetricAlarms");
    if (found === undefined) return undefined;
    const request = { ResourceARN: toText(found, "AlarmArn") };
    const tags = await account.call("cloudwatch:ListTagsForResource", request);
    const { alarmName, alarmArn, oKActions, ...rest } = fromAws(
      omit(found, ["Dimensions", "Metrics"]),
    );
    return toJsonObject({
      ...omit(rest, ["stateValue", "stateUpdatedTimestamp"]),
      name: alarmName,
      arn: alarmArn,
      okActions: oKActions,
      metricQueries: fromMetricQueries(found),
      dimensions: toMap(toObjects(found, "Dimensions"), "Name"),
      tags: toMap(toObjects(tags, "Tags"), "Key"),
    });
  },
  update: async (account, change) => {
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) await putAlarm(account, change.news, {});
    const ResourceARN = toText(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (tags) => account.call("cloudwatch:TagResource", { ResourceARN, Tags: toTagList(tags) }),
      remove: (TagKeys) => account.call("cloudwatch:UntagResource", { ResourceARN, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await callIfExists(account, "cloudwatch:DeleteAlarms", { AlarmNames: [id] });
  },
};

const alarmNamesByHand = [
  "name",
  "region",
  "tags",
  "tagsAll",
  "dimensions",
  "okActions",
  "metricQueries",
];

async function putAlarm(
  account: SimulatedAccount,
  inputs: JsonObject,
  tags: JsonObject,
): Promise<void> {
  const dimensions = Object.entries(toTexts(inputs, "dimensions"));
  const request = toJsonObject({
    AlarmName: toText(inputs, "name"),
    ...toAws(omit(inputs, alarmNamesByHand)),
    Dimensions:
      dimensions.length === 0 ? undefined : dimensions.map(([Name, Value]) => ({ Name, Value })),
    OKActions: inputs["okActions"],
    Metrics: isEmpty(inputs["metricQueries"]) ? undefined : toMetricQueries(inputs),
    ...tags,
  });
  await account.call("cloudwatch:PutMetricAlarm", request);
}

function toMap(entries: readonly JsonObject[], key: string): JsonObject {
  return Object.fromEntries(entries.map((each) => [toText(each, key), toText(each, "Value")]));
}
