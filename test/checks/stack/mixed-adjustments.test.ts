import { checkMixedAdjustments } from "../../../src/checks/stack/mixed-adjustments.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (...steps: readonly StepConfig[]): readonly string[] =>
  checkMixedAdjustments(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("checkMixedAdjustments", () => {
  it("refuses two kinds of change in one direction", () =>
    expect(
      check(
        { when: { above: 600 }, change: { instances: 1 } },
        { when: { above: 1200 }, change: { percent: 50 } },
        { when: { above: 2000 }, change: { exactly: 8 } },
      ),
    ).toEqual([
      `error mixed-adjustments at endpoints.sentiment.scaling.steps[1].change
  this step uses a percentage, but "above: 600" uses a number of instances
  expected: one kind of change for all steps that scale out
  fix: write change: with a number of instances here too`,
      `error mixed-adjustments at endpoints.sentiment.scaling.steps[2].exactly
  this step uses an exact count, but "above: 600" uses a number of instances
  expected: one kind of change for all steps that scale out
  fix: write change: with a number of instances here too`,
    ]));

  it("accepts one kind out and another in", () =>
    expect(
      check({ when: { above: 600 }, change: { percent: 50 } }, { when: { below: 100 }, change: { instances: -1 } }),
    ).toEqual([]));
});
