import { checkMixedAdjustments } from "../../../src/checks/stack/mixed-adjustments.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (...steps: readonly StepConfig[]): readonly string[] =>
  checkMixedAdjustments(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("mixedAdjustments", () => {
  it("refuses two ways of counting in one direction", () =>
    expect(
      said(
        { when: { above: 600 }, change: { instances: 1 } },
        { when: { above: 1200 }, change: { percent: 50 } },
        { when: { above: 2000 }, change: { exactly: 8 } },
      ),
    ).toEqual([
      `error mixed-adjustments at endpoints.sentiment.scaling.steps[1].change
  this step changes by a percentage, "above: 600" by a number of instances
  expected: one way for all steps that scale out
  fix: write change: and a number of instances here too`,
      `error mixed-adjustments at endpoints.sentiment.scaling.steps[2].exactly
  this step changes by an exact count, "above: 600" by a number of instances
  expected: one way for all steps that scale out
  fix: write change: and a number of instances here too`,
    ]));

  it("accepts one way out and another in", () =>
    expect(
      said(
        { when: { above: 600 }, change: { percent: 50 } },
        { when: { below: 100 }, change: { instances: -1 } },
      ),
    ).toEqual([]));
});
