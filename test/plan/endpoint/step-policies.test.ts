import fc from "fast-check";
import type { StepConfig } from "../../../src/config/schema/stack-config";
import { planStepPolicies, planWakePolicy, type StepPolicyPlan } from "../../../src/plan/endpoint/scaling-policies";
import { stepScalingOf } from "../../support/endpoint-config";
import { runs } from "../../support/runs";

const above = (threshold: number, instances: number): StepConfig => ({
  when: { above: threshold },
  change: { instances },
});
const below = (threshold: number, instances: number): StepConfig => ({
  when: { below: threshold },
  change: { instances },
});

const bandsOf = (...steps: readonly StepConfig[]): readonly unknown[] =>
  planStepPolicies(stepScalingOf(steps)).map(({ key, alarm, stepAdjustments }) => ({
    key,
    threshold: alarm.threshold,
    stepAdjustments,
  }));

describe("planStepPolicies", () => {
  it("counts bounds from the step that begins first, in whatever order the file has them", () =>
    expect(bandsOf(above(1200, 3), above(600, 1))).toEqual([
      {
        key: "scale-out",
        threshold: 600,
        stepAdjustments: [
          { metricIntervalLowerBound: 0, metricIntervalUpperBound: 600, scalingAdjustment: 1 },
          { metricIntervalLowerBound: 600, scalingAdjustment: 3 },
        ],
      },
    ]));

  it("counts downwards for steps below a threshold", () =>
    expect(bandsOf(below(20, -2), below(100, -1))).toEqual([
      {
        key: "scale-in",
        threshold: 100,
        stepAdjustments: [
          { metricIntervalLowerBound: -80, metricIntervalUpperBound: 0, scalingAdjustment: -1 },
          { metricIntervalUpperBound: -80, scalingAdjustment: -2 },
        ],
      },
    ]));

  it("makes one policy a direction, none for a direction without steps", () => {
    expect(bandsOf(below(100, -1), above(600, 1))).toHaveLength(2);
    expect(bandsOf()).toEqual([]);
  });

  it("leaves no rounding in bounds of fractions", () =>
    expect(bandsOf(above(0.1, 1), above(0.3, 2))).toMatchObject([
      { stepAdjustments: [{ metricIntervalUpperBound: 0.2 }, { metricIntervalLowerBound: 0.2 }] },
    ]));

  it.each([
    [{ instances: 2 }, "ChangeInCapacity", 2],
    [{ percent: 50 }, "PercentChangeInCapacity", 50],
    [{ exactly: 8 }, "ExactCapacity", 8],
  ] as const)("converts %j to %s", (change, adjustmentType, scalingAdjustment) =>
    expect(planStepPolicies(stepScalingOf([{ when: { above: 600 }, change }]))).toMatchObject([
      { adjustmentType, cooldown: 300, stepAdjustments: [{ scalingAdjustment }] },
    ]),
  );

  it("applies the furthest step that the metric has passed", () =>
    fc.assert(
      fc.property(stepsAndValue, ({ steps, value }) => {
        const policies = planStepPolicies(stepScalingOf(steps));
        const acted = policies.flatMap((policy) => awsAdjustment(policy, value));
        expect(acted).toEqual(wanted(steps, value));
      }),
      runs(),
    ));
});

describe("planWakePolicy", () => {
  it("starts one instance as soon as one request waits", () =>
    expect(planWakePolicy("async", 120)).toMatchObject({
      key: "wake",
      adjustmentType: "ChangeInCapacity",
      cooldown: 120,
      stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
      alarm: { metricName: "HasBacklogWithoutCapacity", threshold: 1 },
    }));
});

/** Steps out above 500, in below 500, each threshold once; the adjustment identifies the step. */
const stepsAndValue = fc
  .record({
    out: fc.uniqueArray(fc.integer({ min: 501, max: 999 }), { maxLength: 5 }),
    into: fc.uniqueArray(fc.integer({ min: 1, max: 499 }), { maxLength: 5 }),
    offset: fc.constantFrom(-0.5, 0, 0.5),
  })
  .chain(({ out, into, offset }) =>
    fc
      .constantFrom(...out, ...into, 0, 500, 1000)
      .map((near) => ({
        steps: [...out.map((t) => above(t, t)), ...into.map((t) => below(t, t - 1000))],
        value: near + offset,
      })),
  );

/** A step that the value is exactly at acts if a nearer step has raised the alarm already. */
function wanted(steps: readonly StepConfig[], value: number): readonly number[] {
  const thresholds = steps.map(({ when }) => ("above" in when ? when.above : when.below));
  const [out, into] = [thresholds.filter((t) => t > 500), thresholds.filter((t) => t < 500)];
  const outAlarm = out.some((t) => value > t);
  const inAlarm = into.some((t) => value < t);
  return [
    ...(outAlarm ? [Math.max(...out.filter((t) => t <= value))] : []),
    ...(inAlarm ? [Math.min(...into.filter((t) => t >= value)) - 1000] : []),
  ];
}

/** As the API reference has it: the alarm first, then bounds that include the one nearer to the threshold. */
function awsAdjustment(policy: StepPolicyPlan, value: number): readonly number[] {
  const { threshold, comparisonOperator } = policy.alarm;
  const isUp = comparisonOperator === "GreaterThanThreshold";
  if (isUp ? value <= threshold : value >= threshold) return [];
  const distance = value - threshold;
  return policy.stepAdjustments
    .filter(({ metricIntervalLowerBound: low = -Infinity, metricIntervalUpperBound: up = Infinity }) =>
      isUp ? distance >= low && distance < up : distance > low && distance <= up,
    )
    .map(({ scalingAdjustment }) => scalingAdjustment);
}
