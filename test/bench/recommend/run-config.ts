import { applyAnswers, compileStack } from "../../../src/compile";
import { parseStack } from "../../../src/config/schema";
import { planStepPolicies, type StepPolicyPlan } from "../../../src/plan/endpoint";
import { listLimitsOverTime } from "../../../src/plan/usage";
import type { Problem } from "../../../src/problem";
import {
  type DemandHistory,
  type Fleet,
  type Recommendation,
  runDemand,
  type StepLadder,
  toDemand,
} from "../../../src/recommend";
import { toEpochDay } from "../../../src/timetable/time";

const monday = toEpochDay(2026, 3, 2) * 1440;

/** A recommendation as the compiler reads it, and what `timetable check` finds. */
export interface CompiledRecommendation {
  readonly limits: { readonly min: Int16Array; readonly max: Int16Array };
  readonly ladder: StepLadder | undefined;
  readonly actions: number;
  readonly problems: readonly Problem[];
}

/** Compiles a recommendation as part of a stack file, so that what runs is what AWS would get. */
export function compileRecommendation({ timetable, scaling }: Recommendation): CompiledRecommendation {
  const endpoint = {
    model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/model:1" },
    variant: { instanceType: "ml.g5.xlarge" },
    // A week without clock changes.
    timetable: { ...timetable, timezone: "UTC" },
    ...(scaling === null ? {} : { scaling }),
  };
  const compiled = compileStack(parseStack({ endpoints: { model: endpoint } }), {
    now: monday,
    region: "eu-central-1",
    readCalendarFile: () => undefined,
  });
  const { endpoints, problems } = applyAnswers(compiled, {});
  const { model } = endpoints;
  const min = new Int16Array(10_080);
  const max = new Int16Array(10_080);
  for (const { from, to, limits } of model === undefined ? [] : listLimitsOverTime(model, monday, monday + 10_080)) {
    min.fill(limits.min, from - monday, to - monday);
    max.fill(limits.max, from - monday, to - monday);
  }
  const steps = model?.config?.scaling?.kind === "step" ? planStepPolicies(model.config.scaling) : [];
  return { limits: { min, max }, ladder: toLadder(steps), actions: model?.plan?.actions.length ?? 0, problems };
}

function toLadder(policies: readonly StepPolicyPlan[]): StepLadder | undefined {
  const [out, back] = (["scale-out", "scale-in"] as const).map((key) => policies.find((policy) => policy.key === key));
  if (out === undefined || back === undefined) return undefined;
  return {
    above: out.stepAdjustments.map((step) => ({
      bound: out.alarm.threshold + (step.metricIntervalLowerBound ?? 0),
      percent: step.scalingAdjustment,
    })),
    below: back.stepAdjustments.map((step) => ({
      bound: back.alarm.threshold + (step.metricIntervalUpperBound ?? 0),
      percent: step.scalingAdjustment,
    })),
    cooldownMinutes: out.cooldown / 60,
    evaluationPeriods: out.alarm.evaluationPeriods,
  };
}

/** Runs a compiled recommendation on a history, all days alike. Shares from 0 to 1. */
export function runRecommendation({ limits, ladder }: CompiledRecommendation, history: DemandHistory, fleet: Fleet) {
  const result = runDemand(toDemand(history), limits, ladder, fleet);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return {
    instanceHours: sum(result.instanceMinutes) / 60,
    shortfall: sum(result.shortRequests) / sum(result.requests),
    hoursShort: sum(result.shortHours) / sum(result.hours),
  };
}
