import { checkStepDirection } from "../../../src/checks/stack/step-direction.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepDirection(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("checkStepDirection", () => {
  it("refuses to remove instances above a threshold", () =>
    expect(check({ when: { above: 600 }, change: { instances: -2 } })).toEqual([
      `error step-direction at endpoints.sentiment.scaling.steps[0].change
  "above: 600" with change -2 removes instances under high load
  expected: a change above 0
  fix: write change: 2`,
    ]));

  it("refuses to add instances below one", () =>
    expect(check({ when: { below: 100 }, change: { percent: 10 } })).toEqual([
      `error step-direction at endpoints.sentiment.scaling.steps[0].change
  "below: 100" with change 10% adds instances under low load
  expected: a change below 0
  fix: write change: -10%`,
    ]));

  it("accepts changes that follow the load, and exact counts", () =>
    expect(
      check({ when: { above: 600 }, change: { instances: 1 } }, { when: { below: 100 }, change: { exactly: 2 } }),
    ).toEqual([]));
});
