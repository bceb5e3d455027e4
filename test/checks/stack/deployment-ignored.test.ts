import { checkDeploymentIgnored } from "../../../src/checks/stack/deployment-ignored.rule";
import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const percent = (value: number) => ({ type: "percent", value }) as const;

const said = (instanceType: string, strategy: DeploymentConfig["strategy"]): readonly string[] =>
  checkDeploymentIgnored(
    sectionContext({
      variant: { name: "AllTraffic", instanceType },
      deployment: { strategy, rollbackAlarms: [] },
    }),
  ).map(formatProblem);

const canary = { type: "canary", size: percent(10), waitSeconds: 60 } as const;

describe("deploymentIgnored", () => {
  it("warns that Inf1 takes no steps", () =>
    expect(said("ml.inf1.xlarge", canary)).toEqual([
      `warning deployment-ignored at endpoints.sentiment.deployment
  on ml.inf1.xlarge SageMaker shifts all traffic at once, whatever stands here
  expected: another instance type, or the strategy allAtOnce
  fix: write strategy: allAtOnce`,
    ]));

  it("accepts Inf2, and all at once", () => {
    expect(said("ml.inf2.xlarge", canary)).toEqual([]);
    expect(said("ml.inf1.xlarge", { type: "allAtOnce" })).toEqual([]);
  });
});
