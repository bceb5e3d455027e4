import { checkStepsOneWay } from "../../../src/checks/stack/steps-one-way.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepsOneWay(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("checkStepsOneWay", () => {
  it("warns that load adds no instance", () =>
    expect(check({ when: { below: 100 }, change: { instances: -1 } })).toEqual([
      `warning steps-one-way at endpoints.sentiment.scaling.steps
  the steps only scale in: load never adds instances, only another window's limits do
  expected: steps above a threshold and steps below one
  fix: add a step with above:`,
    ]));

  it("accepts steps that scale out, and no steps at all", () => {
    expect(check({ when: { above: 600 }, change: { instances: 1 } })).toEqual([]);
    expect(
      check({ when: { above: 600 }, change: { instances: 1 } }, { when: { below: 100 }, change: { instances: -1 } }),
    ).toEqual([]);
    expect(checkStepsOneWay(sectionContext({}))).toEqual([]);
  });
});
