import { createStepPolicy, type LoadPolicy, type LoadStep } from "./load-policies";

/** Step scaling by invocations per instance, in percent. Steps from the one nearest to normal load to the furthest. */
export interface StepLadder {
  readonly above: readonly LoadStep[];
  readonly below: readonly LoadStep[];
  readonly cooldownMinutes: number;
  readonly evaluationPeriods: number;
}

/**
 * How a ladder is built, as shares of what an instance serves.
 *
 * `out`: load from which it scales out. `goal`: load that it scales to. `in`: load below which it scales in. `pace`: the
 * part of the way to the goal that one scale-in goes.
 */
export interface LadderShape {
  readonly out: number;
  readonly goal: number;
  readonly in: number;
  readonly pace: number;
  readonly cooldownMinutes: number;
}

const outFactors = [1, 1.15, 1.4, 2.2, 10];
const inFactors = [1, 0.8, 0.6, 0.3];

/** A scale-out is enough for loads up to this part of its step, in powers of the factors. */
const stepShare = 0.8;

/** Load this far below the goal is no lull between two bursts: scale in at nearly full pace. */
const deepShare = 0.35;
const deepPace = 0.8;

/** Two values, since one minute may be an outlier. */
const evaluationPeriods = 2;

/**
 * Builds at most eight steps that bring the load near the goal in one change, in multiples of 5 %. They act as target
 * tracking would, but after two minutes instead of three, and with a chosen pace on the way back.
 */
export function buildStepLadder(shape: LadderShape, perInstance: number): StepLadder {
  const { out, goal, pace, cooldownMinutes } = shape;
  const above = outFactors.slice(0, -1).map((factor, index) => {
    const next = outFactors[index + 1] ?? factor;
    const end = (out * next ** stepShare * factor ** (1 - stepShare)) / goal;
    return { bound: roundBound(out * factor * perInstance), amount: Math.max(5, 5 * Math.ceil((end - 1) * 20 - 1e-9)) };
  });
  const below = inFactors.map((factor) => {
    const share = (shape.in * factor) / goal;
    const way = (1 - share) * (share <= deepShare ? Math.max(pace, deepPace) : pace);
    return { bound: roundBound(goal * share * perInstance), amount: -Math.max(5, 5 * Math.floor(way * 20 + 1e-9)) };
  });
  return { above: joinEqualSteps(above), below: joinEqualSteps(below), cooldownMinutes, evaluationPeriods };
}

/** Rounds to three digits. */
function roundBound(value: number): number {
  return Number(value.toPrecision(3));
}

function joinEqualSteps(steps: readonly LoadStep[]): readonly LoadStep[] {
  return steps.filter((step, index) => step.amount !== steps[index - 1]?.amount);
}

/** Creates the policies that AWS gets for the `scaling` of a ladder. */
export function toLadderPolicies(ladder: StepLadder | undefined): readonly LoadPolicy[] {
  if (ladder === undefined) return [];
  const { above, below, cooldownMinutes, evaluationPeriods } = ladder;
  const settings = { cooldownMinutes, evaluationPeriods, datapointsToAlarm: evaluationPeriods, periodMinutes: 1 };
  return [
    createStepPolicy("out", above, "PercentChangeInCapacity", settings),
    createStepPolicy("in", below, "PercentChangeInCapacity", settings),
  ];
}

/** Converts a ladder to the `scaling` of a stack file. */
export function toScalingConfig({ above, below, cooldownMinutes, evaluationPeriods: periods }: StepLadder) {
  return {
    metric: "invocationsPerInstance",
    steps: [
      ...below.toReversed().map(({ bound, amount }) => ({ below: bound, change: `${amount}%` })),
      ...above.map(({ bound, amount }) => ({ above: bound, change: `${amount}%` })),
    ],
    cooldown: `${cooldownMinutes}m`,
    period: "1m",
    evaluationPeriods: periods,
  };
}
