import { checkStepsOverlap } from "../../../src/checks/stack/steps-overlap.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepsOverlap(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("checkStepsOverlap", () => {
  it("refuses a repeated threshold", () =>
    expect(
      check({ when: { above: 600 }, change: { instances: 1 } }, { when: { above: 600 }, change: { instances: 3 } }),
    ).toEqual([
      `error steps-overlap at endpoints.sentiment.scaling.steps[1]
  "above: 600" appears twice
  expected: each threshold once per direction
  fix: remove one of the two, or move its threshold`,
    ]));

  it("refuses values at which the fleet would scale in and out", () =>
    expect(
      check(
        { when: { below: 700 }, change: { instances: -1 } },
        { when: { above: 900 }, change: { instances: 3 } },
        { when: { above: 600 }, change: { instances: 1 } },
      ),
    ).toEqual([
      `error steps-overlap at endpoints.sentiment.scaling.steps[0]
  "below: 700" and "above: 600" overlap, so the fleet would scale in and out at once
  expected: below thresholds at or under the lowest above threshold
  fix: write below: 600 or less`,
    ]));

  it("accepts steps that meet", () =>
    expect(
      check({ when: { below: 600 }, change: { instances: -1 } }, { when: { above: 600 }, change: { instances: 1 } }),
    ).toEqual([]));
});
