import { checkStepsOneWay } from "../../../src/checks/stack/steps-one-way.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepsOneWay(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("stepsOneWay", () => {
  it("warns that what is added stays", () =>
    expect(said({ when: { above: 600 }, change: { instances: 1 } })).toEqual([
      `warning steps-one-way at endpoints.sentiment.scaling.steps
  the steps only scale out: added instances stay until the limits of another window remove them
  expected: steps above a threshold and steps below one
  fix: add a step with below:`,
    ]));

  it("warns that load adds nothing", () =>
    expect(said({ when: { below: 100 }, change: { instances: -1 } })).toEqual([
      `warning steps-one-way at endpoints.sentiment.scaling.steps
  the steps only scale in: load adds no instance, only the limits of another window do
  expected: steps above a threshold and steps below one
  fix: add a step with above:`,
    ]));

  it("accepts steps both ways, and no steps at all", () => {
    expect(
      said(
        { when: { above: 600 }, change: { instances: 1 } },
        { when: { below: 100 }, change: { instances: -1 } },
      ),
    ).toEqual([]);
    expect(checkStepsOneWay(sectionContext({}))).toEqual([]);
  });
});
