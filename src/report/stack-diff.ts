import type { EpochMinute } from "../time/instant";
import { toDateParts } from "../time/plain-date";
import { describeChanges } from "./diff-words";
import { averageUsage, type MonthlyUsage, computeMonthlyUsage } from "./months-of-use";
import { type PlanDiff, comparePlans } from "./plan-diff";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";
import { toLocalDay } from "./week-text";

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
