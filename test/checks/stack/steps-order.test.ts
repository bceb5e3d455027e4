import { checkStepsOrder } from "../../../src/checks/stack/steps-order.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepsOrder(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("stepsOrder", () => {
  it("warns of a step further out that adds less", () =>
    expect(
      said(
        { when: { above: 1200 }, change: { instances: 1 } },
        { when: { above: 600 }, change: { instances: 3 } },
      ),
    ).toEqual([
      `warning steps-order at endpoints.sentiment.scaling.steps[0].change
  "above: 1200" changes less than "above: 600" does, although it is further out
  expected: steps that do more the further out they begin
  fix: swap the two changes`,
    ]));

  it("warns of a step further in that removes less", () =>
    expect(
      said(
        { when: { below: 100 }, change: { instances: -2 } },
        { when: { below: 20 }, change: { instances: -1 } },
      ),
    ).toHaveLength(1));

  it("accepts steps that do as much or more", () =>
    expect(
      said(
        { when: { above: 600 }, change: { instances: 1 } },
        { when: { above: 1200 }, change: { instances: 1 } },
        { when: { below: 100 }, change: { instances: -1 } },
        { when: { below: 20 }, change: { instances: -2 } },
      ),
    ).toEqual([]));
});
