import { checkDeploymentSizeRefused } from "../../../src/checks/stack/deployment-size-refused.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const said = (type: "canary" | "linear", percent: number): readonly string[] =>
  checkDeploymentSizeRefused(
    sectionContext({
      deployment: {
        strategy: { type, size: { type: "percent", value: percent }, waitSeconds: 60 },
        rollbackAlarms: ["errors"],
      },
    }),
  ).map(formatProblem);

describe("deploymentSizeRefused", () => {
  it("refuses a linear step below a tenth", () =>
    expect(said("linear", 9)).toEqual([
      `error deployment-size-refused at endpoints.sentiment.deployment.size
  9% is too small a step for a linear deployment
  expected: 10% to 50%
  fix: write size: 10%`,
    ]));

  it("accepts a tenth, and a smaller canary", () =>
    expect([...said("linear", 10), ...said("canary", 1)]).toEqual([]));
});
