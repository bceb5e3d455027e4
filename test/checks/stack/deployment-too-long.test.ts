import { checkDeploymentTooLong } from "../../../src/checks/stack/deployment-too-long.rule";
import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { limitsContext } from "../../support/section-context";

const percent = (value: number) => ({ type: "percent", value }) as const;
const instances = (value: number) => ({ type: "instances", value }) as const;

const check = (strategy: DeploymentConfig["strategy"], maximumExecutionTimeoutSeconds?: number): readonly string[] =>
  checkDeploymentTooLong(
    limitsContext(
      {
        deployment: {
          strategy,
          rollbackAlarms: [],
          ...(maximumExecutionTimeoutSeconds === undefined ? {} : { maximumExecutionTimeoutSeconds }),
        },
      },
      { min: 2, max: 10 },
    ),
  ).map(formatProblem);

describe("checkDeploymentTooLong", () => {
  it("refuses waits longer than the provider's timeout", () =>
    expect(check({ type: "canary", size: percent(10), waitSeconds: 3000, terminationWaitSeconds: 600 })).toEqual([
      `error deployment-too-long at endpoints.sentiment.deployment
  a deployment would wait 60 minutes in total
  expected: less than 60 minutes: after that the run fails while SageMaker continues
  fix: shorten the waits, or use larger steps`,
    ]));

  it("refuses waits longer than the deployment's timeout", () =>
    expect(check({ type: "canary", size: percent(10), waitSeconds: 900 }, 600)).toEqual([
      `error deployment-too-long at endpoints.sentiment.deployment
  a deployment would wait 15 minutes in total
  expected: less than its own limit of 10 minutes
  fix: shorten the waits, or use larger steps`,
    ]));

  it("counts the waits between the steps of the largest fleet", () => {
    expect(check({ type: "linear", size: percent(10), waitSeconds: 400 })).toHaveLength(1);
    expect(check({ type: "linear", size: percent(10), waitSeconds: 399 })).toEqual([]);
    expect(check({ type: "linear", size: instances(2), waitSeconds: 900 })).toHaveLength(1);
    expect(check({ type: "linear", size: instances(2), waitSeconds: 899 })).toEqual([]);
    const late = { waitSeconds: 800, terminationWaitSeconds: 400 };
    expect(check({ type: "linear", size: instances(2), ...late })).toHaveLength(1);
  });

  it("counts a wait after each rolling batch", () => {
    expect(check({ type: "rolling", batch: percent(25), waitSeconds: 900 })).toHaveLength(1);
    expect(check({ type: "rolling", batch: percent(25), waitSeconds: 899 })).toEqual([]);
  });

  it("accepts all at once without a wait, and refuses an hour before the old fleet goes", () => {
    expect(check({ type: "allAtOnce" })).toEqual([]);
    expect(check({ type: "allAtOnce", terminationWaitSeconds: 3600 })).toHaveLength(1);
  });
});
