import type { NotScaledCode } from "../../aws/facts";
import type { AwsState } from "./account-state";
import type { AlarmState } from "./alarms";
import { explainNotScalable, getDesiredCount, setDesiredCount } from "./desired-count";
import { setEntry } from "./json";
import { getMetricValue, type MetricQuery } from "./metrics";
import { toPredefinedQuery } from "./predefined-metrics";
import type { Cooldown, TargetState } from "./scalable-targets";
import { recordNotScaled } from "./scaling-activities";
import { adjustCount, findStep, type PolicyState } from "./scaling-policies";

/** A count that a policy asks for, and how long nothing more may happen afterwards. */
interface Wish {
  readonly policy: PolicyState;
  readonly count: number;
  readonly cooldownSeconds: number;
  readonly cause: string;
}

/** Seconds if a policy names none. @see API_StepScalingPolicyConfiguration. */
const defaultCooldownSeconds = 300;

/**
 * The account after its scaling policies have acted on what their alarms saw; once a minute.
 *
 * Of several policies that act on a target at once, the one with the largest count decides.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html
 */
export function runScalingPolicies(state: AwsState): AwsState {
  const tracked = Object.entries(state.policies).reduce((after, [name, policy]) => {
    const next = trackTarget(after, policy);
    return next === policy ? after : { ...after, policies: setEntry(after.policies, name, next) };
  }, state);
  return Object.entries(tracked.targets).reduce((after, [key, target]) => scaleTarget(after, key, target), tracked);
}

function scaleTarget(state: AwsState, key: string, target: TargetState): AwsState {
  const count = getDesiredCount(state, target.resourceId);
  if (count === undefined) return state;
  const [asked] = Object.values(state.policies)
    .filter((policy) => policy.targetKey === key)
    .flatMap((policy) => [...findStepWishes(state, target, policy, count), ...findTrackingWishes(state, policy, count)])
    .toSorted((a, b) => b.count - a.count);
  if (asked === undefined) return state;
  const wish = { ...asked, count: Math.min(target.max, Math.max(target.min, asked.count)) };
  const refusal = findNotScaledCode(state, target, count, asked.count);
  if (refusal !== undefined) return recordNotScaled(state, target, refusal, asked.cause);
  if (!canScale(state, target, count, wish.count)) return state;
  const direction = wish.count > count ? "out" : "in";
  const cooldown: Cooldown = {
    direction,
    until: state.nowSeconds + wish.cooldownSeconds,
    countBefore: findRunningCooldown(state, target, "out")?.countBefore ?? count,
  };
  const { resourceId, dimension } = target;
  const targets = setEntry(state.targets, key, { ...target, cooldown });
  return setDesiredCount({ ...state, targets }, resourceId, dimension, wish.count, wish.cause);
}

/** Why AWS leaves the count alone though a policy asks for another; undefined when it does not. */
function findNotScaledCode(
  state: AwsState,
  target: TargetState,
  count: number,
  asked: number,
): NotScaledCode | undefined {
  if (asked === count) return undefined;
  if (explainNotScalable(state, target.resourceId) !== undefined) {
    return "TargetServicePutResourceAsUnscalable";
  }
  if (asked > count && count === target.max) return "AlreadyAtMaxCapacity";
  return asked < count && count === target.min ? "AlreadyAtMinCapacity" : undefined;
}

function canScale(state: AwsState, target: TargetState, count: number, wished: number): boolean {
  if (wished === count) return false;
  if (wished > count) return !target.suspended.out;
  return !target.suspended.in && findRunningCooldown(state, target, "in") === undefined;
}

function findRunningCooldown(
  state: AwsState,
  { cooldown }: TargetState,
  direction: Cooldown["direction"],
): Cooldown | undefined {
  if (cooldown?.direction !== direction) return undefined;
  return cooldown.until > state.nowSeconds ? cooldown : undefined;
}

/**
 * What a step policy asks for while one of its alarms is in ALARM.
 *
 * During the cooldown of a scale-out, what it has added counts as part of the next one: only a larger step adds
 * the difference.
 */
function findStepWishes(state: AwsState, target: TargetState, policy: PolicyState, count: number): readonly Wish[] {
  const { step } = policy;
  if (step === undefined) return [];
  const base = findRunningCooldown(state, target, "out")?.countBefore ?? count;
  return Object.entries(state.alarms).flatMap(([name, alarm]) => {
    if (!isCalled(alarm, policy)) return [];
    const value = combineWishes(alarm, step.MetricAggregationType ?? "Average");
    if (value === undefined) return [];
    const chosen = findStep(step.StepAdjustments, value - (alarm.input.Threshold ?? 0));
    if (chosen === undefined) return [];
    const outwards = adjustCount(step, chosen.ScalingAdjustment, base);
    const wished = outwards >= base ? Math.max(count, outwards) : adjustCount(step, chosen.ScalingAdjustment, count);
    const cause = `monitor alarm ${name} in state ALARM triggered policy ${policy.name}`;
    const cooldownSeconds = step.Cooldown ?? defaultCooldownSeconds;
    return [{ policy, count: wished, cooldownSeconds, cause }];
  });
}

/**
 * An alarm calls its scaling policies each minute while it is in ALARM.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
function isCalled(alarm: AlarmState, policy: PolicyState): boolean {
  if (alarm.value !== "ALARM" || alarm.input.ActionsEnabled === false) return false;
  return alarm.input.AlarmActions?.includes(policy.arn) ?? false;
}

function combineWishes(alarm: AlarmState, how: "Average" | "Minimum" | "Maximum"): number | undefined {
  const points = alarm.datapoints.filter((point) => point !== null);
  if (points.length === 0) return undefined;
  return {
    Average: points.reduce((sum, point) => sum + point, 0) / points.length,
    Minimum: Math.min(...points),
    Maximum: Math.max(...points),
  }[how];
}

function findTrackingWishes(state: AwsState, policy: PolicyState, count: number): readonly Wish[] {
  const { tracking } = policy;
  if (tracking === undefined) return [];
  const value = getTrackedValue(state, policy);
  if (value === undefined) return [];
  const needed = Math.ceil((count * value) / tracking.TargetValue);
  const cause = `monitor alarm TargetTracking-${policy.resourceId}-${policy.name} in state ALARM triggered policy ${policy.name}`;
  if (policy.minutesAbove >= minutesToScaleOut && needed > count) {
    const cooldownSeconds = tracking.ScaleOutCooldown ?? defaultCooldownSeconds;
    return [{ policy, count: needed, cooldownSeconds, cause }];
  }
  const scalesIn = tracking.DisableScaleIn !== true && policy.minutesBelow >= minutesToScaleIn;
  if (!scalesIn || needed >= count) return [{ policy, count, cooldownSeconds: 0, cause }];
  const cooldownSeconds = tracking.ScaleInCooldown ?? defaultCooldownSeconds;
  return [{ policy, count: needed, cooldownSeconds, cause }];
}

/**
 * Minutes in a row that a metric must be off its target before the count changes: the alarms that AWS makes for
 * a target tracking policy look at 3 data points of a minute to scale out, at 15 to scale in.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-policy.html; the numbers of data
 * points are inferred from the alarms that AWS makes, no page states them
 */
const minutesToScaleOut = 3;
const minutesToScaleIn = 15;

/** The share of the target below which a tracking policy thinks of scaling in. Inferred likewise. */
const scaleInShare = 0.9;

/** The policy after one more minute of watching its metric. */
function trackTarget(state: AwsState, policy: PolicyState): PolicyState {
  const { tracking, minutesAbove, minutesBelow } = policy;
  if (tracking === undefined) return policy;
  const value = getTrackedValue(state, policy);
  const above = value !== undefined && value > tracking.TargetValue ? minutesAbove + 1 : 0;
  const below = value !== undefined && value < tracking.TargetValue * scaleInShare ? minutesBelow + 1 : 0;
  return { ...policy, minutesAbove: above, minutesBelow: below };
}

/** The value of the last minute of the metric that a tracking policy watches. */
function getTrackedValue(state: AwsState, policy: PolicyState): number | undefined {
  const query = toMetricQuery(state, policy);
  return query && getMetricValue(state, query, state.nowSeconds - 60, state.nowSeconds);
}

function toMetricQuery(state: AwsState, { tracking, resourceId }: PolicyState): MetricQuery | undefined {
  const custom = tracking?.CustomizedMetricSpecification;
  if (custom !== undefined) {
    return {
      namespace: custom.Namespace,
      metricName: custom.MetricName,
      statistic: custom.Statistic,
      dimensions: Object.fromEntries((custom.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
    };
  }
  const type = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
  return type && toPredefinedQuery(state, type, resourceId);
}
