import { checkDeploymentUnwatched } from "../../../src/checks/stack/deployment-unwatched.rule";
import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const percent = (value: number) => ({ type: "percent", value }) as const;

const said = (deployment: DeploymentConfig): readonly string[] =>
  checkDeploymentUnwatched(sectionContext({ deployment })).map(formatProblem);

const canary = { type: "canary", size: percent(10), waitSeconds: 60 } as const;

describe("deploymentUnwatched", () => {
  it("warns of steps that nothing would roll back", () =>
    expect(said({ strategy: canary, rollbackAlarms: [] })).toEqual([
      `warning deployment-unwatched at endpoints.sentiment.deployment
  a deployment in steps waits between them, and nothing here would roll it back
  expected: alarms under rollbackAlarms; added after the endpoint is made, they replace it
  fix: write rollbackAlarms: [<name of an alarm on errors or latency>]`,
    ]));

  it("accepts an alarm, or all at once", () => {
    expect(said({ strategy: canary, rollbackAlarms: ["errors"] })).toEqual([]);
    expect(said({ strategy: { type: "allAtOnce" }, rollbackAlarms: [] })).toEqual([]);
  });
});
