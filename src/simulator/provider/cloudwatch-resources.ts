import { type JsonObject, toJsonObject } from "../aws";
import { fromAws, toAws } from "./aws-names";
import { isEmpty, omit, toObject, toObjects, toText, toTexts } from "./properties";
import { callIfExists, changeTags, fromTagList, plainType, type ResourceType, toTagList } from "./resource-type";
import type { SimulatedAccount } from "./simulated-account";

/** The property `metricQueries` of an alarm as CloudWatch's `Metrics`. */
function toMetricQueries(inputs: JsonObject): readonly JsonObject[] {
  return toObjects(inputs, "metricQueries").map((query) => {
    const metric = toObject(query, "metric");
    return toJsonObject({
      Id: toText(query, "id"),
      Expression: dropEmpty(query, "expression"),
      Label: dropEmpty(query, "label"),
      Period: dropEmpty(query, "period"),
      ReturnData: query["returnData"] === true,
      MetricStat: isEmpty(metric) ? undefined : toMetricStat(metric),
    });
  });
}

function toMetricStat(metric: JsonObject): JsonObject {
  return toJsonObject({
    Metric: toJsonObject({
      Namespace: dropEmpty(metric, "namespace"),
      MetricName: toText(metric, "metricName"),
      Dimensions: Object.entries(toTexts(metric, "dimensions")).map(([Name, Value]) => ({ Name, Value })),
    }),
    Period: metric["period"],
    Stat: metric["stat"],
    Unit: dropEmpty(metric, "unit"),
  });
}

function dropEmpty(properties: JsonObject, name: string) {
  const value = properties[name];
  return value === null ? undefined : value;
}

/** CloudWatch's `Metrics` as the property `metricQueries`; undefined for an alarm on one metric. */
function fromMetricQueries(found: JsonObject): readonly JsonObject[] | undefined {
  const metrics = toObjects(found, "Metrics");
  if (metrics.length === 0) return undefined;
  return metrics.map((query) => {
    const stat = toObject(query, "MetricStat");
    const metric = toObject(stat, "Metric");
    return toJsonObject({
      id: query["Id"],
      expression: query["Expression"],
      label: query["Label"],
      period: query["Period"],
      returnData: query["ReturnData"],
      metric: isEmpty(stat)
        ? undefined
        : toJsonObject({
            namespace: metric["Namespace"],
            metricName: metric["MetricName"],
            dimensions: Object.fromEntries(
              toObjects(metric, "Dimensions").map((each) => [toText(each, "Name"), toText(each, "Value")]),
            ),
            period: stat["Period"],
            stat: stat["Stat"],
            unit: stat["Unit"],
          }),
    });
  });
}

/**
 * aws:cloudwatch/metricAlarm:MetricAlarm
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/cloudwatch/metricalarm/
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
    const { alarmName, alarmArn, oKActions, ...rest } = fromAws(omit(found, ["Dimensions", "Metrics"]));
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
    const ResourceARN = toText(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (tags) => account.call("cloudwatch:TagResource", { ResourceARN, Tags: toTagList(tags) }),
      remove: (TagKeys) => account.call("cloudwatch:UntagResource", { ResourceARN, TagKeys }),
    });
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) await putAlarm(account, change.news, {});
  },
  delete: async (account, id) => {
    await callIfExists(account, "cloudwatch:DeleteAlarms", { AlarmNames: [id] });
  },
};

const alarmNamesByHand = ["name", "region", "tags", "tagsAll", "dimensions", "okActions", "metricQueries"];

async function putAlarm(account: SimulatedAccount, inputs: JsonObject, tags: JsonObject): Promise<void> {
  const dimensions = Object.entries(toTexts(inputs, "dimensions"));
  const request = toJsonObject({
    AlarmName: toText(inputs, "name"),
    ...toAws(omit(inputs, alarmNamesByHand)),
    Dimensions: dimensions.length === 0 ? undefined : dimensions.map(([Name, Value]) => ({ Name, Value })),
    OKActions: inputs["okActions"],
    Metrics: isEmpty(inputs["metricQueries"]) ? undefined : toMetricQueries(inputs),
    ...tags,
  });
  await account.call("cloudwatch:PutMetricAlarm", request);
}

function toMap(entries: readonly JsonObject[], key: string): JsonObject {
  return Object.fromEntries(entries.map((each) => [toText(each, key), toText(each, "Value")]));
}

/** aws:cloudwatch/dashboard:Dashboard; its id is its name. */
export const dashboardResource: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["dashboardBody", "dashboardName"],
  replacedBy: ["dashboardName", "region"],
  computed: ["dashboardArn"],
  optionalComputed: ["region"],
  create: async (account, inputs) => {
    await putDashboardBody(account, inputs);
    return toText(inputs, "dashboardName");
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "cloudwatch:GetDashboard", { DashboardName: id });
    if (answer === undefined) return undefined;
    return {
      dashboardName: id,
      dashboardBody: toText(answer, "DashboardBody"),
      dashboardArn: toText(answer, "DashboardArn"),
    };
  },
  update: (account, { news }) => putDashboardBody(account, news),
  delete: async (account, id) => {
    await callIfExists(account, "cloudwatch:DeleteDashboards", { DashboardNames: [id] });
  },
};

async function putDashboardBody(account: SimulatedAccount, inputs: JsonObject): Promise<void> {
  await account.call("cloudwatch:PutDashboard", {
    DashboardName: toText(inputs, "dashboardName"),
    DashboardBody: toText(inputs, "dashboardBody"),
  });
}
