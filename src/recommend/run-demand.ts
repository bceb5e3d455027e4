import type { Demand } from "./demand";
import { type LoadPolicy, PolicyAlarm } from "./load-policies";

/** Limits by minute of a demand. `first`: the count before the first minute; absent: min. */
export interface MinuteLimits {
  readonly min: Int16Array;
  readonly max: Int16Array;
  readonly first?: number;
}

export interface Fleet {
  /** Requests that one instance serves per minute. */
  readonly perInstance: number;
  readonly startUpMinutes: number;
}

/** What a run costs and does not serve, by day. An hour is short if one of its requests is. */
export interface RunResult {
  readonly instanceMinutes: Float64Array;
  readonly requests: Float64Array;
  readonly shortRequests: Float64Array;
  readonly hours: Float64Array;
  readonly shortHours: Float64Array;
}

/** The count that is paid and the count that serves, by minute. */
export interface RunRecord {
  readonly paid: Int16Array;
  readonly serving: Int16Array;
}

/**
 * Runs demand against limits and scaling policies, minute by minute, as AWS would.
 *
 * Limits apply first; then a policy whose alarm is in ALARM acts, each minute. New instances are paid from the request and
 * serve after the start-up. Until then the endpoint is Updating, and nothing else can scale it. In the first minute after it,
 * alarms still have the values before. Instances leave at once.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function runDemand(
  { rates, day, days }: Demand,
  { min, max, first = min[0] ?? 1 }: MinuteLimits,
  policies: readonly LoadPolicy[],
  { perInstance, startUpMinutes }: Fleet,
  record?: RunRecord,
): RunResult {
  const result = createResult(days);
  const scaler = new Scaler(policies, startUpMinutes, first);
  let [today, paid, requests, short, shortHour] = [day[0] ?? 0, 0, 0, 0, -1];
  // Sums in variables: the search spends most of its time in this loop.
  const addDay = (): void => {
    addSums(result, today, paid, requests, short);
    paid = requests = short = 0;
  };
  for (let minute = 0; minute < rates.length; minute++) {
    if (minute >= scaler.readyAt) scaler.scale(minute, min[minute] ?? 1, max[minute] ?? 1);
    if (day[minute] !== today) {
      addDay();
      today = day[minute] ?? 0;
    }
    const { desired, serving } = scaler;
    const rate = rates[minute] ?? NaN;
    if (minute % 60 === 0) addAt(result.hours, today, 1);
    if (record !== undefined) recordCounts(record, minute, scaler);
    if (rate >= 0) {
      paid += desired;
      requests += rate;
      const missing = rate - serving * perInstance;
      if (missing > 1e-9) {
        short += missing;
        const hour = (minute / 60) | 0;
        if (hour > shortHour) addAt(result.shortHours, today, 1);
        shortHour = hour;
      }
    }
    scaler.watch(rate);
  }
  addDay();
  return result;
}

function recordCounts({ paid, serving }: RunRecord, minute: number, scaler: Scaler): void {
  paid[minute] = scaler.desired;
  serving[minute] = scaler.serving;
}

function addSums(result: RunResult, day: number, paid: number, requests: number, short: number): void {
  addAt(result.instanceMinutes, day, paid);
  addAt(result.requests, day, requests);
  addAt(result.shortRequests, day, short);
}

export function addAt(array: Float64Array, index: number, value: number): void {
  array[index] = (array[index] ?? 0) + value;
}

function createResult(days: number): RunResult {
  return {
    instanceMinutes: new Float64Array(days),
    requests: new Float64Array(days),
    shortRequests: new Float64Array(days),
    hours: new Float64Array(days),
    shortHours: new Float64Array(days),
  };
}

/** The scalable target with its alarms and policies. */
class Scaler {
  public serving: number;
  public readyAt = 0;
  private countBefore: number;
  private outCooldownUntil = 0;
  private inCooldownUntil = 0;
  private readonly alarms: readonly PolicyAlarm[];
  private readonly settleMinutes: number;
  private lastValue = NaN;
  private equalMinutes = 0;

  public constructor(
    policies: readonly LoadPolicy[],
    private readonly startUpMinutes: number,
    public desired: number,
  ) {
    this.serving = desired;
    this.countBefore = desired;
    this.alarms = policies.map((policy) => new PolicyAlarm(policy));
    this.settleMinutes = policies.reduce(
      (most, { periodMinutes, evaluationPeriods }) =>
        Math.max(most, periodMinutes === 1 ? evaluationPeriods : Infinity),
      0,
    );
  }

  /** Alarms that have only equal values stay as they are. */
  public watch(rate: number): void {
    // SageMaker publishes nothing per instance at zero instances.
    const value = this.serving > 0 ? rate / this.serving : NaN;
    this.equalMinutes = value === this.lastValue ? this.equalMinutes + 1 : 1;
    this.lastValue = value;
    if (this.equalMinutes > this.settleMinutes) return;
    for (let index = 0; index < this.alarms.length; index++) this.alarms[index]?.addMinute(value);
  }

  public scale(minute: number, min: number, max: number): void {
    this.serving = this.desired;
    if (this.desired < min) this.add(minute, min);
    else if (this.desired > max) this.remove(max);
    if (minute >= this.readyAt) this.callPolicies(minute, min, max);
  }

  /** The policy with the largest count decides. */
  private callPolicies(minute: number, min: number, max: number): void {
    let wanted = -1;
    let cooldownMinutes = 0;
    for (const alarm of this.alarms) {
      if (!alarm.isInAlarm || !this.canAct(alarm.policy, minute, min, max)) continue;
      if (minute >= this.outCooldownUntil) this.countBefore = this.desired;
      const count = alarm.policy.findCount(alarm, this.desired, this.countBefore) ?? -1;
      if (count > wanted) {
        wanted = count;
        ({ cooldownMinutes } = alarm.policy);
      }
    }
    if (wanted < 0) return;
    wanted = Math.min(max, Math.max(min, wanted));
    if (wanted > this.desired) {
      this.outCooldownUntil = minute + cooldownMinutes;
      this.inCooldownUntil = 0;
      this.add(minute, wanted);
    } else if (wanted < this.desired && minute >= this.inCooldownUntil) {
      this.inCooldownUntil = minute + cooldownMinutes;
      this.outCooldownUntil = 0;
      this.remove(wanted);
    }
  }

  /** The search spends most minutes at min with an alarm in ALARM. */
  private canAct({ direction, setsCount }: LoadPolicy, minute: number, min: number, max: number): boolean {
    if (setsCount || direction === "out") return setsCount || this.desired < max;
    return this.desired > min && minute >= this.inCooldownUntil;
  }

  private add(minute: number, count: number): void {
    this.desired = count;
    this.readyAt = minute + this.startUpMinutes;
    if (this.startUpMinutes === 0) this.serving = count;
  }

  private remove(count: number): void {
    this.desired = count;
    this.serving = count;
  }
}
