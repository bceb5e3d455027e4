import { checkMetricWithoutGpu } from "../../../src/checks/stack/metric-without-gpu.rule";
import type { StepScalingConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepsBothWays } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (instanceType: string, metric: StepScalingConfig["metric"]): readonly string[] =>
  checkMetricWithoutGpu(
    sectionContext({ variant: { name: "AllTraffic", instanceType }, scaling: { ...stepsBothWays, metric } }),
  ).map(formatProblem);

describe("checkMetricWithoutGpu", () => {
  it("refuses a GPU metric on a type without GPU", () =>
    expect(check("ml.inf2.xlarge", "gpuUtilization")).toEqual([
      `error metric-without-gpu at endpoints.sentiment.scaling.metric
  ml.inf2.xlarge has no GPU, so SageMaker does not publish gpuUtilization for it
  expected: a metric that the instance type has, or a type of the g or p families
  fix: write cpuUtilization, or another instance type`,
    ]));

  it.each(["ml.m5.large", "ml.c7g.large", "ml.m6g.large", "ml.r6gd.large", "ml.trn1.2xlarge", "ml.inf1.xlarge"])(
    "refuses %s",
    (type) => expect(check(type, "gpuMemoryUtilization")).toHaveLength(1),
  );

  it.each([
    "ml.g5.xlarge",
    "ml.g4dn.xlarge",
    "ml.g6e.xlarge",
    "ml.gr6.4xlarge",
    "ml.p4d.24xlarge",
    "ml.p6-b200.48xlarge",
  ])("accepts %s", (type) => expect(check(type, "gpuUtilization")).toEqual([]));

  it("accepts other metrics on a type without GPU", () => expect(check("ml.m5.large", "cpuUtilization")).toEqual([]));
});
