import { jsonObject, type JsonObject } from "../simulate/json";
import { isEmpty, object, objects, text, texts } from "./properties";

/** The property `metricQueries` of an alarm as CloudWatch's `Metrics`. */
export function metricsOf(inputs: JsonObject): readonly JsonObject[] {
  return objects(inputs, "metricQueries").map((query) => {
    const metric = object(query, "metric");
    return jsonObject({
      Id: text(query, "id"),
      Expression: given(query, "expression"),
      Label: given(query, "label"),
      Period: given(query, "period"),
      ReturnData: query["returnData"] === true,
      MetricStat: isEmpty(metric) ? undefined : statOf(metric),
    });
  });
}

function statOf(metric: JsonObject): JsonObject {
  return jsonObject({
    Metric: jsonObject({
      Namespace: given(metric, "namespace"),
      MetricName: text(metric, "metricName"),
      Dimensions: Object.entries(texts(metric, "dimensions")).map(([Name, Value]) => ({
        Name,
        Value,
      })),
    }),
    Period: metric["period"],
    Stat: metric["stat"],
    Unit: given(metric, "unit"),
  });
}

function given(properties: JsonObject, name: string) {
  const value = properties[name];
  return value === null ? undefined : value;
}

/** CloudWatch's `Metrics` as the property `metricQueries`; undefined for an alarm on one metric. */
export function metricQueriesOf(found: JsonObject): readonly JsonObject[] | undefined {
  const metrics = objects(found, "Metrics");
  if (metrics.length === 0) return undefined;
  return metrics.map((query) => {
    const stat = object(query, "MetricStat");
    const metric = object(stat, "Metric");
    return jsonObject({
      id: query["Id"],
      expression: query["Expression"],
      label: query["Label"],
      period: query["Period"],
      returnData: query["ReturnData"],
      metric: isEmpty(stat)
        ? undefined
        : jsonObject({
            namespace: metric["Namespace"],
            metricName: metric["MetricName"],
            dimensions: Object.fromEntries(
              objects(metric, "Dimensions").map((each) => [
                text(each, "Name"),
                text(each, "Value"),
              ]),
            ),
            period: stat["Period"],
            stat: stat["Stat"],
            unit: stat["Unit"],
          }),
    });
  });
}
