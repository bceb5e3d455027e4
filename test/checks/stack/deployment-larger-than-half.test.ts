import { checkDeploymentLargerThanHalf } from "../../../src/checks/stack/deployment-larger-than-half.rule";
import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { limitsContext } from "../../support/section-context";

const percent = (value: number) => ({ type: "percent", value }) as const;
const instances = (value: number) => ({ type: "instances", value }) as const;

const check = (strategy: DeploymentConfig["strategy"], smallest: number): readonly string[] =>
  checkDeploymentLargerThanHalf(
    limitsContext({ deployment: { strategy, rollbackAlarms: [] } }, { min: 8, max: 12 }, { min: smallest, max: 12 }),
  ).map(formatProblem);

describe("checkDeploymentLargerThanHalf", () => {
  it("warns of a canary too large for the fleet at night", () =>
    expect(check({ type: "canary", size: instances(2), waitSeconds: 60 }, 3)).toEqual([
      `warning deployment-larger-than-half at endpoints.sentiment.deployment.size
  steps of 2 are more than half of a fleet of 3, and SageMaker then refuses the deployment
  expected: at most 50% of the smallest fleet
  fix: write size: 50% or less`,
    ]));

  it("accepts exactly half, and every percentage", () => {
    expect(check({ type: "rolling", batch: instances(2), waitSeconds: 60 }, 4)).toEqual([]);
    expect(check({ type: "linear", size: percent(50), waitSeconds: 60 }, 1)).toEqual([]);
  });

  it("counts a fleet at zero as the one instance that a deployment starts", () =>
    expect(check({ type: "rolling", batch: instances(1), waitSeconds: 60 }, 0)[0]).toMatch(
      "at endpoints.sentiment.deployment.batch\n  steps of 1 are more than half of a fleet of 1",
    ));
});
