import { hasGpu } from "../../aws/facts";
import { getUnit } from "../../config/schema";
import { type EndpointRule, findConfiguredInstanceType } from "./context";

/** Refuses metrics of a GPU for instance types without one: their alarms would never fire. */
export const checkMetricWithoutGpu: EndpointRule = (context) => {
  const { scaling } = context.sections;
  const { text } = findConfiguredInstanceType(context);
  if (getUnit(context.sections) !== "instances") return [];
  if (scaling === undefined || text === undefined || !scaling.metric.startsWith("gpu") || hasGpu(text)) return [];
  return [
    {
      severity: "error",
      code: "metric-without-gpu",
      path: `${context.path}.scaling.metric`,
      message: `${text} has no GPU, so SageMaker does not publish ${scaling.metric} for it`,
      expected: "a metric that the instance type has, or a type of the g or p families",
      fix: `write ${scaling.metric === "gpuUtilization" ? "cpuUtilization" : "memoryUtilization"}, or another instance type`,
    },
  ];
};
