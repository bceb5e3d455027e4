import type { ScheduledAction } from "../../plan/cron";
import {
  chooseShownZone,
  findMinutesLate,
  listLimitsOverTime,
  type RealSegment,
  type ReportedEndpoint,
} from "../../plan/usage";
import { isEqualLimits } from "../../timetable";
import { type EpochMinute, toPlainMinute } from "../../timetable/time";
import { buildEndpointReport, type EndpointReport, reportHorizons } from "..";
import { describeChangedSettings, toEndpointSettings } from "./describe-settings";
import { type ChangedInterval, describeChanges, type PlanDiff } from "./describe-changes";
import type { ActionChanges } from "./describe-changes";

/** What differs between two states of an endpoint; one of them may lack it. */
export interface EndpointDiff {
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "same";
  /** Changed limits, see `describeChanges`. */
  readonly words: readonly string[];
  /** Changed settings, such as `model.networkIsolation false -> true`, also those that decide the hours. */
  readonly settings: readonly string[];
  /** Absent unless both states have the endpoint. */
  readonly plan?: PlanDiff;
  readonly before?: EndpointReport;
  readonly after?: EndpointReport;
}

/** A year in whole weeks. */
export const comparedMinutes = 364 * 1440;

/**
 * Compares two sets of endpoints by name, over the year that begins at `from`.
 * @param before endpoints with a timeline or a plan, as `after`
 * @returns those of `after` in their order, then those that are gone
 */
export function compareStacks(
  before: readonly ReportedEndpoint[],
  after: readonly ReportedEndpoint[],
  from: EpochMinute,
): readonly EndpointDiff[] {
  const old = new Map(before.map((endpoint) => [endpoint.name, endpoint]));
  const kept = new Set(after.map(({ name }) => name));
  const unchanged = { words: [], settings: [] };
  const report = (endpoint: ReportedEndpoint): EndpointReport =>
    buildEndpointReport(endpoint, from, reportHorizons.none);
  return [
    ...after.map((endpoint): EndpointDiff => {
      const { name } = endpoint;
      const previous = old.get(name);
      return previous === undefined
        ? { name, change: "added", ...unchanged, after: report(endpoint) }
        : compareEndpoint(previous, endpoint, from);
    }),
    ...before
      .filter(({ name }) => !kept.has(name))
      .map((endpoint): EndpointDiff => ({
        name: endpoint.name,
        change: "removed",
        ...unchanged,
        before: report(endpoint),
      })),
  ];
}

function compareEndpoint(before: ReportedEndpoint, after: ReportedEndpoint, from: EpochMinute): EndpointDiff {
  const plan = comparePlans(before, after, from, from + comparedMinutes);
  const reportBefore = buildEndpointReport(before, from, reportHorizons.none);
  const reportAfter = buildEndpointReport(after, from, reportHorizons.none);
  const words = describeChanges(plan);
  const settings = describeChangedSettings(toEndpointSettings(before), toEndpointSettings(after));
  const { added, removed, changed } = plan.actions;
  const same = plan.intervals.length + settings.length + added.length + removed.length + changed.length === 0;
  return {
    name: after.name,
    change: same ? "same" : "changed",
    words,
    settings,
    plan,
    before: reportBefore,
    after: reportAfter,
  };
}

/** Finds endpoints with the same changes as an earlier one. */
export function findRepeated(
  diffs: readonly EndpointDiff[],
): readonly { readonly diff: EndpointDiff; readonly first: string }[] {
  const firsts = new Map<string, string>();
  return diffs.flatMap((diff) => {
    const { name, change, words, settings, plan } = diff;
    if (change !== "changed") return [];
    const key = JSON.stringify([words, settings, plan?.zone, plan?.intervals]);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, name);
    return first === undefined ? [] : [{ diff, first }];
  });
}

/**
 * Compares the limits of two endpoints in `[from, to)`.
 *
 * In real time, so a changed time zone shows as hours that move.
 * @returns sorted intervals; one that crosses `from` or `to` extends up to eight days beyond
 */
export function comparePlans(
  before: ReportedEndpoint,
  after: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): PlanDiff {
  const zone = chooseShownZone(after);
  const [start, end] = [from - marginMinutes, to + marginMinutes];
  const intervals = findDifferences(
    listLimitsOverTime(before, start, end),
    listLimitsOverTime(after, start, end),
  ).filter((interval) => interval.to > from && interval.from < to);
  return {
    zone,
    from,
    to,
    intervals: intervals.map((interval) => ({
      ...interval,
      fromClock: toPlainMinute(zone, interval.from),
      toClock: toPlainMinute(zone, interval.to),
      minutesLate: Math.max(...[interval.from, interval.to].map((at) => findMinutesLate(after, at))),
    })),
    actions: compareActions(before.plan?.actions ?? [], after.plan?.actions ?? []),
  };
}

type Difference = Omit<ChangedInterval, "fromClock" | "toClock" | "minutesLate">;

/** Longer than a week, so no interval of the weekly pattern is cut at an edge. */
const marginMinutes = 8 * 1440;

/** Walks both step functions at once; both are gapless over the same time. */
function findDifferences(before: readonly RealSegment[], after: readonly RealSegment[]): readonly Difference[] {
  const found: Difference[] = [];
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

/** Adds an interval, or extends the last one if the same limits continue. */
function addInterval(
  found: Difference[],
  old: RealSegment,
  now: RealSegment,
  from: EpochMinute,
  to: EpochMinute,
): void {
  const last = found.at(-1);
  const continues =
    last?.to === from && isEqualLimits(last.before, old.limits) && isEqualLimits(last.after, now.limits);
  if (continues) {
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

function compareActions(before: readonly ScheduledAction[], after: readonly ScheduledAction[]): ActionChanges {
  const old = new Map(before.map((action) => [action.name, action]));
  const now = new Map(after.map((action) => [action.name, action]));
  return {
    added: after.filter(({ name }) => !old.has(name)),
    changed: after.flatMap((action) => {
      const was = old.get(action.name);
      return was === undefined || isEqualAction(was, action) ? [] : [{ before: was, after: action }];
    }),
    removed: before.filter(({ name }) => !now.has(name)),
  };
}

function isEqualAction(a: ScheduledAction, b: ScheduledAction): boolean {
  return a.schedule === b.schedule && a.timezone === b.timezone && isEqualLimits(a, b);
}
