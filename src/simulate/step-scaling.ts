import type { StepAdjustment, StepScalingInput } from "./scaling-shapes";

/**
 * The step that a breach falls into.
 *
 * In:     `breach`: the metric's value less the alarm's threshold
 * Out:    a bound belongs to the step that lies further from the threshold: at and above the threshold the lower
 *         bound is inside and the upper outside, below it the other way round
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export function findStep(
  steps: readonly StepAdjustment[],
  breach: number,
): StepAdjustment | undefined {
  return steps.find(({ MetricIntervalLowerBound: low, MetricIntervalUpperBound: high }) => {
    const [from, to] = [low ?? -Infinity, high ?? Infinity];
    return breach >= 0 ? breach >= from && breach < to : breach > from && breach <= to;
  });
}

/**
 * The count that a step asks for; not yet brought inside the target's limits.
 *
 * Percentages are rounded towards zero, but change at least one instance; MinAdjustmentMagnitude is the least
 * change that a percentage makes.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html
 */
export function adjustCount(policy: StepScalingInput, adjustment: number, count: number): number {
  switch (policy.AdjustmentType) {
    case "ExactCapacity":
      return adjustment;
    case "ChangeInCapacity":
      return Math.max(0, count + adjustment);
    case "PercentChangeInCapacity": {
      if (adjustment === 0) return count;
      const exact = Math.abs((count * adjustment) / 100);
      const least = Math.max(1, policy.MinAdjustmentMagnitude ?? 1);
      return Math.max(0, count + Math.sign(adjustment) * Math.max(least, Math.floor(exact)));
    }
  }
}

/**
 * What is wrong with a list of steps.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html: no gap, no
 * overlap, at most one step without a lower and one without an upper bound
 */
export function findStepsProblem(steps: readonly StepAdjustment[]): string | undefined {
  const sorted = steps
    .map((step) => ({
      from: step.MetricIntervalLowerBound ?? -Infinity,
      to: step.MetricIntervalUpperBound ?? Infinity,
    }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
  if (sorted.some(({ from, to }) => from >= to)) {
    return "The lower bound of a step adjustment must be below its upper bound";
  }
  for (const [index, step] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined) continue;
    if (step.to > next.from) return "Step adjustment intervals can't overlap";
    if (step.to < next.from) return "Step adjustment intervals can't have a gap";
  }
  return undefined;
}
