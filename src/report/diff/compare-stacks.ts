import type { ScheduledAction } from "../../plan/cron";
import {
  averageUsage,
  chooseShownZone,
  computeMonthlyUsage,
  listLimitsOverTime,
  type MonthlyUsage,
  type RealSegment,
  type ReportedEndpoint,
} from "../../plan/usage";
import { isEqualLimits } from "../../timetable";
import { type EpochMinute, toDateParts, toPlainMinute } from "../../timetable/time";
import { toLocalDay } from "..";
import {
  type ActionChanges,
  type ChangedInterval,
  describeChanges,
  type PlanDiff,
} from "./describe-changes";

/** An average month of the year that was compared. */
type AverageUsage = Pick<MonthlyUsage, "instanceHours" | "costUsd">;

/**
 * What differs between two states of an endpoint; it is in one of them at least.
 *
 * `fixedWords`:    see `describeChanges`
 * `settingsSchema`: zone, origin, instance type and price in words, where they differ
 * `plan`:     only where the endpoint is in both
 * `listDeployedStates`, `after`: what an average month takes
 */
export interface EndpointDiff {
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "same";
  readonly words: readonly string[];
  readonly settings: readonly string[];
  readonly plan?: PlanDiff;
  readonly before?: AverageUsage;
  readonly after?: AverageUsage;
}

/** Days that are compared: a year in whole weeks. */
const comparedDays = 364;

/**
 * What differs between two sets of endpoints, by name, over the year that begins at `from`.
 *
 * In:  endpoints with a timeline or a plan
 * Out: those of `after` in their order, then those that are gone
 */
export function compareStacks(
  before: readonly ReportedEndpoint[],
  after: readonly ReportedEndpoint[],
  from: EpochMinute,
): readonly EndpointDiff[] {
  const old = new Map(before.map((endpoint) => [endpoint.name, endpoint]));
  const kept = new Set(after.map((endpoint) => endpoint.name));
  return [
    ...after.map((endpoint) => {
      const was = old.get(endpoint.name);
      return was === undefined ? createAdded(endpoint, from) : compareEndpoint(was, endpoint, from);
    }),
    ...before
      .filter((endpoint) => !kept.has(endpoint.name))
      .map((gone) => createRemoved(gone, from)),
  ];
}

function createAdded(endpoint: ReportedEndpoint, from: EpochMinute): EndpointDiff {
  const { name } = endpoint;
  return {
    name,
    change: "added",
    words: [],
    settings: [],
    after: computeAverageUsage(endpoint, from),
  };
}

function createRemoved(endpoint: ReportedEndpoint, from: EpochMinute): EndpointDiff {
  const { name } = endpoint;
  return {
    name,
    change: "removed",
    words: [],
    settings: [],
    before: computeAverageUsage(endpoint, from),
  };
}

function compareEndpoint(
  was: ReportedEndpoint,
  is: ReportedEndpoint,
  from: EpochMinute,
): EndpointDiff {
  const plan = comparePlans(was, is, from, from + comparedDays * 1440);
  const settings = describeSettings(was, is);
  const { added, removed, changed } = plan.actions;
  const same =
    plan.intervals.length + settings.length + added.length + removed.length + changed.length === 0;
  return {
    name: is.name,
    change: same ? "same" : "changed",
    words: describeChanges(plan),
    settings,
    plan,
    before: computeAverageUsage(was, from),
    after: computeAverageUsage(is, from),
  };
}

function describeSettings(was: ReportedEndpoint, is: ReportedEndpoint): readonly string[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ["timezone", chooseShownZone(was), chooseShownZone(is)],
    ["endpoint at AWS", describeOrigin(was), describeOrigin(is)],
    ["instance type", describeInstanceType(was), describeInstanceType(is)],
    ["price an instance-hour", describePrice(was), describePrice(is)],
    ["re-asserted every", describeReassert(was), describeReassert(is)],
  ];
  return rows
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before} -> ${after}`);
}

/** An endpoint that exists, or one that the stack makes. */
function describeOrigin({ config }: ReportedEndpoint): string {
  return config?.endpoint === undefined ? "made here" : `existing ${config.endpoint.name}`;
}

function describeInstanceType({ config }: ReportedEndpoint): string {
  return config?.variant.instanceType ?? "not known";
}

function describePrice({ config }: ReportedEndpoint): string {
  const price = config?.variant.hourlyPriceUsd;
  return price === undefined ? "not given" : `USD ${price}`;
}

function describeReassert({ config }: ReportedEndpoint): string {
  const minutes = config?.timetable?.reassertEveryMinutes ?? "never";
  return minutes === "never" ? "never" : `${minutes} minutes`;
}

function computeAverageUsage(endpoint: ReportedEndpoint, from: EpochMinute): AverageUsage {
  const { year, month } = toDateParts(toLocalDay(endpoint, from));
  return averageUsage(computeMonthlyUsage(endpoint, { year, month }, 12));
}

/**
 * Every moment of `[from, to)` at which two endpoints have different limits.
 *
 * Compared in real time, so that a changed time zone shows as the hours that move.
 *
 * In:  two endpoints that each have a timeline or a plan; from < to
 * Out: stretches sorted; one that reaches over `from` or `to` is given whole for up to eight days
 */
export function comparePlans(
  before: ReportedEndpoint,
  after: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): PlanDiff {
  const zone = chooseShownZone(after);
  const [start, end] = [from - marginMinutes, to + marginMinutes];
  const stretches = findDifferences(
    listLimitsOverTime(before, start, end),
    listLimitsOverTime(after, start, end),
  ).filter((stretch) => stretch.to > from && stretch.from < to);
  return {
    zone,
    from,
    to,
    intervals: stretches.map((stretch) => ({
      ...stretch,
      fromClock: toPlainMinute(zone, stretch.from),
      toClock: toPlainMinute(zone, stretch.to),
    })),
    actions: listActionChanges(before.plan?.actions ?? [], after.plan?.actions ?? []),
  };
}

/** Longer than a week, so that a stretch of the weekly pattern is never cut at the edge of what is compared. */
const marginMinutes = 8 * 1440;

/** Walks both step functions at once. In: both gapless over the same time. */
function findDifferences(
  before: readonly RealSegment[],
  after: readonly RealSegment[],
): readonly Omit<ChangedInterval, "fromClock" | "toClock">[] {
  const found: Omit<ChangedInterval, "fromClock" | "toClock">[] = [];
  let [b, a] = [0, 0];
  for (;;) {
    const [old, now] = [before[b], after[a]];
    if (old === undefined || now === undefined) return found;
    const [from, to] = [Math.max(old.from, now.from), Math.min(old.to, now.to)];
    if (!isEqualLimits(old.limits, now.limits)) addInterval(found, old, now, from, to);
    if (old.to === to) b++;
    if (now.to === to) a++;
  }
}

/** Adds a stretch, or lengthens the last one where the same limits go on. */
function addInterval(
  found: Omit<ChangedInterval, "fromClock" | "toClock">[],
  old: RealSegment,
  now: RealSegment,
  from: EpochMinute,
  to: EpochMinute,
): void {
  const last = found.at(-1);
  const goesOn =
    last?.to === from &&
    isEqualLimits(last.before, old.limits) &&
    isEqualLimits(last.after, now.limits);
  if (goesOn) {
    found[found.length - 1] = { ...last, to };
    return;
  }
  found.push({
    from,
    to,
    before: old.limits,
    after: now.limits,
    reasonsBefore: old.reasons,
    reasonsAfter: now.reasons,
  });
}

function listActionChanges(
  before: readonly ScheduledAction[],
  after: readonly ScheduledAction[],
): ActionChanges {
  const old = new Map(before.map((action) => [action.name, action]));
  const now = new Map(after.map((action) => [action.name, action]));
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].flatMap(([name, action]) => {
      const was = old.get(name);
      return was === undefined || isEqualAction(was, action) ? [] : [name];
    }),
  };
}

function isEqualAction(a: ScheduledAction, b: ScheduledAction): boolean {
  return a.schedule === b.schedule && a.timezone === b.timezone && isEqualLimits(a, b);
}
