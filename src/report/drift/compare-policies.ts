import { formatScalingCommand, type LivePolicy, type LiveScaling, type MetricAlarm } from "../../aws/client";
import { type CapacityUnit, type ScalableTargetId, unitWords } from "../../aws/facts";
import type { AlarmPlan, StepAdjustmentPlan, StepPolicyPlan, TargetTrackingPlan } from "../../plan/endpoint";
import { type DriftProblem, refreshFix } from "./drift-report";

/** The policies that the stack file asks for, or that a stack has deployed. */
export interface PlannedPolicies {
  readonly stepPolicies: readonly PlannedStepPolicy[];
  readonly targetTracking?: PlannedTracking | undefined;
}

/** `alarm` absent: it is not deployed. */
type PlannedStepPolicy = Pick<StepPolicyPlan, "key" | "adjustmentType" | "cooldown" | "stepAdjustments"> & {
  readonly alarm?: PlannedAlarm;
};

type PlannedAlarm = Pick<AlarmPlan, keyof typeof alarmParts>;

type PlannedTracking = Omit<TargetTrackingPlan, "metric"> & {
  readonly metric: { readonly predefinedMetricType: string } | { readonly metricName: string };
};

/** What decides when an alarm calls its policy: AWS's names, and those of people. */
const alarmParts = {
  namespace: ["Namespace", "namespace"],
  metricName: ["MetricName", "metric"],
  statistic: ["Statistic", "statistic"],
  comparisonOperator: ["ComparisonOperator", "comparison"],
  threshold: ["Threshold", "threshold"],
  period: ["Period", "period"],
  evaluationPeriods: ["EvaluationPeriods", "evaluation periods"],
  datapointsToAlarm: ["DatapointsToAlarm", "datapoints to alarm"],
  treatMissingData: ["TreatMissingData", "missing data"],
} as const satisfies Partial<Record<keyof AlarmPlan, readonly [keyof MetricAlarm, string]>>;

/** A policy by the key in its name, and how AWS's differs from it. */
interface PlannedPolicy {
  readonly key: string;
  readonly differences: (live: LivePolicy) => readonly string[];
  /** Alarms that AWS makes for target tracking are left out. */
  readonly hasAlarm: boolean;
  readonly alarm?: PlannedAlarm;
}

/** An endpoint's policies, and whether something else created it: a run deletes nothing of others there. */
export interface ComparedPolicies {
  /** The endpoint's key, which begins the names of its policies and alarms. */
  readonly name: string;
  readonly policies: PlannedPolicies;
  readonly isExisting: boolean;
}

/**
 * Finds scaling policies that are missing, different, without an alarm or with another one, or not in the plan at AWS,
 * in the plan's order.
 * @param alarms those that call step policies; undefined if nobody read them
 */
export function comparePolicies(
  { name, policies, isExisting }: ComparedPolicies,
  scaling: LiveScaling,
  alarms: readonly MetricAlarm[] = [],
): readonly DriftProblem[] {
  const { policies: live } = scaling;
  return [
    ...listPlannedPolicies(policies).flatMap((one) => {
      const held = live.filter((policy) => hasName(policy.name, `${name}-${one.key}`));
      if (held.length === 0) return [createMissingPolicy(name, one, scaling.unit)];
      return held.flatMap((each) => comparePolicy(name, one, each, alarms));
    }),
    ...findForeignPolicies(name, policies, { policies: live }).map((policy) =>
      createForeignPolicy(policy.name, scaling, isExisting),
    ),
  ];
}

/** The policies at AWS that are not in the plan. @param name the endpoint's key */
export function findForeignPolicies(
  name: string,
  policies: PlannedPolicies,
  { policies: live }: Pick<LiveScaling, "policies">,
): readonly LivePolicy[] {
  const planned = listPlannedPolicies(policies);
  return live.filter((policy) => !planned.some(({ key }) => hasName(policy.name, `${name}-${key}`)));
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
      ...(step.alarm === undefined ? {} : { alarm: step.alarm }),
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

function comparePolicy(
  name: string,
  planned: PlannedPolicy,
  live: LivePolicy,
  alarms: readonly MetricAlarm[],
): readonly DriftProblem[] {
  const different = planned.differences(live);
  const message = `scaling policy "${live.name}" is not as planned: ${different.join("; ")}`;
  const { key, hasAlarm, alarm } = planned;
  const own = alarms.filter(
    ({ AlarmName = "" }) => live.alarms.includes(AlarmName) && hasName(AlarmName, `${name}-${key}`),
  );
  return [
    ...(different.length === 0 ? [] : [{ code: "different-policy" as const, differs: true, message, fix: refreshFix }]),
    ...(hasAlarm && live.alarms.length === 0 ? [createMissingAlarm(live.name)] : []),
    ...(alarm === undefined ? [] : own.flatMap((each) => compareAlarm(alarm, each))),
  ];
}

function compareAlarm(planned: PlannedAlarm, live: MetricAlarm): readonly DriftProblem[] {
  const parts = Object.keys(alarmParts) as readonly (keyof PlannedAlarm)[];
  const different = [
    ...parts.flatMap((part) => {
      const [awsName, word] = alarmParts[part];
      return describeDifference(word, live[awsName] ?? "not set", planned[part]);
    }),
    ...(live.ActionsEnabled === false ? ["its actions are turned off"] : []),
  ];
  if (different.length === 0) return [];
  const message = `alarm "${live.AlarmName ?? ""}" is not as planned: ${different.join("; ")}`;
  return [{ code: "different-alarm", differs: true, message, fix: refreshFix }];
}

function createMissingPolicy(name: string, { key }: PlannedPolicy, unit: CapacityUnit): DriftProblem {
  const { one, many } = unitWords[unit];
  const effects: Readonly<Record<string, string>> = {
    "scale-out": `adds ${many} when load rises`,
    "scale-in": `removes ${many} when load falls`,
    wake: `starts the first ${one} when a request comes in at zero`,
  };
  return {
    code: "missing-policy",
    differs: true,
    message: `scaling policy "${name}-${key}" is missing: nothing ${effects[key] ?? "scales by load"}`,
    fix: refreshFix,
  };
}

function createMissingAlarm(name: string): DriftProblem {
  return {
    code: "missing-alarm",
    differs: true,
    message: `no alarm calls scaling policy "${name}": it never acts`,
    fix: refreshFix,
  };
}

function createForeignPolicy(name: string, target: ScalableTargetId, isExisting: boolean): DriftProblem {
  const command = formatScalingCommand(target, "delete-scaling-policy", { "policy-name": name });
  const deletion = isExisting ? `delete it: ${command}` : "run pulumi up --refresh, which deletes it";
  return {
    code: "foreign-policy",
    differs: true,
    message: `scaling policy "${name}" is not in the timetable: it changes the count too`,
    fix: `write its steps under scaling, or ${deletion}`,
  };
}

function listStepDifferences(planned: PlannedStepPolicy, { step }: LivePolicy): readonly string[] {
  if (step === undefined) return ["it tracks a target, but the plan has steps"];
  return [
    ...describeDifference("type", step.adjustmentType, planned.adjustmentType),
    ...describeDifference("cooldown", formatSeconds(step.cooldown), formatSeconds(planned.cooldown)),
    ...describeDifference("steps", formatSteps(step.stepAdjustments), formatSteps(planned.stepAdjustments)),
  ];
}

function listTrackingDifferences(planned: PlannedTracking, { tracking }: LivePolicy): readonly string[] {
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
