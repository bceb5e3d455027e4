import { formatScalingCommand, type LivePolicy, type LiveScaling } from "../../aws/client";
import type { ScalingPlan, StepAdjustmentPlan, StepPolicyPlan, TargetTrackingPlan } from "../../plan/endpoint";
import type { DriftProblem } from "./drift-report";

/** The policies that the stack file asks for. */
export type PlannedPolicies = Pick<ScalingPlan, "stepPolicies" | "targetTracking">;

/** A policy by the key in its name, and how AWS's differs from it. */
interface PlannedPolicy {
  readonly key: string;
  readonly differences: (live: LivePolicy) => readonly string[];
  /** Alarms that AWS makes for target tracking are left out. */
  readonly hasAlarm: boolean;
}

const refreshFix = "run pulumi up --refresh, which restores it";

/**
 * Finds scaling policies that are missing, different, without an alarm, or not in the plan at AWS, in the plan's order.
 * @param name the endpoint's key, which begins the names of its policies
 */
export function comparePolicies(
  name: string,
  policies: PlannedPolicies,
  { policies: live, resourceId }: LiveScaling,
): readonly DriftProblem[] {
  const planned = listPlannedPolicies(policies);
  const isPlanned = (policy: LivePolicy, key: string): boolean => hasName(policy.name, `${name}-${key}`);
  return [
    ...planned.flatMap((one) => {
      const held = live.filter((policy) => isPlanned(policy, one.key));
      return held.length === 0 ? [createMissingPolicy(name, one)] : held.flatMap((each) => comparePolicy(one, each));
    }),
    ...live
      .filter((policy) => !planned.some(({ key }) => isPlanned(policy, key)))
      .map((policy) => createForeignPolicy(policy.name, resourceId)),
  ];
}

/** The name that was given, or that with the seven digits that Pulumi appends. */
function hasName(name: string, given: string): boolean {
  return name.startsWith(given) && /^(-[0-9a-f]{7})?$/.test(name.slice(given.length));
}

function listPlannedPolicies({ stepPolicies, targetTracking }: PlannedPolicies): readonly PlannedPolicy[] {
  return [
    ...stepPolicies.map((step) => ({
      key: step.key,
      differences: (live: LivePolicy) => listStepDifferences(step, live),
      hasAlarm: true,
    })),
    ...(targetTracking === undefined
      ? []
      : [
          {
            key: "target-tracking",
            differences: (live: LivePolicy) => listTrackingDifferences(targetTracking, live),
            hasAlarm: false,
          },
        ]),
  ];
}

function comparePolicy(planned: PlannedPolicy, live: LivePolicy): readonly DriftProblem[] {
  const different = planned.differences(live);
  const message = `scaling policy "${live.name}" is not as planned: ${different.join("; ")}`;
  return [
    ...(different.length === 0 ? [] : [{ code: "different-policy" as const, differs: true, message, fix: refreshFix }]),
    ...(planned.hasAlarm && live.alarms.length === 0 ? [createMissingAlarm(live.name)] : []),
  ];
}

function createMissingPolicy(name: string, { key }: PlannedPolicy): DriftProblem {
  return {
    code: "missing-policy",
    differs: true,
    message: `scaling policy "${name}-${key}" is missing: nothing ${policyEffects[key] ?? "scales by load"}`,
    fix: refreshFix,
  };
}

const policyEffects: Readonly<Record<string, string>> = {
  "scale-out": "adds instances when load rises",
  "scale-in": "removes instances when load falls",
  wake: "starts an instance when a request comes in at zero",
};

function createMissingAlarm(name: string): DriftProblem {
  return {
    code: "missing-alarm",
    differs: true,
    message: `no alarm calls scaling policy "${name}": it never acts`,
    fix: refreshFix,
  };
}

function createForeignPolicy(name: string, resourceId: string): DriftProblem {
  return {
    code: "foreign-policy",
    differs: true,
    message: `scaling policy "${name}" is not in the timetable: it changes the count too`,
    fix: `write its steps under scaling, or delete it: ${formatScalingCommand(resourceId, "delete-scaling-policy", { "policy-name": name })}`,
  };
}

function listStepDifferences(planned: StepPolicyPlan, { step }: LivePolicy): readonly string[] {
  if (step === undefined) return ["it tracks a target, but the plan has steps"];
  return [
    ...describeDifference("type", step.adjustmentType, planned.adjustmentType),
    ...describeDifference("cooldown", formatSeconds(step.cooldown), formatSeconds(planned.cooldown)),
    ...describeDifference("steps", formatSteps(step.stepAdjustments), formatSteps(planned.stepAdjustments)),
  ];
}

function listTrackingDifferences(planned: TargetTrackingPlan, { tracking }: LivePolicy): readonly string[] {
  if (tracking === undefined) return ["it has steps, but the plan tracks a target"];
  const { metric } = planned;
  const name = "predefinedMetricType" in metric ? metric.predefinedMetricType : metric.metricName;
  const inward = (isOff: boolean): string => (isOff ? "off" : "on");
  return [
    ...describeDifference("target", tracking.targetValue, planned.targetValue),
    ...describeDifference("metric", tracking.metric, name),
    ...describeDifference(
      "scale-in cooldown",
      formatSeconds(tracking.scaleInCooldown),
      formatSeconds(planned.scaleInCooldown),
    ),
    ...describeDifference(
      "scale-out cooldown",
      formatSeconds(tracking.scaleOutCooldown),
      formatSeconds(planned.scaleOutCooldown),
    ),
    ...describeDifference("scale in", inward(tracking.disableScaleIn), inward(planned.disableScaleIn)),
  ];
}

/** `cooldown is 60 s, planned 300 s`. */
function describeDifference<T extends string | number>(what: string, live: T, planned: T): readonly string[] {
  return live === planned ? [] : [`${what} is ${live}, planned ${planned}`];
}

function formatSeconds(value: number | undefined): string {
  return value === undefined ? "not set" : `${value} s`;
}

/** `0..20: 1, 20..: 3`, each stretch as distances from the alarm's threshold, in rising order. */
function formatSteps(steps: readonly StepAdjustmentPlan[]): string {
  return steps
    .toSorted((a, b) => getLowerBound(a) - getLowerBound(b))
    .map(({ metricIntervalLowerBound: from, metricIntervalUpperBound: to, scalingAdjustment }) => {
      return `${from ?? ""}..${to ?? ""}: ${scalingAdjustment}`;
    })
    .join(", ");
}

function getLowerBound({ metricIntervalLowerBound: bound }: StepAdjustmentPlan): number {
  return bound ?? Number.NEGATIVE_INFINITY;
}
