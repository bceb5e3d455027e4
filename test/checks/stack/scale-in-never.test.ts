import { checkScaleInNever } from "../../../src/checks/stack/scale-in-never.rule";
import type { ScalingConfig, StepConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import type { Limits } from "../../../src/timetable/model";
import { stepScalingOf } from "../../support/endpoint-config";
import { limitsContext, sectionContext } from "../../support/section-context";

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
  checkScaleInNever(limitsContext({ scaling }, ...limits)).map(formatProblem);

describe("checkScaleInNever", () => {
  it("warns of a step under pinned limits", () =>
    expect(check(steps, { min: 2, max: 2 }, { min: 8, max: 8 })).toEqual([
      `warning scale-in-never at endpoints.sentiment.scaling.steps[0]
  "below: 100" can never scale in under any of the endpoint's limits
  expected: a max above min at some time, and a count below that max to scale in to
  fix: raise a max, or remove the step`,
    ]));

  it("accepts a step that acts in one window", () =>
    expect(check(steps, { min: 2, max: 2 }, { min: 4, max: 5 })).toEqual([]));

  it("warns of an exact count that is not below any max", () => {
    expect(check(exactly({ below: 100 }, 5), { min: 1, max: 5 })).toHaveLength(1);
    expect(check(exactly({ below: 100 }, 4), { min: 1, max: 5 })).toEqual([]);
  });

  it("warns of target tracking under pinned limits, unless it never scales in anyway", () => {
    expect(check(tracking, { min: 2, max: 2 })[0]).toMatch('"target tracking" can never scale in');
    expect(check({ ...tracking, scaleIn: false }, { min: 2, max: 2 })).toEqual([]);
    expect(check(tracking, { min: 2, max: 2 }, { min: 2, max: 3 })).toEqual([]);
  });

  it("checks the limits of schedules and their baseline", () => {
    const schedules = { up: { schedule: "cron(0 8 ? * * *)", min: 4, max: 4, timezone: "UTC" } };
    const raw = (baseline: Limits): number =>
      checkScaleInNever(sectionContext({ scaling: steps, baseline, schedules })).length;
    expect(raw({ min: 1, max: 1 })).toBe(1);
    expect(raw({ min: 1, max: 2 })).toBe(0);
  });

  it("ignores an unreadable timetable, and a baseline without schedules", () => {
    expect(checkScaleInNever(sectionContext({ scaling: steps }))).toEqual([]);
    expect(checkScaleInNever(sectionContext({ scaling: steps, baseline: { min: 1, max: 1 } }))).toEqual([]);
  });
});
