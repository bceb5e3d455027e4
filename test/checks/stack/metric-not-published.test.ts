import { checkMetricNotPublished } from "../../../src/checks/stack/metric-not-published.rule";
import type { AsyncConfig, MetricName } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const queue: AsyncConfig = { outputPath: "s3://bucket/out/" };

const said = (metric: MetricName, async?: AsyncConfig): readonly string[] =>
  checkMetricNotPublished(
    sectionContext({
      scaling: stepScalingOf([], { metric }),
      ...(async === undefined ? {} : { async }),
    }),
  ).map(formatProblem);

describe("metricNotPublished", () => {
  it("refuses invocations on an asynchronous endpoint", () =>
    expect(said("invocationsPerInstance", queue)).toEqual([
      `error metric-not-published at endpoints.sentiment.scaling.metric
  invocationsPerInstance is not published for asynchronous endpoints
  expected: one of modelLatency, cpuUtilization, memoryUtilization, gpuUtilization, gpuMemoryUtilization, backlogPerInstance, backlog
  fix: write backlogPerInstance`,
    ]));

  it("refuses a backlog on a real-time one", () =>
    expect(said("backlog")).toEqual([
      `error metric-not-published at endpoints.sentiment.scaling.metric
  backlog is not published for real-time endpoints
  expected: one of invocationsPerInstance, concurrentRequestsPerModel, modelLatency, cpuUtilization, memoryUtilization, gpuUtilization, gpuMemoryUtilization
  fix: write invocationsPerInstance`,
    ]));

  it("knows an existing endpoint that is asynchronous, and none that cannot be read", () => {
    const endpoint = { name: "e", variant: { name: "v" }, async: true, adopt: false };
    const scaling = stepScalingOf([], { metric: "backlog" });
    expect(checkMetricNotPublished(sectionContext({ scaling, endpoint }))).toEqual([]);
    const unread = { wrongSections: ["endpoint"] };
    expect(checkMetricNotPublished(sectionContext({ scaling }, unread))).toEqual([]);
  });

  it("accepts each on the other, and utilization on both", () => {
    expect(said("invocationsPerInstance")).toEqual([]);
    expect(said("backlog", queue)).toEqual([]);
    expect([...said("cpuUtilization"), ...said("cpuUtilization", queue)]).toEqual([]);
  });
});
