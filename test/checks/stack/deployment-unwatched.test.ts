import { checkDeploymentUnwatched } from "../../../src/checks/stack/deployment-unwatched.rule";
import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const percent = (value: number) => ({ type: "percent", value }) as const;

const check = (deployment: DeploymentConfig): readonly string[] =>
  checkDeploymentUnwatched(sectionContext({ deployment })).map(formatProblem);

const canary = { type: "canary", size: percent(10), waitSeconds: 60 } as const;

describe("checkDeploymentUnwatched", () => {
  it("warns of steps that nothing would roll back", () =>
    expect(check({ strategy: canary, rollbackAlarms: [] })).toEqual([
      `warning deployment-unwatched at endpoints.sentiment.deployment
  the deployment waits between its steps, but no alarm would roll it back
  expected: alarms under rollbackAlarms; adding them to an existing endpoint replaces it
  fix: write rollbackAlarms: [<name of an alarm on errors or latency>]`,
    ]));

  it("accepts an alarm, or all at once", () => {
    expect(check({ strategy: canary, rollbackAlarms: ["errors"] })).toEqual([]);
    expect(check({ strategy: { type: "allAtOnce" }, rollbackAlarms: [] })).toEqual([]);
  });
});
