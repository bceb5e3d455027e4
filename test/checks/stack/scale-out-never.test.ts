import { checkScaleOutNever } from "../../../src/checks/stack/scale-out-never.rule";
import type { ScalingConfig, StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import type { Limits } from "../../../src/timetable/model";
import { stepScalingOf } from "../../support/endpoint-config";
import { limitsContext } from "../../support/section-context";

const steps = stepScalingOf([
  { when: { below: 100 }, change: { instances: -1 } },
  { when: { above: 600 }, change: { instances: 1 } },
]);
const tracking: ScalingConfig = {
  kind: "targetTracking",
  metric: "invocationsPerInstance",
  target: 400,
  scaleInCooldownSeconds: 300,
  scaleOutCooldownSeconds: 60,
  scaleIn: true,
};
const exactly = (when: StepConfig["when"], count: number): ScalingConfig =>
  stepScalingOf([{ when, change: { exactly: count } }]);

const said = (
  scaling: ScalingConfig,
  ...limits: readonly [Limits, ...Limits[]]
): readonly string[] =>
  checkScaleOutNever(limitsContext({ scaling }, ...limits)).map(formatProblem);

describe("scaleOutNever", () => {
  it("warns of a step that max holds at every moment", () =>
    expect(said(steps, { min: 2, max: 2 }, { min: 8, max: 8 })).toEqual([
      `warning scale-out-never at endpoints.sentiment.scaling.steps[1]
  "above: 600" can never scale out: max holds the instance count at every moment
  expected: a max above min at some time, and a count above that min to scale out to
  fix: raise a max, or remove the step`,
    ]));

  it("accepts a step that acts in one window", () =>
    expect(said(steps, { min: 2, max: 2 }, { min: 4, max: 5 })).toEqual([]));

  it("warns of an exact count that no min is below", () => {
    expect(said(exactly({ above: 600 }, 2), { min: 2, max: 5 })).toHaveLength(1);
    expect(said(exactly({ above: 600 }, 3), { min: 2, max: 5 })).toEqual([]);
  });

  it("warns of target tracking under pinned limits", () => {
    expect(said(tracking, { min: 2, max: 2 })[0]).toMatch('"target tracking" can never scale out');
    expect(said(tracking, { min: 2, max: 2 }, { min: 2, max: 3 })).toEqual([]);
  });
});
