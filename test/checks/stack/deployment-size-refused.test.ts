import { checkDeploymentSizeRefused } from "../../../src/checks/stack/deployment-size-refused.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (type: "canary" | "linear", percent: number): readonly string[] =>
  checkDeploymentSizeRefused(
    sectionContext({
      deployment: {
        strategy: { type, size: { type: "percent", value: percent }, waitSeconds: 60 },
        rollbackAlarms: ["errors"],
      },
    }),
  ).map(formatProblem);

describe("checkDeploymentSizeRefused", () => {
  it("refuses a linear step below 10%", () =>
    expect(check("linear", 9)).toEqual([
      `error deployment-size-refused at endpoints.sentiment.deployment.size
  9% is too small for a step of a linear deployment
  expected: 10% to 50%
  fix: write size: 10%`,
    ]));

  it("accepts 10%, and a smaller canary", () => expect([...check("linear", 10), ...check("canary", 1)]).toEqual([]));
});
