import type { LivePolicy } from "../live-aws/live-policy";
import type { LiveScaling } from "../live-aws/live-scaling";
import { scalingCommand } from "../live-aws/scaling-command";
import type { ScalingPlan } from "../plan/scaling";
import type { StepAdjustmentPlan, StepPolicyPlan } from "../plan/step-policies";
import type { TargetTrackingPlan } from "../plan/target-tracking";
import type { DriftFinding } from "./drift-finding";

/** The policies that the stack file asks for. */
export type PlannedPolicies = Pick<ScalingPlan, "stepPolicies" | "targetTracking">;

/** A policy by the key in its name, and how AWS's differs from it. */
interface Planned {
  readonly key: string;
  readonly differences: (live: LivePolicy) => readonly string[];
  /** Of AWS's own for target tracking nothing is said. */
  readonly hasAlarm: boolean;
}

const fix = "run pulumi up --refresh, which puts it back";

/**
 * Scaling policies that AWS lacks, has in another form or without an alarm that calls them, or has though the
 * stack file asks for none.
 *
 * In:  `name`: the endpoint's key, which begins the names of its policies
 * Out: by the plan's order, foreign ones last
 */
export function policyFindings(
  name: string,
  policies: PlannedPolicies,
  { policies: live, resourceId }: LiveScaling,
): readonly DriftFinding[] {
  const planned = plannedPolicies(policies);
  const isOf = (policy: LivePolicy, key: string): boolean => isNamed(policy.name, `${name}-${key}`);
  return [
    ...planned.flatMap((one) => {
      const held = live.filter((policy) => isOf(policy, one.key));
      return held.length === 0 ? [missing(name, one)] : held.flatMap((each) => findings(one, each));
    }),
    ...live
      .filter((policy) => !planned.some(({ key }) => isOf(policy, key)))
      .map((policy) => foreign(policy.name, resourceId)),
  ];
}

/** The name that was given, or that with the seven digits that Pulumi appends. */
function isNamed(name: string, given: string): boolean {
  return name.startsWith(given) && /^(-[0-9a-f]{7})?$/.test(name.slice(given.length));
}

function plannedPolicies({ stepPolicies, targetTracking }: PlannedPolicies): readonly Planned[] {
  return [
    ...stepPolicies.map((step) => ({
      key: step.key,
      differences: (live: LivePolicy) => stepDifferences(step, live),
      hasAlarm: true,
    })),
    ...(targetTracking === undefined
      ? []
      : [
          {
            key: "target-tracking",
            differences: (live: LivePolicy) => trackingDifferences(targetTracking, live),
            hasAlarm: false,
          },
        ]),
  ];
}

function findings(planned: Planned, live: LivePolicy): readonly DriftFinding[] {
  const different = planned.differences(live);
  const message = `scaling policy "${live.name}" is not as planned: ${different.join("; ")}`;
  return [
    ...(different.length === 0
      ? []
      : [{ code: "different-policy" as const, differs: true, message, fix }]),
    ...(planned.hasAlarm && live.alarms.length === 0 ? [withoutAlarm(live.name)] : []),
  ];
}

function missing(name: string, { key }: Planned): DriftFinding {
  return {
    code: "missing-policy",
    differs: true,
    message: `scaling policy "${name}-${key}" is missing: nothing ${effects[key] ?? "scales by load"}`,
    fix,
  };
}

const effects: Readonly<Record<string, string>> = {
  "scale-out": "adds instances when load rises",
  "scale-in": "takes instances away when load falls",
  wake: "starts an instance when a request comes at zero",
};

function withoutAlarm(name: string): DriftFinding {
  return {
    code: "missing-alarm",
    differs: true,
    message: `no alarm calls scaling policy "${name}": it never acts`,
    fix,
  };
}

function foreign(name: string, resourceId: string): DriftFinding {
  return {
    code: "foreign-policy",
    differs: true,
    message: `scaling policy "${name}" is not the timetable's: it moves the count as well`,
    fix: `write its steps under scaling, or delete it: ${scalingCommand(resourceId, "delete-scaling-policy", { "policy-name": name })}`,
  };
}

function stepDifferences(planned: StepPolicyPlan, { step }: LivePolicy): readonly string[] {
  if (step === undefined) return ["it tracks a target, planned are steps"];
  return [
    ...difference("type", step.adjustmentType, planned.adjustmentType),
    ...difference("cooldown", seconds(step.cooldown), seconds(planned.cooldown)),
    ...difference("steps", stepsText(step.stepAdjustments), stepsText(planned.stepAdjustments)),
  ];
}

function trackingDifferences(
  planned: TargetTrackingPlan,
  { tracking }: LivePolicy,
): readonly string[] {
  if (tracking === undefined) return ["it has steps, planned is a target"];
  const { metric } = planned;
  const name = "predefinedMetricType" in metric ? metric.predefinedMetricType : metric.metricName;
  const inward = (isOff: boolean): string => (isOff ? "off" : "on");
  return [
    ...difference("target", tracking.targetValue, planned.targetValue),
    ...difference("metric", tracking.metric, name),
    ...difference(
      "scale-in cooldown",
      seconds(tracking.scaleInCooldown),
      seconds(planned.scaleInCooldown),
    ),
    ...difference(
      "scale-out cooldown",
      seconds(tracking.scaleOutCooldown),
      seconds(planned.scaleOutCooldown),
    ),
    ...difference("scale in", inward(tracking.disableScaleIn), inward(planned.disableScaleIn)),
  ];
}

/** `cooldown is 60 s, planned 300 s`. */
function difference<T extends string | number>(
  what: string,
  live: T,
  planned: T,
): readonly string[] {
  return live === planned ? [] : [`${what} is ${live}, planned ${planned}`];
}

function seconds(value: number | undefined): string {
  return value === undefined ? "not set" : `${value} s`;
}

/** `0..20: 1, 20..: 3`, each stretch as distances from the alarm's threshold, in rising order. */
function stepsText(steps: readonly StepAdjustmentPlan[]): string {
  return steps
    .toSorted((a, b) => lower(a) - lower(b))
    .map(({ metricIntervalLowerBound: from, metricIntervalUpperBound: to, scalingAdjustment }) => {
      return `${from ?? ""}..${to ?? ""}: ${scalingAdjustment}`;
    })
    .join(", ");
}

function lower({ metricIntervalLowerBound: bound }: StepAdjustmentPlan): number {
  return bound ?? Number.NEGATIVE_INFINITY;
}
