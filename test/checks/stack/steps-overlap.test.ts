import { checkStepsOverlap } from "../../../src/checks/stack/steps-overlap.rule";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (...steps: readonly StepConfig[]): readonly string[] =>
  checkStepsOverlap(sectionContext({ scaling: stepScalingOf(steps) })).map(formatProblem);

describe("stepsOverlap", () => {
  it("refuses a threshold that stands twice", () =>
    expect(
      said(
        { when: { above: 600 }, change: { instances: 1 } },
        { when: { above: 600 }, change: { instances: 3 } },
      ),
    ).toEqual([
      `error steps-overlap at endpoints.sentiment.scaling.steps[1]
  "above: 600" stands twice
  expected: each threshold once in a direction
  fix: remove one of the two, or move its threshold`,
    ]));

  it("refuses values at which the fleet would scale in and out", () =>
    expect(
      said(
        { when: { below: 700 }, change: { instances: -1 } },
        { when: { above: 900 }, change: { instances: 3 } },
        { when: { above: 600 }, change: { instances: 1 } },
      ),
    ).toEqual([
      `error steps-overlap at endpoints.sentiment.scaling.steps[0]
  "below: 700" and "above: 600" both hold for values between, so the fleet would scale in and out at once
  expected: steps below that end where steps above begin, or earlier
  fix: write below: 600 or less`,
    ]));

  it("accepts steps that meet", () =>
    expect(
      said(
        { when: { below: 600 }, change: { instances: -1 } },
        { when: { above: 600 }, change: { instances: 1 } },
      ),
    ).toEqual([]));
});
