import type { EpochMinute } from "../time/instant";
import { datePartsOf } from "../time/plain-date";
import { diffWords } from "./diff-words";
import { averageMonth, type MonthOfUse, monthsOfUse } from "./months-of-use";
import { type PlanDiff, planDiff } from "./plan-diff";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";
import { dateAt } from "./week-text";

/** An average month of the year that was compared. */
type AverageUse = Pick<MonthOfUse, "instanceHours" | "costUsd">;

/**
 * What differs between two states of an endpoint; it is in one of them at least.
 *
 * `words`:    see `diffWords`
 * `settings`: zone, origin, instance type and price in words, where they differ
 * `plan`:     only where the endpoint is in both
 * `before`, `after`: what an average month takes
 */
export interface EndpointDiff {
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "same";
  readonly words: readonly string[];
  readonly settings: readonly string[];
  readonly plan?: PlanDiff;
  readonly before?: AverageUse;
  readonly after?: AverageUse;
}

/** Days that are compared: a year in whole weeks. */
const comparedDays = 364;

/**
 * What differs between two sets of endpoints, by name, over the year that begins at `from`.
 *
 * In:  endpoints with a timeline or a plan
 * Out: those of `after` in their order, then those that are gone
 */
export function stackDiff(
  before: readonly ReportedEndpoint[],
  after: readonly ReportedEndpoint[],
  from: EpochMinute,
): readonly EndpointDiff[] {
  const old = new Map(before.map((endpoint) => [endpoint.name, endpoint]));
  const kept = new Set(after.map((endpoint) => endpoint.name));
  return [
    ...after.map((endpoint) => {
      const was = old.get(endpoint.name);
      return was === undefined ? added(endpoint, from) : compared(was, endpoint, from);
    }),
    ...before.filter((endpoint) => !kept.has(endpoint.name)).map((gone) => removed(gone, from)),
  ];
}

function added(endpoint: ReportedEndpoint, from: EpochMinute): EndpointDiff {
  const { name } = endpoint;
  return { name, change: "added", words: [], settings: [], after: useOf(endpoint, from) };
}

function removed(endpoint: ReportedEndpoint, from: EpochMinute): EndpointDiff {
  const { name } = endpoint;
  return { name, change: "removed", words: [], settings: [], before: useOf(endpoint, from) };
}

function compared(was: ReportedEndpoint, is: ReportedEndpoint, from: EpochMinute): EndpointDiff {
  const plan = planDiff(was, is, from, from + comparedDays * 1440);
  const settings = settingsWords(was, is);
  const { added, removed, changed } = plan.actions;
  const same =
    plan.stretches.length + settings.length + added.length + removed.length + changed.length === 0;
  return {
    name: is.name,
    change: same ? "same" : "changed",
    words: diffWords(plan),
    settings,
    plan,
    before: useOf(was, from),
    after: useOf(is, from),
  };
}

function settingsWords(was: ReportedEndpoint, is: ReportedEndpoint): readonly string[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ["timezone", shownZone(was), shownZone(is)],
    ["endpoint at AWS", originOf(was), originOf(is)],
    ["instance type", instanceTypeOf(was), instanceTypeOf(is)],
    ["price an instance-hour", priceOf(was), priceOf(is)],
    ["re-asserted every", reassertOf(was), reassertOf(is)],
  ];
  return rows
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before} -> ${after}`);
}

/** An endpoint that exists, or one that the stack makes. */
function originOf({ config }: ReportedEndpoint): string {
  return config?.endpoint === undefined ? "made here" : `existing ${config.endpoint.name}`;
}

function instanceTypeOf({ config }: ReportedEndpoint): string {
  return config?.variant.instanceType ?? "not known";
}

function priceOf({ config }: ReportedEndpoint): string {
  const price = config?.variant.hourlyPriceUsd;
  return price === undefined ? "not given" : `USD ${price}`;
}

function reassertOf({ config }: ReportedEndpoint): string {
  const minutes = config?.timetable?.reassertEveryMinutes ?? "never";
  return minutes === "never" ? "never" : `${minutes} minutes`;
}

function useOf(endpoint: ReportedEndpoint, from: EpochMinute): AverageUse {
  const { year, month } = datePartsOf(dateAt(endpoint, from));
  return averageMonth(monthsOfUse(endpoint, { year, month }, 12));
}
