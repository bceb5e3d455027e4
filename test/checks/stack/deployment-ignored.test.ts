import { checkDeploymentIgnored } from "../../../src/checks/stack/deployment-ignored.rule";
import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const percent = (value: number) => ({ type: "percent", value }) as const;

const check = (instanceType: string, strategy: DeploymentConfig["strategy"]): readonly string[] =>
  checkDeploymentIgnored(
    sectionContext({ variant: { name: "AllTraffic", instanceType }, deployment: { strategy, rollbackAlarms: [] } }),
  ).map(formatProblem);

const canary = { type: "canary", size: percent(10), waitSeconds: 60 } as const;

describe("checkDeploymentIgnored", () => {
  it("warns that Inf1 ignores steps", () =>
    expect(check("ml.inf1.xlarge", canary)).toEqual([
      `warning deployment-ignored at endpoints.sentiment.deployment
  SageMaker shifts all traffic at once on ml.inf1.xlarge and ignores this strategy
  expected: another instance type, or strategy allAtOnce
  fix: write strategy: allAtOnce`,
    ]));

  it("accepts Inf2, and all at once", () => {
    expect(check("ml.inf2.xlarge", canary)).toEqual([]);
    expect(check("ml.inf1.xlarge", { type: "allAtOnce" })).toEqual([]);
  });
});
