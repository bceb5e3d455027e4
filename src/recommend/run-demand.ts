import type { Demand } from "./demand";
import type { StepLadder } from "./step-ladder";

/** Limits by minute of the week. */
export interface WeekLimits {
  readonly min: Int16Array;
  readonly max: Int16Array;
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
 * Runs demand against limits and step scaling, minute by minute, as AWS would.
 *
 * An alarm is in ALARM while its last values are all beyond the first bound; its policy then acts each minute. New
 * instances are paid from the request and serve after the start-up. Until then the endpoint is Updating, and nothing
 * else can scale it. Instances leave at once. After a scale-in, the next one waits for the cooldown; in the cooldown of
 * a scale-out, what was added counts as part of the next one.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
 */
export function runDemand(
  demand: Demand,
  limits: WeekLimits,
  ladder: StepLadder | undefined,
  { perInstance, startUpMinutes }: Fleet,
  record?: RunRecord,
): RunResult {
  const { rates, minuteOfWeek, day } = demand;
  const result = createResult(demand.days);
  const scaler = new Scaler(ladder, startUpMinutes, limits.min[minuteOfWeek[0] ?? 0] ?? 1);
  let shortHour = -1;
  for (let minute = 0; minute < rates.length; minute++) {
    const place = minuteOfWeek[minute] ?? 0;
    const [min, max] = [limits.min[place] ?? 1, limits.max[place] ?? 1];
    scaler.keepLimits(minute, min, max);
    const today = day[minute] ?? 0;
    const rate = rates[minute] ?? NaN;
    if (minute % 60 === 0) addAt(result.hours, today, 1);
    if (record !== undefined) {
      record.paid[minute] = scaler.desired;
      record.serving[minute] = scaler.serving;
    }
    if (rate >= 0) {
      addAt(result.instanceMinutes, today, scaler.desired);
      addAt(result.requests, today, rate);
      const missing = rate - scaler.serving * perInstance;
      if (missing > 1e-9) {
        addAt(result.shortRequests, today, missing);
        const hour = Math.floor(minute / 60);
        if (hour > shortHour) addAt(result.shortHours, today, 1);
        shortHour = hour;
      }
    }
    scaler.scale(minute, rate / scaler.serving, min, max);
  }
  return result;
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

/** The scalable target, its two alarms and its two policies. */
class Scaler {
  public serving: number;
  private readyAt = 0;
  private outCooldownUntil = 0;
  private countBeforeOut: number;
  private inCooldownUntil = 0;
  private minutesAbove = 0;
  private minutesBelow = 0;
  private readonly values: Float64Array;
  private readonly highest: number;
  private readonly lowest: number;

  public constructor(
    private readonly ladder: StepLadder | undefined,
    private readonly startUpMinutes: number,
    public desired: number,
  ) {
    this.serving = desired;
    this.countBeforeOut = desired;
    this.values = new Float64Array(ladder?.evaluationPeriods ?? 1);
    this.highest = ladder?.above[0]?.bound ?? Infinity;
    this.lowest = ladder?.below[0]?.bound ?? -Infinity;
  }

  public keepLimits(minute: number, min: number, max: number): void {
    if (minute < this.readyAt) return;
    this.serving = this.desired;
    if (this.desired < min) this.add(minute, min);
    else if (this.desired > max) this.remove(max);
  }

  public scale(minute: number, value: number, min: number, max: number): void {
    const { ladder } = this;
    if (ladder === undefined) return;
    const periods = ladder.evaluationPeriods;
    this.values[minute % periods] = value;
    this.minutesAbove = value > this.highest ? this.minutesAbove + 1 : 0;
    this.minutesBelow = value < this.lowest ? this.minutesBelow + 1 : 0;
    const next = minute + 1;
    if (next < this.readyAt) return;
    if (this.minutesAbove >= periods) {
      if (this.desired < max) this.scaleOut(next, this.averageValues(), max, ladder);
    } else if (this.minutesBelow >= periods && this.desired > min && next >= this.inCooldownUntil) {
      this.scaleIn(next, this.averageValues(), min, ladder);
    }
  }

  /** Of the values that the alarm evaluates. */
  private averageValues(): number {
    let sum = 0;
    for (const value of this.values) sum += value;
    return sum / this.values.length;
  }

  private scaleOut(next: number, value: number, max: number, { above, cooldownMinutes }: StepLadder): void {
    if (next >= this.outCooldownUntil) this.countBeforeOut = this.desired;
    let percent = 0;
    for (const step of above) if (value >= step.bound) percent = step.percent;
    const wanted = Math.min(max, this.countBeforeOut + toInstances(this.countBeforeOut, percent));
    if (wanted <= this.desired) return;
    this.outCooldownUntil = next + cooldownMinutes;
    this.add(next, wanted);
  }

  private scaleIn(next: number, value: number, min: number, { below, cooldownMinutes }: StepLadder): void {
    let percent = 0;
    for (const step of below) if (value <= step.bound) percent = -step.percent;
    const wanted = Math.max(min, this.desired - toInstances(this.desired, percent));
    if (wanted >= this.desired) return;
    this.inCooldownUntil = next + cooldownMinutes;
    this.remove(wanted);
  }

  private add(minute: number, count: number): void {
    this.desired = count;
    this.readyAt = minute + this.startUpMinutes;
  }

  private remove(count: number): void {
    this.desired = count;
    this.serving = count;
  }
}

/** AWS rounds a percentage towards zero, but changes at least one instance. */
function toInstances(count: number, percent: number): number {
  return Math.max(1, Math.floor((count * percent) / 100 + 1e-9));
}
