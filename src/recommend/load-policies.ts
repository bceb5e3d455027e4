import type { ScalingConfig } from "../config/schema";
import {
  type AdjustmentType,
  planStepPolicies,
  planTargetTracking,
  type ScalingDirection,
  type StepPolicyPlan,
  type TargetTrackingPlan,
} from "../plan/endpoint";

/** A scaling policy with its alarm on requests per instance. */
export interface LoadPolicy {
  readonly direction: ScalingDirection;
  readonly threshold: number;
  readonly periodMinutes: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly cooldownMinutes: number;
  /** Whether it may move the count against its direction. */
  readonly setsCount: boolean;
  /**
   * @param countBefore Before what a cooldown counts as part of the next scale-out; else `count`.
   * @returns undefined if no step covers the values
   */
  readonly findCount: (alarm: PolicyAlarm, count: number, countBefore: number) => number | undefined;
}

/** The alarm of a policy. Minutes without data breach nothing. */
export class PolicyAlarm {
  public isInAlarm = false;
  /** The latest data points as a ring; NaN: no data. */
  private readonly values: Float64Array;
  private place = 0;
  private breaching = 0;
  private minutes = 0;
  private sum = NaN;
  private readonly isOut: boolean;
  private readonly threshold: number;
  private readonly periodMinutes: number;
  private readonly datapointsToAlarm: number;

  public constructor(public readonly policy: LoadPolicy) {
    this.values = new Float64Array(policy.evaluationPeriods).fill(NaN);
    this.isOut = policy.direction === "out";
    this.threshold = policy.threshold;
    this.periodMinutes = policy.periodMinutes;
    this.datapointsToAlarm = policy.datapointsToAlarm;
  }

  /** Adds the requests per instance of one more minute. */
  public addMinute(value: number): void {
    if (this.periodMinutes === 1) {
      this.addDatapoint(value);
      return;
    }
    if (value >= 0) this.sum = (this.sum >= 0 ? this.sum : 0) + value;
    this.minutes += 1;
    if (this.minutes < this.periodMinutes) return;
    this.addDatapoint(this.sum);
    this.minutes = 0;
    this.sum = NaN;
  }

  private addDatapoint(value: number): void {
    this.place = this.place + 1 < this.values.length ? this.place + 1 : 0;
    const { isOut, threshold } = this;
    if (this.breaching > 0) {
      const old = this.latest;
      if (isOut ? old > threshold : old < threshold) this.breaching -= 1;
    }
    if (isOut ? value > threshold : value < threshold) this.breaching += 1;
    this.values[this.place] = value;
    this.isInAlarm = this.breaching >= this.datapointsToAlarm;
  }

  public get latest(): number {
    return this.values[this.place] ?? NaN;
  }

  /** Of the values that the alarm evaluates. */
  public get average(): number {
    const { values } = this;
    let sum = 0;
    let known = 0;
    for (let index = 0; index < values.length; index++) {
      const value = values[index] ?? NaN;
      if (!(value >= 0)) continue;
      sum += value;
      known += 1;
    }
    return sum / known;
  }
}

/** A change from a value of the metric on. `amount`: in the unit of the adjustment type. */
export interface LoadStep {
  readonly bound: number;
  readonly amount: number;
}

type AlarmSettings = Omit<LoadPolicy, "direction" | "threshold" | "setsCount" | "findCount">;

/**
 * Creates a step scaling policy. In the cooldown of a scale-out, what was added counts as part of the next one.
 * @param steps From the one nearest to normal load to the one furthest from it.
 */
export function createStepPolicy(
  direction: ScalingDirection,
  steps: readonly LoadStep[],
  type: AdjustmentType,
  { periodMinutes, evaluationPeriods, datapointsToAlarm, cooldownMinutes }: AlarmSettings,
): LoadPolicy {
  // One literal without a spread: the search runs twice as fast if all policies have one shape.
  const isPast = (value: number, bound: number) => (direction === "out" ? value >= bound : value <= bound);
  return {
    direction,
    threshold: steps[0]?.bound ?? NaN,
    periodMinutes,
    evaluationPeriods,
    datapointsToAlarm,
    cooldownMinutes,
    setsCount: type === "ExactCapacity",
    findCount: (alarm, count, countBefore) => {
      const { average } = alarm;
      const amount = steps[steps.findLastIndex(({ bound }) => isPast(average, bound))]?.amount;
      if (amount === undefined) return undefined;
      const outwards = adjustCount(type, amount, countBefore);
      return outwards >= countBefore ? Math.max(count, outwards) : adjustCount(type, amount, count);
    },
  };
}

/** AWS rounds a percentage towards zero, but changes at least one instance. */
function adjustCount(type: AdjustmentType, amount: number, count: number): number {
  switch (type) {
    case "ExactCapacity":
      return amount;
    case "ChangeInCapacity":
      return Math.max(0, count + amount);
    case "PercentChangeInCapacity": {
      const change = Math.max(1, Math.floor(Math.abs((count * amount) / 100) + 1e-9));
      return Math.max(0, count + Math.sign(amount) * change);
    }
    default:
      return type satisfies never;
  }
}

/** Converts the policies that AWS gets for a `scaling` by requests per instance. */
export function toLoadPolicies(scaling: ScalingConfig | undefined): readonly LoadPolicy[] {
  if (scaling === undefined) return [];
  return scaling.kind === "step"
    ? planStepPolicies(scaling).map(toStepPolicy)
    : createTrackingPolicies(planTargetTracking(scaling));
}

function toStepPolicy({ key, adjustmentType, cooldown, stepAdjustments, alarm }: StepPolicyPlan): LoadPolicy {
  const direction = key === "scale-in" ? "in" : "out";
  const steps = stepAdjustments.map((step) => {
    const distance = direction === "out" ? step.metricIntervalLowerBound : step.metricIntervalUpperBound;
    return { bound: alarm.threshold + (distance ?? 0), amount: step.scalingAdjustment };
  });
  return createStepPolicy(direction, steps, adjustmentType, {
    // The metric has one value a minute.
    periodMinutes: Math.max(1, alarm.period / 60),
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm,
    cooldownMinutes: cooldown / 60,
  });
}

/**
 * What the alarms that AWS creates for target tracking look at: values of a minute in a row, and the share of the target
 * below which it scales in. Assumed: no page of AWS has these numbers.
 */
export const trackingAlarms = { outMinutes: 3, inMinutes: 15, inShare: 0.9 } as const;

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html */
function createTrackingPolicies(plan: TargetTrackingPlan): readonly LoadPolicy[] {
  const { targetValue, scaleOutCooldown, scaleInCooldown, disableScaleIn } = plan;
  const create = (direction: ScalingDirection, threshold: number, minutes: number, cooldown: number): LoadPolicy => ({
    direction,
    threshold,
    periodMinutes: 1,
    evaluationPeriods: minutes,
    datapointsToAlarm: minutes,
    cooldownMinutes: cooldown / 60,
    setsCount: false,
    findCount: ({ latest }, count) => Math.ceil((count * latest) / targetValue - 1e-9),
  });
  const { outMinutes, inMinutes, inShare } = trackingAlarms;
  return [
    create("out", targetValue, outMinutes, scaleOutCooldown),
    ...(disableScaleIn ? [] : [create("in", inShare * targetValue, inMinutes, scaleInCooldown)]),
  ];
}
