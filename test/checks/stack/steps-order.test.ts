import { checkStepsOrder } from "../../../src/checks/stack/steps-order.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepsOrder(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("checkStepsOrder", () => {
  it("warns of a step further out that adds less", () =>
    expect(
      check({ when: { above: 1200 }, change: { instances: 1 } }, { when: { above: 600 }, change: { instances: 3 } }),
    ).toEqual([
      `warning steps-order at endpoints.sentiment.scaling.steps[0].change
  "above: 1200" changes the count less than "above: 600", although its threshold is further out
  expected: a larger change for a threshold further out
  fix: swap the two changes`,
    ]));

  it("warns of a step further in that removes less", () =>
    expect(
      check({ when: { below: 100 }, change: { instances: -2 } }, { when: { below: 20 }, change: { instances: -1 } }),
    ).toHaveLength(1));

  it("accepts steps that do as much or more", () =>
    expect(
      check(
        { when: { above: 600 }, change: { instances: 1 } },
        { when: { above: 1200 }, change: { instances: 1 } },
        { when: { below: 100 }, change: { instances: -1 } },
        { when: { below: 20 }, change: { instances: -2 } },
      ),
    ).toEqual([]));
});
