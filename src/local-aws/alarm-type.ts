import { jsonObject, type JsonObject } from "../simulate/json";
import { answered } from "./answered";
import { fromAws, toAws } from "./aws-names";
import type { LocalAccount } from "./local-account";
import { metricQueriesOf, metricsOf } from "./metric-queries";
import { isEmpty, objects, omit, text, texts } from "./properties";
import { plainType, type ResourceType } from "./resource-type";
import { changeTags, tagList, tagsMember } from "./tag-changes";

/**
 * aws:cloudwatch/metricAlarm:MetricAlarm
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/
 */
export const metricAlarm: ResourceType = {
  ...plainType,
  required: ["comparisonOperator", "evaluationPeriods"],
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  replacedBy: ["name", "region"],
  optionalComputed: ["name", "region", "evaluateLowSampleCountPercentiles"],
  create: async (account, inputs) => {
    await put(account, inputs, tagsMember(inputs));
    return text(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await account.call("cloudwatch:DescribeAlarms", { AlarmNames: [id] });
    const [found] = objects(answer, "MetricAlarms");
    if (found === undefined) return undefined;
    const request = { ResourceARN: text(found, "AlarmArn") };
    const tags = await account.call("cloudwatch:ListTagsForResource", request);
    const { alarmName, alarmArn, oKActions, ...rest } = fromAws(
      omit(found, ["Dimensions", "Metrics"]),
    );
    return jsonObject({
      ...omit(rest, ["stateValue", "stateUpdatedTimestamp"]),
      name: alarmName,
      arn: alarmArn,
      okActions: oKActions,
      metricQueries: metricQueriesOf(found),
      dimensions: mapOf(objects(found, "Dimensions"), "Name"),
      tags: mapOf(objects(tags, "Tags"), "Key"),
    });
  },
  update: async (account, change) => {
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) await put(account, change.news, {});
    const ResourceARN = text(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (tags) => account.call("cloudwatch:TagResource", { ResourceARN, Tags: tagList(tags) }),
      remove: (TagKeys) => account.call("cloudwatch:UntagResource", { ResourceARN, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await answered(account, "cloudwatch:DeleteAlarms", { AlarmNames: [id] });
  },
};

const apart = ["name", "region", "tags", "tagsAll", "dimensions", "okActions", "metricQueries"];

async function put(account: LocalAccount, inputs: JsonObject, tags: JsonObject): Promise<void> {
  const dimensions = Object.entries(texts(inputs, "dimensions"));
  const request = jsonObject({
    AlarmName: text(inputs, "name"),
    ...toAws(omit(inputs, apart)),
    Dimensions:
      dimensions.length === 0 ? undefined : dimensions.map(([Name, Value]) => ({ Name, Value })),
    OKActions: inputs["okActions"],
    Metrics: isEmpty(inputs["metricQueries"]) ? undefined : metricsOf(inputs),
    ...tags,
  });
  await account.call("cloudwatch:PutMetricAlarm", request);
}

function mapOf(entries: readonly JsonObject[], key: string): JsonObject {
  return Object.fromEntries(entries.map((each) => [text(each, key), text(each, "Value")]));
}
