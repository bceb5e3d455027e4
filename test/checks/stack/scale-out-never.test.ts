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

const check = (scaling: ScalingConfig, ...limits: readonly [Limits, ...Limits[]]): readonly string[] =>
  checkScaleOutNever(limitsContext({ scaling }, ...limits)).map(formatProblem);

describe("checkScaleOutNever", () => {
  it("warns of a step under pinned limits", () =>
    expect(check(steps, { min: 2, max: 2 }, { min: 8, max: 8 })).toEqual([
      `warning scale-out-never at endpoints.sentiment.scaling.steps[1]
  "above: 600" can never scale out under any of the endpoint's limits
  expected: a max above min at some time, and a count above that min to scale out to
  fix: raise a max, or remove the step`,
    ]));

  it("accepts a step that acts in one window", () =>
    expect(check(steps, { min: 2, max: 2 }, { min: 4, max: 5 })).toEqual([]));

  it("warns of an exact count that is not above any min", () => {
    expect(check(exactly({ above: 600 }, 2), { min: 2, max: 5 })).toHaveLength(1);
    expect(check(exactly({ above: 600 }, 3), { min: 2, max: 5 })).toEqual([]);
  });

  it("warns of target tracking under pinned limits", () => {
    expect(check(tracking, { min: 2, max: 2 })[0]).toMatch('"target tracking" can never scale out');
    expect(check(tracking, { min: 2, max: 2 }, { min: 2, max: 3 })).toEqual([]);
  });
});
