import { checkMetricNotPublished } from "../../../src/checks/stack/metric-not-published.rule";
import type { AsyncConfig, MetricName } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const queue: AsyncConfig = { outputPath: "s3://bucket/out/" };

const check = (metric: MetricName, async?: AsyncConfig): readonly string[] =>
  checkMetricNotPublished(
    sectionContext({ scaling: stepScalingOf([], { metric }), ...(async === undefined ? {} : { async }) }),
  ).map(formatProblem);

describe("checkMetricNotPublished", () => {
  it("refuses invocations on an asynchronous endpoint", () =>
    expect(check("invocationsPerInstance", queue)).toEqual([
      `error metric-not-published at endpoints.sentiment.scaling.metric
  SageMaker does not publish invocationsPerInstance for asynchronous endpoints
  expected: one of modelLatency, cpuUtilization, memoryUtilization, gpuUtilization, gpuMemoryUtilization, backlogPerInstance, backlog
  fix: write backlogPerInstance`,
    ]));

  it("refuses a backlog on a real-time one", () =>
    expect(check("backlog")).toEqual([
      `error metric-not-published at endpoints.sentiment.scaling.metric
  SageMaker does not publish backlog for real-time endpoints
  expected: one of invocationsPerInstance, concurrentRequestsPerModel, modelLatency, cpuUtilization, memoryUtilization, gpuUtilization, gpuMemoryUtilization
  fix: write invocationsPerInstance`,
    ]));

  it("accepts an existing asynchronous endpoint, and an endpoint with a wrong shape", () => {
    const endpoint = { name: "e", unit: "instances" as const, variant: { name: "v" }, async: true, adopt: false };
    const scaling = stepScalingOf([], { metric: "backlog" });
    expect(checkMetricNotPublished(sectionContext({ scaling, endpoint }))).toEqual([]);
    const unread = { wrongSections: ["endpoint"] };
    expect(checkMetricNotPublished(sectionContext({ scaling }, unread))).toEqual([]);
  });

  it("accepts each metric on the right kind, and utilization on both", () => {
    expect(check("invocationsPerInstance")).toEqual([]);
    expect(check("backlog", queue)).toEqual([]);
    expect([...check("cpuUtilization"), ...check("cpuUtilization", queue)]).toEqual([]);
  });
});
