import { toJsonObject, type JsonObject } from "../simulate/json";
import { isEmpty, toObject, toObjects, toText, toTexts } from "./properties";

/** The property `metricQueries` of an alarm as CloudWatch's `Metrics`. */
export function toMetricQueries(inputs: JsonObject): readonly JsonObject[] {
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
      Dimensions: Object.entries(toTexts(metric, "dimensions")).map(([Name, Value]) => ({
        Name,
        Value,
      })),
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
export function fromMetricQueries(found: JsonObject): readonly JsonObject[] | undefined {
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
              toObjects(metric, "Dimensions").map((each) => [
                toText(each, "Name"),
                toText(each, "Value"),
              ]),
            ),
            period: stat["Period"],
            stat: stat["Stat"],
            unit: stat["Unit"],
          }),
    });
  });
}
